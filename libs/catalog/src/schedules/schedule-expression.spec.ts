import fc from 'fast-check';
import { expressionProblem } from './schedule-expression';
import { isTimeZone, nearestTimeZone } from './time-zone';

test.each([
  'rate(1 minute)',
  'rate(5 minutes)',
  'rate(1 hour)',
  'rate(12 days)',
  'cron(0 9 ? * MON-FRI *)',
  'cron(0/15 8-17 * * ? *)',
  'cron(*/5 0,12 1,15 JAN,JUL ? 2030-2040)',
  'cron(0 0 L * ? *)',
  'cron(0 0 LW * ? *)',
  'cron(0 0 15W * ? *)',
  'cron(0 0 ? * 6L *)',
  'cron(0 0 ? * 6#3 *)',
  'cron(0 0 ? * FRI#2 *)',
  'cron(0 0 ? 1/3 SUN,WED-FRI *)',
  'at(2030-01-31T09:00:00)',
  'at(2028-02-29T23:59:59)',
])('%s is an expression', (expression) => {
  expect(expressionProblem(expression)).toBeUndefined();
});

test.each([
  ['rate(1 minutes)', 'is not singular after 1', 'rate(1 minute)'],
  ['rate(5 minute)', 'is not plural after 5', 'rate(5 minutes)'],
  ['rate(0 days)', 'whole number above 0', 'rate(1 day)'],
  ['rate(30 seconds)', 'the unit seconds instead of', 'rate(30 minutes)'],
  ['rate(2 Hours)', 'the unit Hours instead of', 'rate(2 hours)'],
  ['rate(1.5 hours)', 'whole number above 0', 'rate(1 hour)'],
  ['5 minutes', 'is neither rate', 'rate(5 minutes)'],
  ['whenever', 'is neither rate', 'rate(1 hour)'],
  ['0 9 * * *', 'is neither rate', 'cron(0 9 * * ? *)'],
  ['cron(0 9 * * *)', 'has 5 fields instead of six', 'cron(0 9 * * ? *)'],
  ['cron(0 9 * * MON)', 'has 5 fields instead of six', 'cron(0 9 ? * MON *)'],
  ['cron()', 'has 0 fields instead of six', 'cron(0 0 * * ? *)'],
  ['cron(0 24 * * ? *)', 'hours that it cannot have', 'cron(0 23 * * ? *)'],
  ['cron(0 22-2 * * ? *)', 'takes ranges upwards only', 'cron(0 22-23,0-2 * * ? *)'],
  ['cron(0 0 ? * FRI-SUN *)', 'takes ranges upwards only', 'cron(0 0 ? * FRI-SAT,SUN *)'],
  ['cron(0 0 ? * 0 *)', 'takes 1 to 7, SUN to SAT, ?, L, 6L or 6#3', 'cron(0 0 ? * 1 *)'],
  ['cron(0 0 ? * MON/2 *)', 'takes no steps with /', 'cron(0 0 ? * * *)'],
  ['cron(0/0 * * * ? *)', 'takes steps of 1 to 59', 'cron(0/1 * * * ? *)'],
  ['cron(0 0 1 * MON *)', 'one of them must be ?', 'cron(0 0 1 * ? *)'],
  ['cron(0 0 ? * ? *)', 'only one of them may be', 'cron(0 0 * * ? *)'],
  ['cron(0 0 * mar ? *)', 'a month that it cannot have', 'cron(0 0 * * ? *)'],
  ['cron(? 0 * * ? *)', 'minutes that it cannot have', 'cron(0 0 * * ? *)'],
  ['at(2030-02-30T09:00:00)', 'does not exist', 'at(2030-01-31T09:00:00)'],
  ['at(2030-01-31)', 'no date and time', 'at(2030-01-31T09:00:00)'],
  ['at(2030-01-31T10:15)', 'to the second', 'at(2030-01-31T10:15:00)'],
  ['at(2030-01-31T09:00:00Z)', 'goes on with Z', 'at(2030-01-31T09:00:00)'],
])('%s is none: it %s', (expression, what, nearest) => {
  expect(expressionProblem(expression)).toEqual({ what: expect.stringContaining(what), nearest });
});

test('what is suggested is an expression, whatever was written', () => {
  const word = fc.constantFrom(
    ...['*', '?', 'L', 'W', '#', '/', ',', '-', '0', '7', '31', '61', 'MON', 'x', ' ', '  '],
  );
  const inside = fc.array(word, { maxLength: 14 }).map((words) => words.join(''));
  const kind = fc.constantFrom('rate', 'cron', 'at', 'each');
  fc.assert(
    fc.property(kind, inside, (of, text) => {
      const problem = expressionProblem(`${of}(${text})`);
      expect(problem && expressionProblem(problem.nearest)).toBeUndefined();
    }),
    { numRuns: 2_000 },
  );
});

test('every number of a field is taken, and the next ones are not', () => {
  const field = fc.constantFrom(
    { min: 0, max: 59, at: (value: number) => `cron(${value} 0 * * ? *)` },
    { min: 0, max: 23, at: (value: number) => `cron(0 ${value} * * ? *)` },
    { min: 1, max: 31, at: (value: number) => `cron(0 0 ${value} * ? *)` },
    { min: 1, max: 12, at: (value: number) => `cron(0 0 * ${value} ? *)` },
    { min: 1, max: 7, at: (value: number) => `cron(0 0 ? * ${value} *)` },
    { min: 1970, max: 2199, at: (value: number) => `cron(0 0 * * ? ${value})` },
  );
  fc.assert(
    fc.property(field, fc.nat({ max: 2300 }), ({ min, max, at }, value) => {
      expect(expressionProblem(at(value)) === undefined).toBe(value >= min && value <= max);
    }),
  );
});

test.each([
  ['UTC', true],
  ['Europe/Berlin', true],
  ['America/Argentina/Buenos_Aires', true],
  ['+02:00', false],
  ['Berlin', false],
  ['Europe/Berln', false],
])('%s is a time zone: %s', (name, isOne) => {
  expect(isTimeZone(name)).toBe(isOne);
});

test('a time zone that is misspelt has a near one', () => {
  expect(nearestTimeZone('Asia/Tokio')).toBe('Asia/Tokyo');
});
