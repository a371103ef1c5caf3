import { z } from 'zod';
import { integer, oneOf, text } from './field';

/** `api` of a service. */
export const api = z.strictObject({
  basePath: text('SLP1251', {
    max: 126,
    pattern: /^(\/[a-z0-9]([a-z0-9._-]*[a-z0-9])?){1,4}$/,
    repair: (value) =>
      `/${value
        .toLowerCase()
        .split(/[/\s]+/)
        // What is below the path goes to the service in any case: `/quotes/*`, `/quotes/{proxy+}`.
        .filter((part) => part !== '' && !/^\*|^\{.*\}$/.test(part))
        .join('/')}`,
    example: '/quotes',
  }).describe('Requests to this path and below go to the service: `/quotes`.'),
  expose: oneOf('SLP1254', ['public'], ['private'])
    .default('public')
    .describe('Who can reach the API.'),
  // Who asks for more than a key is not told to ask for nothing.
  auth: oneOf('SLP1255', ['none', 'apiKey'], ['iam', 'cognito', 'lambda'], 'apiKey')
    .default('none')
    .describe(
      'What a caller must show. An API key identifies a caller, it does not authorise one.',
    ),
  timeoutMs: integer('SLP1256', { min: 50, max: 29_000, example: 29_000, unit: 'milliseconds' })
    .default(29_000)
    .describe('Milliseconds until API Gateway gives up on the service and answers 504.'),
});
