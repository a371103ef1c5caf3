import { z } from 'zod';
import { integer, oneOf, text } from './field';

/** Days of a window, a week from Monday on. */
export const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Minutes between the times at which a floor is set. */
export const slotMinutes = 15;

const environments = integer('SLP1350', { min: 0, max: 15_000, example: 3 });
const limits = {
  min: environments.describe('Execution environments of a version that always run.'),
  max: environments.describe('Execution environments of a version that run at most.'),
};

const onQuarter = (value: string): string => {
  const [, hour = '', minute = ''] = /^(\d{1,2}):(\d{2})/.exec(value) ?? [];
  const quarter = String(Math.floor(Number(minute) / slotMinutes) * slotMinutes);
  return `${hour.padStart(2, '0')}:${quarter.padStart(2, '0')}`;
};

const from = text('SLP1356', {
  max: 5,
  pattern: /^([01]\d|2[0-3]):(00|15|30|45)$/,
  repair: onQuarter,
  example: '08:00',
});
const to = text('SLP1356', {
  max: 5,
  pattern: /^(([01]\d|2[0-3]):(00|15|30|45)|24:00)$/,
  repair: onQuarter,
  example: '20:00',
});

function isTimezone(value: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return true;
  } catch {
    return false;
  }
}

/** `function.floor`: how many execution environments each version has on a capacity provider. */
export const floor = z.strictObject({
  ...limits,
  timezone: text('SLP1354', {
    max: 50,
    pattern: /^[A-Za-z]/,
    accepts: isTimezone,
    example: 'Europe/Berlin',
  })
    .default('UTC')
    .describe('Time zone of the windows.'),
  windows: z
    .array(
      z.strictObject({
        days: z
          .array(oneOf('SLP1355', days))
          .describe('Days on which the window begins: mon, tue, wed, thu, fri, sat, sun.'),
        from: from.describe('Quarter of an hour at which it begins.'),
        to: to.describe(
          'Quarter of an hour at which it ends; before `from`, that of the next day.',
        ),
        ...limits,
      }),
    )
    .default([])
    .describe('Times of the week with other limits.'),
});
