import fc from 'fast-check';
import { matchesPattern } from './path-pattern';

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#path-conditions
test.each<[pattern: string, path: string, matches: boolean]>([
  ['/quotes', '/quotes', true],
  ['/quotes', '/Quotes', false],
  ['/quotes', '/quotes/', false],
  ['/quotes', '/api/quotes', false],
  ['/quotes/*', '/quotes', false],
  ['/quotes/*', '/quotes/', true],
  ['/quotes/*', '/quotes/a/b', true],
  ['/quotes*', '/quotes-admin/x', true],
  ['*', '/', true],
  ['/*/b', '/a/x/b', true],
  ['/*/b', '/b', false],
  ['/a*b*c', '/abxbc', true],
  ['/a*b*c', '/abxb', false],
  ['/v?/x', '/v1/x', true],
  ['/v?/x', '/v/x', false],
  ['/v?/x', '/v12/x', false],
  ['/v?x', '/v/x', true],
  ['/[ab]', '/a', false],
  ['/[ab]', '/[ab]', true],
  ['/a.b', '/aXb', false],
  ['', '', true],
  ['', '/', false],
])('%s against %s', (pattern, path, matches) => {
  expect(matchesPattern(pattern, path)).toBe(matches);
});

test('a pattern takes what the regular expression of the same meaning takes', () => {
  const pattern = fc.string({ unit: fc.constantFrom('/', 'a', 'b', '*', '?', '.'), maxLength: 8 });
  const path = fc.string({ unit: fc.constantFrom('/', 'a', 'b', '.', '*'), maxLength: 10 });
  fc.assert(
    fc.property(pattern, path, (glob, subject) => {
      const expression = glob.replace(/[.]/g, '\\.').replaceAll('*', '[^]*').replaceAll('?', '[^]');
      expect(matchesPattern(glob, subject)).toBe(new RegExp(`^${expression}$`).test(subject));
    }),
    { numRuns: 2_000 },
  );
});

test('many stars do not multiply the attempts', () => {
  expect(matchesPattern(`${'*a'.repeat(60)}b`, 'a'.repeat(8_000))).toBe(false);
});
