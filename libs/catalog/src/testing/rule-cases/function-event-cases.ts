import type { RuleId } from '../../rules/rules';
import { functionFile } from '../workspace';
import { inFunction, mailer, type RuleCase } from './rule-case';

const memory = 'memory: 256';
const queue = 'arn:aws:sqs:eu-central-1:123456789012:failed';

/** Cases of the rules for events that no caller waits for, and for logs. */
export const functionEventCases: Readonly<Partial<Record<RuleId, RuleCase>>> = {
  SLP1313: inFunction(
    memory,
    `deadLetter: ${queue}.fifo`,
    `deadLetter: ${queue}`,
    `4:48 \`function.deadLetter\` is ${queue}.fifo; allowed: queue, or the ARN of a standard SQS queue or SNS topic
write \`deadLetter: queue\``,
  ),
  SLP1314: inFunction(
    memory,
    `deadLetter: ${queue.replace('eu-central-1', 'us-east-1')}`,
    `deadLetter: ${queue}`,
    `4:36 the dead letter arn:aws:sqs:us-east-1:123456789012:failed is in us-east-1 of account 123456789012, and stage dev in eu-central-1 of 123456789012
write \`deadLetter: queue\`; a stage may write its own`,
  ),
  SLP1315: inFunction(
    memory,
    'async: { retries: 3 }',
    'async: { retries: 2 }',
    `4:54 \`function.async.retries\` is 3; allowed: 0 to 2
write \`retries: 2\``,
  ),
  SLP1316: inFunction(
    memory,
    'async: { maxAge: 59 }',
    'async: { maxAge: 60 }',
    `4:53 \`function.async.maxAge\` is 59; allowed: 60 to 21,600 seconds
write \`maxAge: 60\``,
  ),
  SLP1318: {
    fails: { [mailer]: `${functionFile}logs: { level: WARNS }\n` },
    passes: { [mailer]: `${functionFile}logs: { level: WARN }\n` },
    says: `${mailer}:6:16 \`logs.level\` is WARNS; allowed: TRACE, DEBUG, INFO, WARN, ERROR or FATAL
write \`level: WARN\``,
  },
  SLP1319: {
    fails: { [mailer]: `${functionFile}logs: { systemLevel: ERROR }\n` },
    passes: { [mailer]: `${functionFile}logs: { systemLevel: WARN }\n` },
    says: `${mailer}:6:22 \`logs.systemLevel\` is ERROR; allowed: DEBUG, INFO or WARN
write \`systemLevel: INFO\``,
  },
};
