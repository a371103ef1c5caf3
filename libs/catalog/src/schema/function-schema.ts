import { z } from 'zod';
import { architecture } from './architecture';
import { integer, oneOf, oneOfNumbers, text, truth } from './field';
import { floor } from './floor-schema';
import { lambdaRuntimes, type LambdaRuntime } from './lambda-runtimes';
import { isInside } from './path-inside';

const runtimes = Object.keys(lambdaRuntimes) as [LambdaRuntime, ...LambdaRuntime[]];

/** Layer version, whose ARN names region, account, layer and version. */
export const layerArn =
  /^arn:(?<partition>aws[a-z-]*):lambda:(?<region>[a-z0-9-]+):(?<account>\d{12}):layer:(?<name>[\w-]{1,140}):(?<version>[1-9]\d*)$/;

/** `function` of a service. */
export const functionSettings = z.strictObject({
  entry: text('SLP1241', {
    max: 512,
    pattern: /\.(ts|mts|cts|js|mjs|cjs)$/,
    accepts: isInside,
    example: 'src/handler.ts',
  })
    .optional()
    .describe(
      'Module that exports `handler`, relative to the folder of the service; the default is src/handler.ts. It is bundled with all it imports.',
    ),
  folder: text('SLP1301', { max: 512, accepts: isFolderInside, example: 'dist' })
    .optional()
    .describe(
      'Folder with code that is ready to run, below the folder of the service: instead of `entry`, it is zipped as it is.',
    ),
  handler: text('SLP1302', {
    max: 128,
    pattern: /^\S+$/,
    repair: (value) => value.replace(/\s+/g, ''),
    example: 'index.handler',
  })
    .optional()
    .describe('What Lambda calls in `folder`, in the form of the runtime: `app.handler`.'),
  image: truth('SLP1303')
    .default(false)
    .describe('Whether the function runs from a container image: instead of `entry`.'),
  dockerfile: text('SLP1225', { max: 512, accepts: isInside, example: 'Dockerfile' })
    .optional()
    .describe(
      'Dockerfile of the image, relative to the folder of the service; the default is Dockerfile.',
    ),
  runtime: oneOf('SLP1242', runtimes)
    .optional()
    .describe('Lambda runtime; the default is nodejs22.x. An image brings its own.'),
  memory: integer('SLP1243', { min: 128, max: 10_240, example: 256, unit: 'MiB' })
    .default(256)
    .describe('Memory in MB; CPU grows with it, 1,769 MB to one vCPU.'),
  timeout: integer('SLP1244', { min: 1, max: 900, example: 10, unit: 'seconds' })
    .default(10)
    .describe('Seconds until Lambda ends an invocation.'),
  architecture,
  layers: z
    .array(
      text('SLP1309', {
        max: 2048,
        pattern: layerArn,
        repair: (value) => `${value.replace(/:+$/, '')}:1`,
        example: 'arn:aws:lambda:eu-central-1:123456789012:layer:shared:1',
      }),
    )
    .default([])
    .describe('ARNs of layer versions, at most five, in the order they are laid over each other.'),
  deadLetter: text('SLP1313', {
    max: 512,
    pattern: /^(queue|arn:aws[a-z-]*:(sqs|sns):[a-z0-9-]+:\d{12}:[\w-]+)$/,
    example: 'queue',
  })
    .optional()
    .describe(
      'Where events go that the function fails on without a caller waiting: `queue` for a queue of its own, which keeps them 14 days, or the ARN of an SQS queue or SNS topic.',
    ),
  async: z
    .strictObject({
      retries: integer('SLP1315', { min: 0, max: 2, example: 2 })
        .default(2)
        .describe('How often Lambda tries an event again.'),
      maxAge: integer('SLP1316', { min: 60, max: 21_600, example: 21_600, unit: 'seconds' })
        .default(21_600)
        .describe('Seconds that an event waits for its turn at most.'),
    })
    .optional()
    .describe('Events that no caller waits for.'),
  vpc: truth('SLP1303')
    .default(false)
    .describe(
      'Whether the function is in the VPC of the stage, in the subnets of tasks; nothing reaches it there.',
    ),
  warm: truth('SLP1303')
    .default(false)
    .describe(
      'Whether an event `{"source":"slipway.warm"}` calls the function every five minutes, so that one environment stays up. The handler is to return at once.',
    ),
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

function isFolderInside(path: string): boolean {
  return isInside(path) && !/^\.?\/?$/.test(path);
}
