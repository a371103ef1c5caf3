import type { Finding } from '@slipway/catalog';
import pc from 'picocolors';
import { countFindings, formatFindings, hasErrors } from './findings';

const plain = pc.createColors(false);

const error: Finding = {
  rule: 'SLP1203',
  severity: 'error',
  position: { file: 'apps/b/service.yaml', line: 4, column: 20 },
  message: '`memory` is 300.',
  why: 'Fargate has no such size.',
  fix: 'memory: 512\nor 1024',
};

const warning: Finding = {
  ...error,
  rule: 'SLP1301',
  severity: 'warning',
  position: { file: 'apps/a/service.yaml', line: 1, column: 1 },
};

test('errors come before warnings, each with its five parts', () => {
  expect(formatFindings([warning, error], plain)).toBe(
    [
      'apps/b/service.yaml:4:20 error SLP1203',
      '  `memory` is 300.',
      '  why: Fargate has no such size.',
      '  fix: memory: 512',
      '       or 1024',
      '',
      'apps/a/service.yaml:1:1 warning SLP1301',
      '  `memory` is 300.',
      '  why: Fargate has no such size.',
      '  fix: memory: 512',
      '       or 1024',
    ].join('\n'),
  );
});

test.each<[Finding[], string, boolean]>([
  [[], 'no findings', false],
  [[error], '1 error', true],
  [[warning, warning], '1 warning', false],
  [[error, warning, { ...warning, rule: 'SLP1302' }], '1 error, 2 warnings', true],
])('%#: counts', (findings, text, errors) => {
  expect(countFindings(findings)).toBe(text);
  expect(hasErrors(findings)).toBe(errors);
});
