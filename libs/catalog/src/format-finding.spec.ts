import { formatFinding } from './format-finding';

test('a finding is place, what, why and fix, with further lines indented', () => {
  const text = formatFinding({
    rule: 'SLP1201',
    severity: 'error',
    position: { file: 'apps/a/service.yaml', line: 3, column: 9 },
    message: 'what',
    why: 'why',
    fix: 'first\nsecond\n',
  });
  expect(text).toBe(
    [
      'apps/a/service.yaml:3:9 error SLP1201',
      '  what',
      '  why: why',
      '  fix: first',
      '       second',
    ].join('\n'),
  );
});
