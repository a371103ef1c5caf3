import type { FloorSettings } from './service';
import { days, slotMinutes } from './schema/floor-schema';

/** Execution environments of a version. */
export interface EnvironmentLimits {
  readonly min: number;
  readonly max: number;
}

const quartersOfDay = (24 * 60) / slotMinutes;
const quartersOfWeek = days.length * quartersOfDay;

/** Indexes of the windows that hold in each quarter of an hour of a week, from Monday 00:00 on. */
export function windowsByQuarter({ windows }: Pick<FloorSettings, 'windows'>): number[][] {
  const week: number[][] = Array.from({ length: quartersOfWeek }, () => []);
  windows.forEach(({ days: begins, from, to }, index) => {
    const [start, end] = [quarterOf(from), quarterOf(to)];
    const length = end > start ? end - start : end + quartersOfDay - start;
    for (const day of new Set(begins)) {
      const first = days.indexOf(day) * quartersOfDay + start;
      for (let quarter = first; quarter < first + length; quarter += 1) {
        week[quarter % quartersOfWeek]?.push(index);
      }
    }
  });
  return week;
}

/** What holds in each quarter of an hour of a week, from Monday 00:00 on: a window's limits, or the floor's own. */
export function limitsByQuarter(floor: FloorSettings): EnvironmentLimits[] {
  return windowsByQuarter(floor).map(([first]) => {
    const { min, max } = floor.windows[first ?? -1] ?? floor;
    return { min, max };
  });
}

/** `tue at 08:15` of a quarter of the week. */
export function quarterText(quarter: number): string {
  const minutes = (quarter % quartersOfDay) * slotMinutes;
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60].map((part) =>
    String(part).padStart(2, '0'),
  );
  return `${days[Math.floor(quarter / quartersOfDay)]} at ${hour}:${minute}`;
}

function quarterOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return (hour * 60 + minute) / slotMinutes;
}
