import { days, limitsByQuarter, type FloorSettings } from '@slipway/catalog';
import fc from 'fast-check';
import { floorSchedules } from './floor-schedules';

const base = { min: 3, max: 6, timezone: 'Europe/Berlin' };

/** Quarters of a week, from Monday 00:00 on, at which a cron expression comes. */
function quartersOf(cron: string): number[] {
  const [, minutes = '', hours = '', names = ''] =
    /^cron\(([\d,]+) ([\d,]+) \? \* ([A-Z,]+) \*\)$/.exec(cron) ?? [];
  return names.split(',').flatMap((name) =>
    hours.split(',').flatMap((hour) =>
      minutes.split(',').map((minute) => {
        const day = days.findIndex((candidate) => candidate.toUpperCase() === name);
        return day * 96 + Number(hour) * 4 + Number(minute) / 15;
      }),
    ),
  );
}

test('a floor without windows is one schedule of every quarter', () => {
  const hours = Array.from({ length: 24 }, (_, hour) => hour).join();
  expect(floorSchedules({ ...base, windows: [] })).toEqual([
    {
      ...{ min: 3, max: 6, timezone: 'Europe/Berlin' },
      cron: `cron(0,15,30,45 ${hours} ? * MON,TUE,WED,THU,FRI,SAT,SUN *)`,
    },
  ]);
});

test('working hours make one schedule for them, and one each for nights and weekends', () => {
  const workdays = { days: ['mon', 'tue'], from: '08:00', to: '10:00', min: 5, max: 9 } as const;
  const schedules = floorSchedules({
    ...base,
    windows: [{ ...workdays, days: [...workdays.days] }],
  });
  expect(schedules).toHaveLength(3);
  expect(schedules.filter(({ min }) => min === 5)).toEqual([
    expect.objectContaining({ cron: 'cron(0,15,30,45 8,9 ? * MON,TUE *)' }),
  ]);
});

const quarter = fc
  .integer({ min: 0, max: 95 })
  .map(
    (n) => `${String(Math.floor(n / 4)).padStart(2, '0')}:${String((n % 4) * 15).padStart(2, '0')}`,
  );
const window = fc.record({
  days: fc.uniqueArray(fc.constantFrom(...days), { minLength: 1 }),
  from: quarter,
  to: quarter,
  min: fc.integer({ min: 0, max: 4 }),
  max: fc.integer({ min: 4, max: 5 }),
});

test('every quarter of a week is set once, to the limits that hold then', () => {
  fc.assert(
    fc.property(fc.array(window, { maxLength: 4 }), (windows) => {
      const floor: FloorSettings = { ...base, windows };
      const set = floorSchedules(floor).flatMap(({ cron, min, max }) =>
        quartersOf(cron).map((at) => ({ at, min, max })),
      );
      const expected = limitsByQuarter(floor).map((limits, at) => ({ at, ...limits }));
      expect(set.sort((a, b) => a.at - b.at)).toEqual(expected);
    }),
  );
});
