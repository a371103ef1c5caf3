import { z } from 'zod';
import { isTimeZone, nearestTimeZone } from '../schedules/time-zone';
import { text } from './field';

/** One item of `schedules` of a function. */
export const schedule = z.strictObject({
  name: text('SLP1321', {
    max: 40,
    pattern: /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
    repair: (value) =>
      value
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^[^a-z]+|-+$/g, ''),
    example: 'nightly',
  }).describe('Name of the schedule.'),
  expression: text('SLP1323', { max: 256, example: 'rate(1 hour)' }).describe(
    'When it calls the function: `rate(1 hour)`, `cron(0 9 ? * MON-FRI *)` or `at(2030-01-31T09:00:00)`.',
  ),
  timezone: text('SLP1324', {
    max: 50,
    accepts: isTimeZone,
    repair: nearestTimeZone,
    example: 'Europe/Berlin',
  })
    .optional()
    .describe('Time zone of cron and at: `Europe/Berlin`; the default is UTC.'),
  input: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('The event that the function gets; the default is an empty one.'),
  deadLetter: text('SLP1326', {
    max: 512,
    pattern: /^(queue|arn:aws[a-z-]*:sqs:[a-z0-9-]+:\d{12}:[\w-]+)$/,
    example: 'queue',
  })
    .optional()
    .describe(
      'Where events go that cannot be delivered: `queue` for the queue of the service, or the ARN of one.',
    ),
});
