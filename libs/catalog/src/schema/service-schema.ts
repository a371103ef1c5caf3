import { z } from 'zod';
import { api } from './api-schema';
import { batchContainer, container, scaling } from './container-schema';
import { deployment } from './deployment-schema';
import { text } from './field';
import { functionSettings } from './function-schema';
import { containerLogs, functionLogs } from './logs-schema';
import { owner } from './owner-schema';
import { run } from './run-schema';
import { schedule } from './schedule-schema';
import { telemetry } from './telemetry-schema';
import { environment, parameters, secrets } from './variable-schema';

const local = z.strictObject({
  command: text('SLP1210', { max: 4096, example: 'node dist/main.js' })
    .optional()
    .describe(
      'Shell command by which `npm start` runs the service, in its folder, with PORT set and TMPDIR a folder that goes with the stage.',
    ),
});

/** A name as services have it. */
const serviceName = (rule: 'SLP1201' | 'SLP1380') =>
  text(rule, {
    max: 40,
    pattern: /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
    accepts: (value) => value.length >= 2,
    repair: (value) =>
      value
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^[^a-z]+|-+$/g, ''),
    example: 'quotes',
  });

const base = {
  name: serviceName('SLP1201').describe('Name of the service and of its folder.'),
  owner: owner('SLP1205', 'pricing-team').describe(
    'Team that answers for the service; a tag on every resource.',
  ),
  description: text('SLP1206', { max: 256, example: 'Prices of travel offers' })
    .optional()
    .describe('What the service is for.'),
  environment: environment
    .default({})
    .describe('Variables of the service. Not for secrets: they are readable in the console.'),
  local: local.prefault({}).describe('How `npm start` runs the service.'),
};

const calls = z
  .array(serviceName('SLP1380'))
  .default([])
  .describe(
    'Services that it calls through the internal ALB; the address of `product-pricing` is in its variable PRODUCT_PRICING_URL.',
  );

/** What a service says of its tasks, whoever starts them. */
const task = {
  calls,
  logs: containerLogs.prefault({}).describe('Logs of the service.'),
  secrets: secrets
    .default({})
    .describe(
      'Variables whose values are secrets, by name in Secrets Manager in the account and region of the stage. `npm start` takes them from its own environment or from `.slipway/local/<service>.env`, which git ignores.',
    ),
  parameters: parameters
    .default({})
    .describe(
      'Variables whose values are parameters, by name in the Parameter Store in the account and region of the stage. `npm start` takes them from where it takes secrets.',
    ),
  telemetry: telemetry.prefault({}).describe('Traces and metrics of the service.'),
};

/** Sections that a stage may change. */
export const stageSections = [
  'container',
  'scaling',
  'api',
  'function',
  'schedules',
  'logs',
  'environment',
  'secrets',
  'parameters',
  'deployment',
  'telemetry',
  'run',
] as const;

/** A `service.yaml` of kind `http`, without `stages`. */
export const httpServiceSchema = z.strictObject({
  ...base,
  kind: z.literal('http').describe('A container service behind NLB and ALB.'),
  container: container.describe('The container of a task.'),
  api: api
    .optional()
    .describe(
      'The route of the service on the REST API of the stage; left out: only services that call it reach it.',
    ),
  ...task,
  scaling: scaling.prefault({}).describe('How many tasks run.'),
  deployment: deployment.prefault({}).describe('How new tasks take over from old ones.'),
});

/** A `service.yaml` of kind `function`, without `stages`. */
export const functionServiceSchema = z.strictObject({
  ...base,
  kind: z.literal('function').describe('A Lambda function.'),
  function: functionSettings.prefault({}).describe('The function.'),
  api: api.optional().describe('The route of the function on the REST API of the stage.'),
  schedules: z.array(schedule).default([]).describe('When the function is called by itself.'),
  logs: functionLogs.prefault({}).describe('Logs of the function, which are JSON.'),
});

/** A `service.yaml` of kind `batch`, without `stages`. */
export const batchServiceSchema = z.strictObject({
  ...base,
  kind: z
    .literal('batch')
    .describe('A container that runs to its end each time somebody starts it.'),
  container: batchContainer.prefault({}).describe('The container of a task.'),
  run,
  ...task,
});

export const serviceSchemas = {
  http: httpServiceSchema,
  function: functionServiceSchema,
  batch: batchServiceSchema,
} as const;

export type ServiceKind = keyof typeof serviceSchemas;

/** Kinds that are refused as not built yet. */
export const plannedKinds: readonly string[] = ['websocket', 'worker'];
