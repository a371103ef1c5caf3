import fc from 'fast-check';
import { DFA, JS, NFA, type ReadonlyNFA } from 'refa';
import { matchesPattern } from '../path-pattern';
import { intersects, isCovered, languageOfPattern, languageOfTemplate } from './path-language';

const pattern = fc
  .array(fc.constantFrom('/', 'a', 'b', '*', '?'), { maxLength: 6 })
  .map((parts) => parts.join(''));

/** The automaton of another library. A run of wildcards is written in one order, as it would never end otherwise. */
function automatonOf(globs: readonly string[]): ReadonlyNFA {
  const expressions = globs.map((glob) =>
    glob
      .replace(/[*?]+/g, (run) => run.replaceAll('*', '') + (run.includes('*') ? '*' : ''))
      .replaceAll('*', '[^]*')
      .replaceAll('?', '[^]')
      .replaceAll('/', '\\/'),
  );
  const { expression, maxCharacter } = JS.Parser.fromLiteral({
    source: expressions.map((one) => `(?:${one})`).join('|'),
    flags: '',
  }).parse();
  return NFA.fromRegex(expression, { maxCharacter });
}

function isSubset(one: ReadonlyNFA, other: ReadonlyNFA): boolean {
  const outside = DFA.fromFA(other);
  outside.complement();
  return NFA.fromIntersection(one, outside).isEmpty;
}

test('a pattern is covered by others where another library says so', () => {
  fc.assert(
    fc.property(pattern, fc.array(pattern, { minLength: 1, maxLength: 3 }), (one, others) => {
      const covered = isCovered([languageOfPattern(one)], others.map(languageOfPattern));
      expect(covered).toBe(isSubset(automatonOf([one]), automatonOf(others)));
    }),
    { numRuns: 500 },
  );
});

test('two patterns share a text where another library says so', () => {
  fc.assert(
    fc.property(pattern, pattern, (one, other) => {
      const shared = !NFA.fromIntersection(automatonOf([one]), automatonOf([other])).isEmpty;
      expect(intersects(languageOfPattern(one), languageOfPattern(other))).toBe(shared);
    }),
    { numRuns: 500 },
  );
});

test('what one pattern takes, every pattern that covers it takes', () => {
  const text = fc.string({ unit: fc.constantFrom('/', 'a', 'b', 'c'), maxLength: 8 });
  fc.assert(
    fc.property(pattern, pattern, text, (one, other, subject) => {
      if (!isCovered([languageOfPattern(one)], [languageOfPattern(other)])) return;
      expect(matchesPattern(one, subject) && !matchesPattern(other, subject)).toBe(false);
    }),
    { numRuns: 2_000 },
  );
});

test.each<[one: string, others: string[], covered: boolean]>([
  ['/quotes/*', ['/quotes*'], true],
  ['/quotes*', ['/quotes', '/quotes/*'], false],
  ['*?', ['?*'], true],
  ['?*?', ['?*'], true],
  ['?*', ['?*?'], false],
  ['/a/*', ['/?/*'], true],
  ['*', ['?*', ''], true],
  ['/v?', ['/v0', '/v1'], false],
])('%s within %j: %s', (one, others, covered) => {
  expect(isCovered([languageOfPattern(one)], others.map(languageOfPattern))).toBe(covered);
});

test.each<[template: string, route: string, within: string, covered: boolean]>([
  ['/q/{proxy}', '/q/{proxy+}', '/q/*', true],
  ['/q/{proxy}', '/q/{proxy+}', '/q/?*', true],
  ['/q/{id}', '/q/{id}', '/q/?', false],
  ['/{id}/x', '/{id}/x', '/*/x', true],
])('the template %s of %s within %s: %s', (template, route, within, covered) => {
  const language = languageOfTemplate(template, route);
  expect(isCovered([language], [languageOfPattern(within)])).toBe(covered);
});

test('a variable of one segment has no slash', () => {
  const one = languageOfTemplate('/{id}', '/{id}');
  expect(intersects(one, languageOfPattern('/a/*'))).toBe(false);
  expect(intersects(languageOfTemplate('/{id}', '/{id+}'), languageOfPattern('/a/*'))).toBe(true);
});
