import { assert, constantFrom, date, property } from 'fast-check';
import { ExpressionError, nextTime } from './next-time';
import { wallClockOf } from './wall-clock';

/** The next times after a moment, in ISO without seconds. */
function times(expression: string, from: string, count = 3, timezone = 'UTC'): string[] {
  const since = new Date(from);
  const found: string[] = [];
  let after = since;
  while (found.length < count) {
    const next = nextTime({ expression, timezone }, after, since);
    if (!next) break;
    found.push(next.toISOString().slice(0, 16));
    after = next;
  }
  return found;
}

test.each([
  ['rate(1 minute)', ['2026-01-15T00:01', '2026-01-15T00:02', '2026-01-15T00:03']],
  ['rate(12 hours)', ['2026-01-15T12:00', '2026-01-16T00:00', '2026-01-16T12:00']],
  ['rate(2 days)', ['2026-01-17T00:00', '2026-01-19T00:00', '2026-01-21T00:00']],
  ['at(2026-03-01T09:30:00)', ['2026-03-01T09:30']],
  ['at(2020-03-01T09:30:00)', []],
  ['cron(0 9 L * ? *)', ['2026-01-31T09:00', '2026-02-28T09:00', '2026-03-31T09:00']],
  // 31 January 2026 is a Saturday.
  ['cron(0 9 LW * ? *)', ['2026-01-30T09:00', '2026-02-27T09:00', '2026-03-31T09:00']],
  // 15 February and 15 March 2026 are Sundays.
  ['cron(0 9 15W * ? *)', ['2026-01-15T09:00', '2026-02-16T09:00', '2026-03-16T09:00']],
  // Saturday the 1st moves forward, as it may not leave its month.
  ['cron(0 9 1W 8 ? *)', ['2026-08-03T09:00', '2027-08-02T09:00', '2028-08-01T09:00']],
  ['cron(0 9 ? * 6#3 *)', ['2026-01-16T09:00', '2026-02-20T09:00', '2026-03-20T09:00']],
  ['cron(0 9 ? * FRI#3 *)', ['2026-01-16T09:00', '2026-02-20T09:00', '2026-03-20T09:00']],
  ['cron(0 9 ? * 6L *)', ['2026-01-30T09:00', '2026-02-27T09:00', '2026-03-27T09:00']],
  ['cron(0 9 ? * L *)', ['2026-01-17T09:00', '2026-01-24T09:00', '2026-01-31T09:00']],
  ['cron(0 9 ? * 1 *)', ['2026-01-18T09:00', '2026-01-25T09:00', '2026-02-01T09:00']],
  ['cron(0 9 ? * MON-FRI *)', ['2026-01-15T09:00', '2026-01-16T09:00', '2026-01-19T09:00']],
  ['cron(0 9 ? * 2-6 *)', ['2026-01-15T09:00', '2026-01-16T09:00', '2026-01-19T09:00']],
  ['cron(0 9 1 1 ? 2027-2028)', ['2027-01-01T09:00', '2028-01-01T09:00']],
  ['cron(0 9 1 1 ? 2020)', []],
  ['cron(0 0 29 2 ? *)', ['2028-02-29T00:00', '2032-02-29T00:00', '2036-02-29T00:00']],
  ['cron(5/20 0 * * ? *)', ['2026-01-15T00:05', '2026-01-15T00:25', '2026-01-15T00:45']],
  ['cron(0 0 1 MAR/4 ? *)', ['2026-03-01T00:00', '2026-07-01T00:00', '2026-11-01T00:00']],
  ['cron(0 12 1 1 ? 2026/2)', ['2028-01-01T12:00', '2030-01-01T12:00', '2032-01-01T12:00']],
  ['cron(0,30 8 1,15 * ? *)', ['2026-01-15T08:00', '2026-01-15T08:30', '2026-02-01T08:00']],
])('%s', (expression, expected) => {
  expect(times(expression, '2026-01-15T00:00:00Z')).toEqual(expected);
});

test('a time that clocks skip in spring is skipped', () => {
  // 29 March 2026, 02:00 to 03:00 is no time in Berlin.
  expect(times('cron(30 2 * * ? *)', '2026-03-27T12:00:00Z', 3, 'Europe/Berlin')).toEqual([
    '2026-03-28T01:30',
    '2026-03-30T00:30',
    '2026-03-31T00:30',
  ]);
  expect(times('at(2026-03-29T02:30:00)', '2026-03-27T12:00:00Z', 1, 'Europe/Berlin')).toEqual([]);
});

test('a time that comes twice in autumn counts once, the first time', () => {
  // 25 October 2026, 03:00 is set back to 02:00 in Berlin.
  expect(times('cron(30 2 * * ? *)', '2026-10-24T12:00:00Z', 2, 'Europe/Berlin')).toEqual([
    '2026-10-25T00:30',
    '2026-10-26T01:30',
  ]);
  expect(times('cron(0/30 * * * ? *)', '2026-10-25T00:00:00Z', 3, 'Europe/Berlin')).toEqual([
    '2026-10-25T00:30',
    '2026-10-25T02:00',
    '2026-10-25T02:30',
  ]);
  expect(times('at(2026-10-25T02:30:00)', '2026-10-24T12:00:00Z', 2, 'Europe/Berlin')).toEqual([
    '2026-10-25T00:30',
  ]);
});

test('who begins in the second pass waits until it is over', () => {
  expect(times('cron(0/15 * * * ? *)', '2026-10-25T01:20:00Z', 2, 'Europe/Berlin')).toEqual([
    '2026-10-25T02:00',
    '2026-10-25T02:15',
  ]);
});

test('clocks that go by half an hour, and zones far from UTC', () => {
  // Lord Howe Island, 5 April 2026: 02:00 is set back to 01:30.
  expect(times('cron(45 1 * * ? *)', '2026-04-04T00:00:00Z', 2, 'Australia/Lord_Howe')).toEqual([
    '2026-04-04T14:45',
    '2026-04-05T15:15',
  ]);
  expect(times('cron(0 0 * * ? *)', '2026-01-15T00:00:00Z', 1, 'Pacific/Kiritimati')).toEqual([
    '2026-01-15T10:00',
  ]);
});

test('the next time is later, shows what the expression says, and is the same a moment before', () => {
  const zones = constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu');
  const moments = date({
    min: new Date('2026-01-01T00:00:00Z'),
    max: new Date('2028-01-01T00:00:00Z'),
    noInvalidDate: true,
  });
  assert(
    property(zones, moments, (timezone, after) => {
      const asked = { expression: 'cron(30 2 ? * MON-FRI *)', timezone };
      const next = nextTime(asked, after, after);
      if (!next) throw new Error('there is always one');
      expect(next.getTime()).toBeGreaterThan(after.getTime());
      expect(wallClockOf(next, timezone)).toMatchObject({ hour: 2, minute: 30, second: 0 });
      expect(nextTime(asked, new Date(next.getTime() - 1), after)).toEqual(next);
    }),
    { numRuns: 60 },
  );
});

test.each(['cron(0 9 * *)', 'cron(0 99 * * ? *)', 'rate(x)', 'at(soon)', 'every day'])(
  '%s is refused',
  (expression) => {
    const now = new Date();
    expect(() => nextTime({ expression, timezone: 'UTC' }, now, now)).toThrow(ExpressionError);
  },
);
