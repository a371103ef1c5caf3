import { z } from 'zod';
import { integer } from './field';

/** `container.capacity` of a service: how its tasks spread over FARGATE and FARGATE_SPOT. */
export const capacity = z.strictObject({
  base: integer('SLP1266', { min: 0, max: 100_000, example: 1 })
    .default(1)
    .describe('Tasks that run on Fargate on demand before any other is placed.'),
  spot: integer('SLP1266', { min: 0, max: 100, example: 50, unit: 'percent' })
    .default(0)
    .describe(
      'Percent of the tasks beyond `base` that run on Fargate Spot: cheaper, with two minutes of notice when AWS takes them back, and without a way back to on demand where there is no Spot.',
    ),
});
