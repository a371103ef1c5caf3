/** Date and time as a clock on the wall of a time zone shows them. */
export interface WallClock {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What the clock shows at a moment. @param timezone IANA name */
export function wallClockOf(moment: Date, timezone: string): WallClock {
  let format = formats.get(timezone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-u-ca-gregory', {
      timeZone: timezone,
      hourCycle: 'h23',
      ...{ year: 'numeric', month: 'numeric', day: 'numeric' },
      ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
    });
    formats.set(timezone, format);
  }
  const parts = Object.fromEntries(
    format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts;
  return { year, month, day, hour, minute, second };
}

/** The clock as milliseconds, as if it stood in UTC: to compare and to subtract. */
export function readingOf({ year, month, day, hour, minute, second }: WallClock): number {
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** Hours by which clocks are set at most, and how finely: Lord Howe Island's go by half an hour. */
const largestShiftMs = 3 * 60 * 60 * 1_000;
const shiftStepMs = 30 * 60 * 1_000;

/** Whether the clock has shown the same before: the second pass of an hour that comes twice in autumn. */
export function isSecondPass(moment: Date, timezone: string): boolean {
  const reading = readingOf(wallClockOf(moment, timezone));
  for (let shift = shiftStepMs; shift <= largestShiftMs; shift += shiftStepMs) {
    const earlier = new Date(moment.getTime() - shift);
    if (readingOf(wallClockOf(earlier, timezone)) === reading) return true;
  }
  return false;
}

/** The first moment at which the clock shows this; undefined where it never does, as clocks go forward. */
export function momentOf(reading: number, timezone: string): Date | undefined {
  // Zones are at most 14 hours from UTC; the earliest moment that fits is the first pass.
  const furthestMs = 15 * 60 * 60 * 1_000;
  const offsets = new Set(
    [-furthestMs, 0, furthestMs].map((distance) => {
      const near = new Date(reading + distance);
      return readingOf(wallClockOf(near, timezone)) - Math.floor(near.getTime() / 1_000) * 1_000;
    }),
  );
  return [...offsets]
    .map((offset) => new Date(reading - offset))
    .filter((moment) => readingOf(wallClockOf(moment, timezone)) === reading)
    .sort((one, other) => one.getTime() - other.getTime())[0];
}
