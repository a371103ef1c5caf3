import { z } from 'zod';
import { architecture } from './architecture';
import { integer, oneOf, oneOfNumbers, text } from './field';
import { floor } from './floor-schema';
import { isInside } from './path-inside';

/** `function` of a service. */
export const functionSettings = z.strictObject({
  entry: text('SLP1241', {
    max: 512,
    pattern: /\.(ts|mts|cts|js|mjs|cjs)$/,
    accepts: isInside,
    example: 'src/handler.ts',
  })
    .default('src/handler.ts')
    .describe('Module that exports `handler`, relative to the folder of the service.'),
  runtime: oneOf('SLP1242', ['nodejs22.x', 'nodejs20.x'], ['nodejs24.x', 'python3.13', 'java21'])
    .default('nodejs22.x')
    .describe('Lambda runtime.'),
  memory: integer('SLP1243', { min: 128, max: 10_240, example: 256 })
    .default(256)
    .describe('Memory in MB; CPU grows with it, 1,769 MB to one vCPU.'),
  timeout: integer('SLP1244', { min: 1, max: 900, example: 10 })
    .default(10)
    .describe('Seconds until Lambda ends an invocation.'),
  architecture,
  capacityProvider: text('SLP1340', {
    max: 40,
    pattern: /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
    repair: (value) => value.toLowerCase().replace(/[^a-z0-9]+/g, '-'),
    example: 'agents',
  })
    .optional()
    .describe(
      'Capacity provider of the stage that it runs on; left out, the fleet that Lambda shares.',
    ),
  memoryPerVcpu: oneOfNumbers('SLP1341', [2, 4, 8])
    .optional()
    .describe('GiB of memory for each vCPU on a capacity provider; left out, 2.'),
  concurrency: integer('SLP1342', { min: 1, max: 1600, example: 64 })
    .optional()
    .describe(
      'Requests that an execution environment on a capacity provider takes at once; left out, as many as its runtime is made for.',
    ),
  floor: floor
    .optional()
    .describe('Execution environments on a capacity provider; left out, 3 and no upper limit.'),
});
