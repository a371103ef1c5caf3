import { z } from 'zod';
import { architecture } from './architecture';
import { integer, text } from './field';
import { isInside } from './path-inside';

/** `container` of a service. */
export const container = z.strictObject({
  port: integer('SLP1221', { min: 1, max: 65_535, example: 8080 }).describe(
    'Port the container listens on; it is also in its variable PORT.',
  ),
  cpu: integer('SLP1222', { min: 1, max: 16_384, example: 256 })
    .default(256)
    .describe('CPU units of a task, 1,024 to one vCPU.'),
  memory: integer('SLP1222', { min: 1, max: 122_880, example: 512 })
    .default(512)
    .describe('Memory of a task in MiB.'),
  health: text('SLP1223', {
    max: 1024,
    pattern: /^\/[!-~]*$/,
    repair: (value) => `/${value.trim()}`,
    example: '/health',
  })
    .default('/health')
    .describe('Path that answers 200 while the service can take requests.'),
  architecture,
  dockerfile: text('SLP1225', { max: 512, accepts: isInside, example: 'Dockerfile' })
    .default('Dockerfile')
    .describe('Dockerfile, relative to the folder of the service.'),
  stopTimeout: integer('SLP1226', { min: 2, max: 120, example: 30 })
    .default(30)
    .describe('Seconds a container has after SIGTERM to finish its requests.'),
});

/** `container` of a batch service: the same, but no request reaches it. */
export const batchContainer = container.omit({ port: true, health: true });

/** `scaling` of a service. */
export const scaling = z.strictObject({
  min: integer('SLP1231', { min: 1, max: 5000, example: 2 })
    .default(2)
    .describe('Tasks that always run.'),
  max: integer('SLP1231', { min: 1, max: 5000, example: 10 })
    .default(10)
    .describe('Tasks that run at most.'),
  cpu: integer('SLP1233', { min: 10, max: 90, example: 60 })
    .default(60)
    .describe('Average CPU in percent that the number of tasks is chosen for.'),
});
