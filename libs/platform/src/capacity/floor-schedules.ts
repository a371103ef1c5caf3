import { days, limitsByQuarter, slotMinutes, type FloorSettings } from '@slipway/catalog';
import type { ScheduledFloor } from '../model';
import { ascending } from '../order';

/**
 * The schedules that hold a floor: each sets its limits in every quarter of an hour in which they hold,
 * since a version that is published begins without them. Together they have every quarter of a week once.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based
 */
export function floorSchedules(floor: FloorSettings): Omit<ScheduledFloor, 'name'>[] {
  const byLimits = new Map<string, number[]>();
  limitsByQuarter(floor).forEach(({ min, max }, quarter) => {
    const key = `${min} ${max}`;
    byLimits.set(key, [...(byLimits.get(key) ?? []), quarter]);
  });
  return [...byLimits]
    .flatMap(([key, quarters]) => {
      const [min = 0, max = 0] = key.split(' ').map(Number);
      return cronsOf(quarters).map((cron) => ({ cron, timezone: floor.timezone, min, max }));
    })
    .sort(ascending(({ cron }) => cron));
}

const quartersOfHour = 60 / slotMinutes;

/** Cron expressions that come at these quarters of a week and at no others. */
function cronsOf(quarters: readonly number[]): string[] {
  const minutes = grouped(quarters, (quarter) => Math.floor(quarter / quartersOfHour), minuteOf);
  const hours = grouped(
    [...minutes.keys()],
    (hour) => `${minutes.get(hour)?.join()} ${Math.floor(hour / 24)}`,
    (hour) => hour % 24,
  );
  const daysOf = grouped(
    [...hours.keys()],
    (key) => `${key.split(' ')[0]} ${hours.get(key)?.join()}`,
    (key) => days[Number(key.split(' ')[1])]?.toUpperCase(),
  );
  return [...daysOf].map(([time, names]) => `cron(${time} ? * ${names.join()} *)`);
}

function minuteOf(quarter: number): number {
  return (quarter % quartersOfHour) * slotMinutes;
}

function grouped<Item, Key, Value>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
  valueOf: (item: Item) => Value,
): Map<Key, Value[]> {
  const groups = new Map<Key, Value[]>();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), valueOf(item)]);
  }
  return groups;
}
