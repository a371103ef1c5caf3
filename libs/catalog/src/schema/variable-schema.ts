import { z } from 'zod';
import { text } from './field';

/** `environment` of a service. */
export const environment = z.record(z.string(), text('SLP1207', { max: 4096, example: 'info' }));

/** `secrets` of a container service: names in Secrets Manager by variable. */
export const secrets = z.record(
  z.string(),
  text('SLP1277', {
    max: 512,
    // RDS names its secrets with an exclamation mark.
    pattern: /^[A-Za-z0-9/_+=.@!-]+$/,
    repair: (value) => value.replace(/^arn:.*:secret:/, '').replace(/-[A-Za-z0-9]{6}$/, ''),
    example: 'quotes/database-password',
  }),
);

/** `parameters` of a container service: names in the Parameter Store by variable. */
export const parameters = z.record(
  z.string(),
  text('SLP1278', {
    max: 1011,
    pattern: /^\/?[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+)*$/,
    // AWS's own, which are of no account.
    accepts: (value) => !/^\/?aws(\/|$)/i.test(value),
    repair: (value) => value.replace(/^arn:.*:parameter/, ''),
    example: '/quotes/rates-url',
  }),
);
