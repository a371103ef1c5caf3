import { z } from 'zod';
import { integer, truth } from './field';

/** `telemetry` of a container service. */
export const telemetry = z.strictObject({
  collector: truth('SLP1282')
    .default(false)
    .describe(
      'Whether an OpenTelemetry collector runs in every task. It takes OTLP on localhost:4317 and 4318, and sends traces to X-Ray and metrics to CloudWatch.',
    ),
  cpu: integer('SLP1283', { min: 16, max: 4096, example: 32 })
    .default(32)
    .describe('CPU units of the task that are the collector’s.'),
  memory: integer('SLP1283', { min: 64, max: 8192, example: 128, unit: 'MiB' })
    .default(128)
    .describe('MiB of the task that are the collector’s, and no more.'),
});
