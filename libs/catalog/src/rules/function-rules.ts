import { lambdaRuntimes } from '../schema/lambda-runtimes';
import type { Rule } from './rule';

/** What must hold for `function` of a service. */
export const functionRules = {
  SLP1241: {
    severity: 'error',
    title: '`function.entry`: a TypeScript or JavaScript module inside the folder of the service',
    why: 'it is bundled into what Lambda runs',
  },
  SLP1242: {
    severity: 'error',
    title: `\`function.runtime\`: one of ${Object.keys(lambdaRuntimes).join(', ')}`,
    why: 'Lambda maintains these, and refuses new functions with others sooner or later',
    reference: 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html',
  },
  SLP1243: {
    severity: 'error',
    title: '`function.memory`: 128 to 10,240 MB',
    why: 'Lambda offers no other sizes',
    reference: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
  },
  SLP1244: {
    severity: 'error',
    title: '`function.timeout`: 1 to 900 seconds',
    why: 'Lambda ends every invocation after 15 minutes',
    reference: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
  },
  SLP1245: {
    severity: 'warning',
    title: '`function.timeout` is not above `api.timeoutMs`',
    why: 'API Gateway answers 504 while the function runs on and is billed',
    reference: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html',
  },
  SLP1246: {
    severity: 'error',
    title: '`environment` of a function: 4,096 bytes for all variables together, as JSON',
    why: 'Lambda refuses a function with more, after plan has accepted it',
    reference: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
  },
} as const satisfies Record<string, Rule>;
