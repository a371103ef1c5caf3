import { z } from 'zod';
import { api } from './api-schema';
import { container, scaling } from './container-schema';
import { oneOf, oneOfNumbers, text } from './field';
import { functionSettings } from './function-schema';
import { logRetentionDays } from './log-retention';
import { schedule } from './schedule-schema';

const logs = z.strictObject({
  retentionDays: oneOfNumbers('SLP1209', logRetentionDays)
    .optional()
    .describe('Days until CloudWatch Logs deletes a line; the default is the one of the stage.'),
});

const functionLogs = logs.extend({
  level: oneOf('SLP1318', ['INFO', 'TRACE', 'DEBUG', 'WARN', 'ERROR', 'FATAL'])
    .default('INFO')
    .describe('Least level of lines of the function that are kept.'),
  systemLevel: oneOf('SLP1319', ['INFO', 'DEBUG', 'WARN'])
    .default('INFO')
    .describe('Least level of lines of Lambda itself that are kept.'),
});

const environment = z.record(z.string(), text('SLP1207', { max: 4096, example: 'info' }));

const local = z.strictObject({
  command: text('SLP1210', { max: 4096, example: 'node dist/main.js' })
    .optional()
    .describe(
      'Shell command by which `npm start` runs the service, in its folder, with PORT set and TMPDIR a folder that goes with the stage.',
    ),
});

const base = {
  name: text('SLP1201', {
    max: 40,
    pattern: /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
    accepts: (value) => value.length >= 2,
    repair: (value) =>
      value
        .toLowerCase()
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
  'schedules',
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
  schedules: z.array(schedule).default([]).describe('When the function is called by itself.'),
  logs: functionLogs.prefault({}).describe('Logs of the function, which are JSON.'),
});

export const serviceSchemas = { http: httpServiceSchema, function: functionServiceSchema } as const;

export type ServiceKind = keyof typeof serviceSchemas;

/** Kinds that are refused as not built yet. */
export const plannedKinds: readonly string[] = ['batch', 'websocket', 'worker'];
