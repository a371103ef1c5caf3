import { nearest } from './nearest';

const keys = ['container', 'scaling', 'api', 'owner'];

test.each([
  ['scalling', 'scaling'],
  ['Owner', 'owner'],
  ['contaner', 'container'],
])('%s was meant to be %s', (value, meant) => {
  expect(nearest(value, keys)).toBe(meant);
});

test.each(['memory', 'x', 'replicas'])('%s is near to nothing', (value) => {
  expect(nearest(value, keys)).toBeUndefined();
});
