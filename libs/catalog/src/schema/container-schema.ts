import { z } from 'zod';
import { architecture } from './architecture';
import { capacity } from './capacity-schema';
import { nearestFargateCpu, nearestFargateMemory } from './fargate-sizes';
import { integer, text, truth } from './field';
import { isInside } from './path-inside';

/** `container` of a service. */
export const container = z.strictObject({
  port: integer('SLP1221', { min: 1, max: 65_535, example: 8080 }).describe(
    'Port the container listens on; it is also in its variable PORT.',
  ),
  cpu: integer('SLP1222', {
    ...{ min: 1, max: 16_384, example: 256, unit: 'cpuUnits' },
    nearest: nearestFargateCpu,
  })
    .default(256)
    .describe('CPU units of a task, 1,024 to one vCPU.'),
  memory: integer('SLP1222', {
    ...{ min: 1, max: 122_880, example: 512, unit: 'MiB' },
    nearest: nearestFargateMemory,
  })
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
  stopTimeout: integer('SLP1226', { min: 2, max: 120, example: 30, unit: 'seconds' })
    .default(30)
    .describe('Seconds a container has after SIGTERM to finish its requests.'),
  user: text('SLP1260', {
    max: 128,
    pattern: /^[A-Za-z0-9_][A-Za-z0-9_.-]*(:[A-Za-z0-9_][A-Za-z0-9_.-]*)?$/,
    accepts: (value) => !/^(root|0+)(:|$)/.test(value),
    repair: (value) => value.replace(/\s/g, ''),
    example: '1000:1000',
  })
    .default('1000:1000')
    .describe(
      'User that the container runs as, whatever the image says: `uid`, `uid:gid`, or names that the image knows.',
    ),
  readOnly: truth('SLP1261')
    .default(true)
    .describe('Whether the container’s root file system is read-only but for `mounts`.'),
  mounts: z
    .array(
      text('SLP1262', {
        max: 256,
        pattern: /^(\/[A-Za-z0-9_.-]+)+$/,
        accepts: (value) => !value.split('/').some((part) => part === '.' || part === '..'),
        repair: (value) => `/${value.split('/').filter(Boolean).join('/')}`,
        example: '/tmp',
      }),
    )
    .default([])
    .describe(
      'Folders that the container may write to; each is an empty volume that goes with the task. It belongs to root unless the image has the folder, owned by `user`, and names it as VOLUME.',
    ),
  ephemeralStorage: integer('SLP1264', { min: 21, max: 200, example: 21, unit: 'GiB' })
    .optional()
    .describe('GiB for the image and all volumes of a task; left out: 20, which cost nothing.'),
  exec: truth('SLP1265')
    .default(false)
    .describe('Whether `aws ecs execute-command` can open a shell in a running container.'),
  capacity: capacity
    .prefault({})
    .describe('Where tasks run: Fargate on demand, and a share of them on Fargate Spot.'),
});

/** `container` of a batch service: the same, but no request reaches it. */
export const batchContainer = container.omit({ port: true, health: true, capacity: true });

/** `scaling` of a service. */
export const scaling = z.strictObject({
  min: integer('SLP1231', { min: 1, max: 5000, example: 2 })
    .default(2)
    .describe('Tasks that always run.'),
  max: integer('SLP1231', { min: 1, max: 5000, example: 10 })
    .default(10)
    .describe('Tasks that run at most.'),
  cpu: integer('SLP1233', { min: 10, max: 90, example: 60, unit: 'percent' })
    .default(60)
    .describe('Average CPU in percent that the number of tasks is chosen for.'),
  memory: integer('SLP1270', { min: 10, max: 90, example: 70, unit: 'percent' })
    .optional()
    .describe('Average memory in percent that the number of tasks is chosen for as well.'),
  requestsPerTarget: integer('SLP1271', { min: 1, max: 1_000_000, example: 1000 })
    .optional()
    .describe('Requests per task and minute that the number of tasks is chosen for as well.'),
});
