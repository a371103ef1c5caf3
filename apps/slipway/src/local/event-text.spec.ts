import pc from 'picocolors';
import { eventFormatter } from './event-text';

const format = eventFormatter(pc.createColors(false));
const failed = {
  type: 'service-failed',
  service: 'quotes',
  reason: 'ended with exit code 1',
} as const;

test.each([
  [
    ['throw err;', '^', 'Error: Cannot find module "a"', '  at b', '', 'Node.js v20'],
    ': Error: Cannot find module "a"',
  ],
  [['connecting', 'no database', ''], ': no database'],
  [[], ''],
])('a task that fails after %j has its reason in one line', (lastLines, words) => {
  expect(format({ ...failed, task: 2, lastLines, retryInMs: 2_000 })).toBe(
    `quotes.2 | failed: ended with exit code 1${words}; starting anew in 2 s`,
  );
  expect(format({ ...failed, lastLines, retryInMs: 0 })).toMatch(/; starting anew$/);
  expect(format({ ...failed, lastLines })).toBe(`quotes | failed: ended with exit code 1${words}`);
});

test('every line of what is told has its service in front', () => {
  const settings = {
    type: 'settings-changed',
    service: 'quotes',
    file: 'apps/quotes/service.yaml',
  };
  expect(
    format({ ...settings, type: 'settings-changed', change: 'new', refused: 'no place\n  fix: a' }),
  ).toBe(
    [
      'quotes | apps/quotes/service.yaml is new; what runs stays, and the next start would refuse it:',
      'quotes | no place',
      'quotes |   fix: a',
    ].join('\n'),
  );
});
