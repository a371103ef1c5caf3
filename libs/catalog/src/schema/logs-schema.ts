import { z } from 'zod';
import { integer, oneOf, oneOfNumbers, text } from './field';
import { logRetentionDays } from './log-retention';

/** Key that encrypts log groups, by its ARN. */
export const logKmsKey = text('SLP1288', {
  max: 256,
  pattern:
    /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/,
  example: 'arn:aws:kms:eu-central-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000000000',
});

const base = {
  retentionDays: oneOfNumbers('SLP1209', logRetentionDays)
    .optional()
    .describe('Days until CloudWatch Logs deletes a line; the default is the one of the stage.'),
  kmsKey: logKmsKey
    .optional()
    .describe(
      'ARN of the KMS key that encrypts the log group; the default is the one of the stage. Its policy lets `logs.<region>.amazonaws.com` use it.',
    ),
};

/** `logs` of a function. */
export const functionLogs = z.strictObject({
  ...base,
  level: oneOf('SLP1318', ['INFO', 'TRACE', 'DEBUG', 'WARN', 'ERROR', 'FATAL'])
    .default('INFO')
    .describe('Least level of lines of the function that are kept.'),
  systemLevel: oneOf('SLP1319', ['INFO', 'DEBUG', 'WARN'])
    .default('INFO')
    .describe('Least level of lines of Lambda itself that are kept.'),
});

/** `logs` of a container service. */
export const containerLogs = z.strictObject({
  ...base,
  mode: oneOf('SLP1285', ['non-blocking', 'blocking'])
    .default('non-blocking')
    .describe(
      'What happens while CloudWatch Logs is slow: `non-blocking` loses lines once the buffer is full, `blocking` stops the application at its next line.',
    ),
  maxBufferSize: integer('SLP1286', { min: 1, max: 1024, example: 25, unit: 'MiB' })
    .optional()
    .describe('MiB that hold lines in mode `non-blocking`; left out: 25.'),
});
