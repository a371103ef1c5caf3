import type { Rule } from './rule';

const deadLetters =
  'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html';
const logging =
  'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html';

/** What must hold for events that no caller waits for, and for logs. */
export const functionEventRules = {
  SLP1313: {
    severity: 'error',
    title: '`function.deadLetter`: queue, or the ARN of a standard SQS queue or SNS topic',
    why: 'Lambda sends failed events to nothing else, and to no FIFO queue or topic',
    reference: deadLetters,
  },
  SLP1314: {
    severity: 'error',
    title: 'A dead letter stays in the account and region of its stage',
    why: 'AWS refuses a queue or topic of another region, and what bounds the roles of a stage allows its own account only',
    reference: deadLetters,
  },
  SLP1315: {
    severity: 'error',
    title: '`function.async.retries`: 0 to 2',
    why: 'Lambda tries an event again at most twice',
    reference:
      'https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html',
  },
  SLP1316: {
    severity: 'error',
    title: '`function.async.maxAge`: 60 to 21,600 seconds',
    why: 'Lambda keeps an event for six hours at most',
    reference:
      'https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html',
  },
  SLP1318: {
    severity: 'error',
    title: '`logs.level`: TRACE, DEBUG, INFO, WARN, ERROR or FATAL',
    why: 'Lambda filters the lines of a function by these levels',
    reference: logging,
  },
  SLP1319: {
    severity: 'error',
    title: '`logs.systemLevel`: DEBUG, INFO or WARN',
    why: 'Lambda filters its own lines by these levels',
    reference: logging,
  },
} as const satisfies Record<string, Rule>;
