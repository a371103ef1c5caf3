import type { RuleId } from '../rules/rules';
import { text } from './field';

/** A topic that alarms are sent to. */
export const notify = (rule: RuleId) =>
  text(rule, {
    max: 512,
    pattern: /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]+$/,
    example: 'arn:aws:sns:eu-central-1:111122223333:alarms',
  })
    .optional()
    .describe('SNS topic that its alarms are sent to, by ARN; left out, they are only shown.');
