import { RememberedTokens, tokenLifetime } from './idempotency';

test('a token is remembered for ten minutes', () => {
  let now = 0;
  const tokens = new RememberedTokens<string>(() => now);
  tokens.remember('a', 'input', 'done');
  now = tokenLifetime - 1;
  expect(tokens.find('a', 'input')).toEqual({ result: 'done' });
  expect(tokens.find('a', 'other')).toBe('mismatch');
  now = tokenLifetime;
  expect(tokens.find('a', 'other')).toBeUndefined();
});
