import { z } from 'zod';
import { integer, truth } from './field';

/** `deployment` of a container service. */
export const deployment = z.strictObject({
  minimumHealthyPercent: integer('SLP1272', { min: 0, max: 100, example: 100, unit: 'percent' })
    .default(100)
    .describe('Percent of the tasks that run at least while a deployment replaces them.'),
  maximumPercent: integer('SLP1272', { min: 100, max: 200, example: 200, unit: 'percent' })
    .default(200)
    .describe('Percent of the tasks that run at most while a deployment replaces them.'),
  zoneRebalancing: truth('SLP1275')
    .default(true)
    .describe(
      'Whether ECS moves tasks between zones until they are even; a moved task is replaced.',
    ),
  healthCheckGracePeriod: integer('SLP1276', {
    min: 0,
    max: 2_147_483_647,
    example: 60,
    unit: 'seconds',
  })
    .default(60)
    .describe('Seconds after a task’s start in which a failed health check does not stop it.'),
});
