import { containsAddress, containsBlock, isEveryAddress } from './cidr';

test.each([
  ['10.0.0.0/8', '10.255.0.1', true],
  ['10.0.0.0/8', '11.0.0.1', false],
  ['192.0.2.7/32', '192.0.2.7', true],
  ['0.0.0.0/0', '198.51.100.1', true],
  ['2001:db8::/32', '2001:db8:1::1', true],
  ['2001:db8::/32', '10.0.0.1', false],
  ['somewhere', '10.0.0.1', false],
])('%s has %s: %s', (block, address, contained) => {
  expect(containsAddress(block, address)).toBe(contained);
});

test.each([
  ['10.0.0.0/8', '10.1.0.0/16', true],
  ['10.1.0.0/16', '10.0.0.0/8', false],
  ['10.0.0.0/8', '11.0.0.0/16', false],
])('%s has all of %s: %s', (outer, inner, contained) => {
  expect(containsBlock(outer, inner)).toBe(contained);
});

test('only a block of no bits is every address', () => {
  expect(['0.0.0.0/0', '::/0', '10.0.0.0/10'].map(isEveryAddress)).toEqual([true, true, false]);
});
