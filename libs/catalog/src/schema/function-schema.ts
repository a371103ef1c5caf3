import { z } from 'zod';
import { architecture } from './architecture';
import { integer, oneOf, text } from './field';
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
});
