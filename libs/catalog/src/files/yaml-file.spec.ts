import fc from 'fast-check';
import { functionFile, serviceFile, validFiles } from '../testing/workspace';
import { SourceText } from './source-text';
import { parseYaml } from './yaml-file';

const text = validFiles[serviceFile] ?? '';

/** A valid file with a piece cut out or typed in somewhere. */
const damaged = fc
  .record({
    base: fc.constantFrom(text, functionFile),
    at: fc.nat({ max: 300 }),
    cut: fc.nat({ max: 12 }),
    typed: fc.string({ unit: fc.constantFrom(...'{}[]:,&*!|>\'"%@`#-?<\t\n \\a1'), maxLength: 8 }),
  })
  .map(({ base, at, cut, typed }) => base.slice(0, at) + typed + base.slice(at + cut));

const lines = (content: string): number => content.split('\n').length;

test('any text is a mapping, or has an error that stands inside it', () => {
  fc.assert(
    fc.property(fc.oneof(damaged, fc.string({ unit: 'binary' })), (content) => {
      const { yaml, findings } = parseYaml(new SourceText('service.yaml', content));
      if (yaml) expect(findings).toEqual([]);
      else expect(findings.map(({ severity }) => severity)).toContain('error');
      for (const { position } of findings) {
        expect(position.line).toBeGreaterThanOrEqual(1);
        expect(position.line).toBeLessThanOrEqual(lines(content));
        expect(position.column).toBeGreaterThanOrEqual(1);
      }
    }),
    { numRuns: 2_000 },
  );
});

test('what is written at a position is what `written` says', () => {
  const { yaml } = parseYaml(new SourceText('service.yaml', text));
  const { line, column } = yaml?.valuePosition(['container', 'memory']) ?? { line: 0, column: 0 };
  expect(text.split('\n')[line - 1]?.slice(column - 1)).toMatch(/^512,/);
  expect(yaml?.written(['container', 'memory'])).toBe('512');
  expect(yaml?.written(['container'])).toBeUndefined();
  expect(yaml?.writtenDepth(['container', 'stopTimeout'])).toBe(1);
});

test('a thousand brackets are one message, not a stack overflow', () => {
  const { findings } = parseYaml(new SourceText('service.yaml', `a: ${'['.repeat(100_000)}`));
  expect(findings.map(({ rule }) => rule)).toEqual(['SLP1013']);
});
