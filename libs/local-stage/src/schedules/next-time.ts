import { Cron } from 'croner';
import { isSecondPass, momentOf, readingOf, wallClockOf } from './wall-clock';

/** When something is invoked, by EventBridge's expressions. */
export interface Times {
  /** `rate(5 minutes)`, `cron(0 9 ? * MON-FRI *)` or `at(2030-01-31T09:00:00)`. */
  readonly expression: string;
  /** IANA time zone of cron and at. */
  readonly timezone: string;
}

/** An expression that EventBridge would not take either. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
}

const unitMs = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

/**
 * The first time after `after`, as EventBridge Scheduler has it: a time that clocks skip in spring is
 * skipped, one that comes twice in autumn counts once.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 *
 * @param since when the schedule began; a rate counts from there
 * @returns undefined where there is none any more
 * @throws ExpressionError
 */
export function nextTime(
  { expression, timezone }: Times,
  after: Date,
  since: Date,
): Date | undefined {
  const [, kind, inside = ''] = /^(rate|cron|at)\((.*)\)$/s.exec(expression.trim()) ?? [];
  switch (kind) {
    case 'rate':
      return nextOfRate(inside, after, since);
    case 'cron':
      return nextOfCron(inside, timezone, after);
    case 'at':
      return nextOfAt(inside, timezone, after);
  }
  throw new ExpressionError(`${expression} is neither rate(…), cron(…) nor at(…)`);
}

function nextOfRate(inside: string, after: Date, since: Date): Date {
  const [, value, unit] = /^([1-9]\d*) (minute|hour|day)s?$/.exec(inside.trim()) ?? [];
  if (value === undefined) throw new ExpressionError(`rate(${inside}) has no number and unit`);
  const interval = Number(value) * unitMs[unit as keyof typeof unitMs];
  const passed = Math.floor((after.getTime() - since.getTime()) / interval);
  return new Date(since.getTime() + (Math.max(0, passed) + 1) * interval);
}

function nextOfAt(inside: string, timezone: string, after: Date): Date | undefined {
  const reading = Date.parse(`${inside}Z`);
  if (Number.isNaN(reading)) throw new ExpressionError(`at(${inside}) has no date and time`);
  const moment = momentOf(reading, timezone);
  return moment && moment > after ? moment : undefined;
}

function nextOfCron(inside: string, timezone: string, after: Date): Date | undefined {
  const cron = readCron(inside);
  // Counted on the wall's clock: then every reading counts once, and one that no clock shows is seen.
  let reading: Date | null = new Date(readingOf(wallClockOf(after, timezone)));
  // On the second pass of an hour all that is left of the first is over.
  if (isSecondPass(after, timezone)) reading = endOfPass(after, timezone);
  for (;;) {
    reading = cron.nextRun(reading);
    if (!reading) return undefined;
    const moment = momentOf(reading.getTime(), timezone);
    if (moment && moment > after) return moment;
  }
}

/** The last reading of the hour that is passed a second time. */
function endOfPass(after: Date, timezone: string): Date {
  const minute = 60_000;
  let moment = new Date(Math.floor(after.getTime() / minute) * minute);
  while (isSecondPass(new Date(moment.getTime() + minute), timezone)) {
    moment = new Date(moment.getTime() + minute);
  }
  return new Date(readingOf(wallClockOf(moment, timezone)));
}

/** First and last value of each field, for steps that name where they begin: `5/20`. */
const largest = [59, 23, 31, 12, 7, 2199];

/** Names of months and days count as numbers where a step begins there. */
const months = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');

/** EventBridge's six fields in croner's words; its days of the week are 1 to 7 from Sunday on. */
function readCron(inside: string): Cron {
  const fields = inside.trim().split(/\s+/);
  if (fields.length !== largest.length) {
    throw new ExpressionError(`cron(${inside}) has ${fields.length} fields instead of six`);
  }
  const spoken = fields.map((field, index) =>
    field
      .split(',')
      .map((part) => partOf(part, index))
      .join(','),
  );
  try {
    return new Cron(`0 ${spoken.join(' ')}`, {
      timezone: 'UTC',
      alternativeWeekdays: true,
      paused: true,
    });
  } catch (error) {
    throw new ExpressionError(`cron(${inside}): ${(error as Error).message}`, { cause: error });
  }
}

function partOf(part: string, field: number): string {
  const isDayOfWeek = field === 4;
  // The last day of the week is Saturday; alone, croner knows no L there.
  if (isDayOfWeek && part === 'L') return '7';
  const [start = '', step] = part.split('/');
  if (step === undefined || start === '*' || start.includes('-')) return part;
  const first = field === 3 && months.includes(start) ? months.indexOf(start) + 1 : start;
  return `${first}-${largest[field]}/${step}`;
}
