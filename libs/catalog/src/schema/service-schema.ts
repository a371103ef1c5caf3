import { z } from 'zod';
import { integer, oneOf, oneOfNumbers, text } from './field';
import { logRetentionDays } from './log-retention';

const lowerCase = (value: string): string => value.toLowerCase();

/** A path that stays below the folder it is relative to. */
const isInside = (path: string): boolean =>
  !path.startsWith('/') && !path.includes('\\') && !path.split('/').includes('..');

const architecture = oneOf('SLP1224', ['arm64', 'x86_64'])
  .optional()
  .describe('Processor of the tasks or the function; the default is the one of the stage.');

const api = z.strictObject({
  basePath: text('SLP1251', {
    max: 126,
    pattern: /^(\/[a-z0-9]([a-z0-9._-]*[a-z0-9])?){1,4}$/,
    repair: (value) =>
      `/${lowerCase(value)
        .split(/[/\s]+/)
        .filter(Boolean)
        .join('/')}`,
    example: '/quotes',
  }).describe('Requests to this path and below go to the service: `/quotes`.'),
  expose: oneOf('SLP1254', ['public'], ['private'])
    .default('public')
    .describe('Who can reach the API.'),
  auth: oneOf('SLP1255', ['none', 'apiKey'], ['iam', 'cognito', 'lambda'])
    .default('none')
    .describe(
      'What a caller must show. An API key identifies a caller, it does not authorise one.',
    ),
  timeoutMs: integer('SLP1256', { min: 50, max: 29_000, example: 29_000 })
    .default(29_000)
    .describe('Milliseconds until API Gateway gives up on the service and answers 504.'),
});

const logs = z.strictObject({
  retentionDays: oneOfNumbers('SLP1209', logRetentionDays)
    .optional()
    .describe('Days until CloudWatch Logs deletes a line; the default is the one of the stage.'),
});

const environment = z.record(z.string(), text('SLP1207', { max: 4096, example: 'info' }));

const local = z.strictObject({
  command: text('SLP1210', { max: 4096, example: 'node dist/main.js' })
    .optional()
    .describe(
      'Shell command by which `npm start` runs the service, in its folder, with PORT set and TMPDIR a folder that goes with the stage.',
    ),
});

const container = z.strictObject({
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

const scaling = z.strictObject({
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

const functionSettings = z.strictObject({
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

const base = {
  name: text('SLP1201', {
    max: 40,
    pattern: /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
    accepts: (value) => value.length >= 2,
    repair: (value) =>
      lowerCase(value)
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^[^a-z]+|-+$/g, ''),
    example: 'quotes',
  }).describe('Name of the service and of its folder.'),
  owner: text('SLP1205', {
    max: 256,
    pattern: /^[\p{L}\p{N} _.:/=+\-@]+$/u,
    repair: (value) => value.replace(/[^\p{L}\p{N} _.:/=+\-@]+/gu, '-'),
    example: 'pricing-team',
  }).describe('Team that answers for the service; a tag on every resource.'),
  description: text('SLP1206', { max: 256, example: 'Prices of travel offers' })
    .optional()
    .describe('What the service is for.'),
  logs: logs.prefault({}).describe('Logs of the service.'),
  environment: environment
    .default({})
    .describe('Variables of the service. Not for secrets: they are readable in the console.'),
  local: local.prefault({}).describe('How `npm start` runs the service.'),
};

/** Sections that a stage may change. */
export const stageSections = [
  'container',
  'scaling',
  'api',
  'function',
  'logs',
  'environment',
] as const;

/** A `service.yaml` of kind `http`, without `stages`. */
export const httpServiceSchema = z.strictObject({
  ...base,
  kind: z.literal('http').describe('A container service behind NLB and ALB.'),
  container: container.describe('The container of a task.'),
  api: api.describe('The route of the service on the REST API of the stage.'),
  scaling: scaling.prefault({}).describe('How many tasks run.'),
});

/** A `service.yaml` of kind `function`, without `stages`. */
export const functionServiceSchema = z.strictObject({
  ...base,
  kind: z.literal('function').describe('A Lambda function.'),
  function: functionSettings.prefault({}).describe('The function.'),
  api: api.optional().describe('The route of the function on the REST API of the stage.'),
});

export const serviceSchemas = { http: httpServiceSchema, function: functionServiceSchema } as const;

export type ServiceKind = keyof typeof serviceSchemas;

/** Kinds that are refused as not built yet. */
export const plannedKinds: readonly string[] = ['batch', 'websocket', 'worker'];
