import { z } from 'zod';
import { isTimeZone, nearestTimeZone } from '../schedules/time-zone';
import { integer, text, truth } from './field';
import { notify } from './notify-schema';
import { owner } from './owner-schema';

/** `pruner` of a stage. */
export const pruner = z
  .strictObject({
    owner: owner('SLP1550').describe('Team that answers for the pruner; a tag on its resources.'),
    schedule: z
      .strictObject({
        expression: text('SLP1551', { max: 256, example: 'rate(1 day)' })
          .default('rate(1 day)')
          .describe('When it runs: `rate(1 day)` or `cron(0 4 * * ? *)`.'),
        timezone: text('SLP1552', {
          max: 50,
          accepts: isTimeZone,
          repair: nearestTimeZone,
          example: 'Europe/Berlin',
        })
          .optional()
          .describe('Time zone of cron; the default is UTC.'),
      })
      .prefault({})
      .describe('When it runs.'),
    dryRun: truth('SLP1554')
      .default(true)
      .describe('Whether it only logs what it would do; set it to false once its plans are right.'),
    keep: integer('SLP1555', { min: 1, max: 98, example: 2 })
      .default(2)
      .describe('Newest versions of each function that stay as they are.'),
    cold: z
      .strictObject({
        keep: integer('SLP1556', { min: 0, max: 97, example: 3 })
          .default(3)
          .describe('Versions of each function, the newest behind the kept ones; 0 for none.'),
      })
      .prefault({})
      .describe(
        'Versions on a capacity provider that stay without an environment: they cost nothing, and `slipway prune restore` brings one back.',
      ),
    minAgeDays: integer('SLP1557', { min: 0, max: 3650, example: 7 })
      .default(7)
      .describe('Days for which a version stays after it was published.'),
    invokedWithinDays: integer('SLP1562', { min: 1, max: 455, example: 30 })
      .default(30)
      .describe('Days for which a version stays after it was called by its number.'),
    fuse: z
      .strictObject({
        maxDeletes: integer('SLP1558', { min: 1, max: 10_000, example: 100 })
          .default(100)
          .describe('Versions that a run may delete at most; beyond, it deletes none.'),
        maxPercent: integer('SLP1559', { min: 1, max: 100, example: 50, unit: 'percent' })
          .default(50)
          .describe(
            'Share of all versions that a run may delete at most; beyond, it deletes none.',
          ),
      })
      .prefault({})
      .describe('What stops a run that would delete too much.'),
    pins: z
      .array(
        text('SLP1563', {
          max: 60,
          pattern: /^[a-z][a-z0-9]*(-[a-z0-9]+)*:[1-9]\d*$/,
          example: 'quotes:12',
        }),
      )
      .default([])
      .describe('Versions that stay, as `<service>:<version>`.'),
    notify: notify('SLP1560'),
  })
  .optional()
  .describe(
    'Deletes old versions of the stage’s functions by a schedule; left out, nothing deletes them.',
  );
