import fc from 'fast-check';
import type { Finding } from './finding';
import { sortFindings } from './sort-findings';

const finding: fc.Arbitrary<Finding> = fc.record({
  rule: fc.constantFrom('SLP1001', 'SLP1002'),
  severity: fc.constantFrom('error', 'warning'),
  position: fc.record({
    file: fc.constantFrom('a', 'b'),
    line: fc.integer({ min: 1, max: 3 }),
    column: fc.integer({ min: 1, max: 3 }),
  }),
  message: fc.constant('message'),
  why: fc.constant('why'),
  fix: fc.constant('fix'),
});

test('the order of what was found, and finding it twice, change nothing', () => {
  fc.assert(
    fc.property(fc.array(finding), fc.array(fc.nat()), (findings, keys) => {
      const shuffled = findings
        .map((each, index) => ({ each, key: keys[index] ?? 0 }))
        .sort((a, b) => a.key - b.key)
        .map(({ each }) => each);
      // Equal in all that is sorted by, severity too.
      const places = (list: readonly Finding[]) =>
        sortFindings(list).map((each) => ({ ...each, severity: '' }));
      expect(places([...findings, ...findings]).length).toBe(places(findings).length);
      expect(new Set(places(shuffled).map((each) => JSON.stringify(each)))).toEqual(
        new Set(places(findings).map((each) => JSON.stringify(each))),
      );
    }),
  );
});

test('errors come before warnings, and earlier lines before later ones', () => {
  fc.assert(
    fc.property(fc.array(finding), (findings) => {
      const sorted = sortFindings(findings);
      for (const [index, next] of sorted.slice(1).entries()) {
        const previous = sorted[index];
        if (previous?.severity === 'warning') expect(next.severity).toBe('warning');
        if (previous?.severity === next.severity && previous.position.file === next.position.file) {
          expect(previous.position.line).toBeLessThanOrEqual(next.position.line);
        }
      }
    }),
  );
});
