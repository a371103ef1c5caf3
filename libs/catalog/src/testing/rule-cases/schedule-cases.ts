import type { RuleId } from '../../rules/rules';
import { functionFile } from '../workspace';
import { mailer, type RuleCase } from './rule-case';

/** A case in which the only schedule of the function is another. */
function withSchedule(wrong: string, right: string, says: string): RuleCase {
  const file = (line: string) => ({ [mailer]: `${functionFile}schedules:\n  - { ${line} }\n` });
  return { fails: file(wrong), passes: file(right), says: `${mailer}:${says}` };
}

/** Cases of the rules for `schedules` of a function. */
export const scheduleCases: Readonly<Partial<Record<RuleId, RuleCase>>> = {
  SLP1321: withSchedule(
    'name: Every Night, expression: rate(1 day)',
    'name: every-night, expression: rate(1 day)',
    `7:13 \`schedules[0].name\` is Every Night; allowed: lower-case letters, digits and single hyphens, a letter first, at most 40 characters
write \`name: every-night\``,
  ),
  SLP1322: {
    fails: { [mailer]: warmed('warm') },
    passes: { [mailer]: warmed('warmer') },
    says: `${mailer}:7:7 \`schedules[0].name\` is warm, the name of \`function.warm\`
write \`name: warm-1\``,
  },
  SLP1323: withSchedule(
    'name: nightly, expression: cron(0 3 * * * *)',
    'name: nightly, expression: cron(0 3 * * ? *)',
    `7:22 \`schedules[0].expression\` cron(0 3 * * * *) says both the day of month and the day of week, and one of them must be ?
write \`expression: cron(0 3 * * ? *)\``,
  ),
  SLP1324: withSchedule(
    'name: nightly, expression: cron(0 3 * * ? *), timezone: Europe/Berln',
    'name: nightly, expression: cron(0 3 * * ? *), timezone: Europe/Berlin',
    `7:63 \`schedules[0].timezone\` is Europe/Berln; allowed: a name of the IANA time zone database
write \`timezone: Europe/Berlin\``,
  ),
  SLP1325: withSchedule(
    'name: hourly, expression: rate(1 hour), timezone: Europe/Berlin',
    'name: hourly, expression: cron(0 * * * ? *), timezone: Europe/Berlin',
    `7:47 \`schedules[0].timezone\` is Europe/Berlin, and rate(1 hour) has no use for it
remove \`timezone\``,
  ),
  SLP1326: withSchedule(
    'name: hourly, expression: rate(1 hour), deadLetter: arn:aws:sns:eu-central-1:123456789012:failed',
    'name: hourly, expression: rate(1 hour), deadLetter: arn:aws:sqs:eu-central-1:123456789012:failed',
    `7:59 \`schedules[0].deadLetter\` is arn:aws:sns:eu-central-1:123456789012:failed; allowed: queue, or the ARN of a standard SQS queue
write \`deadLetter: queue\``,
  ),
};

function warmed(name: string): string {
  const text = functionFile.replace('memory: 256', 'warm: true');
  return `${text}schedules:\n  - { name: ${name}, expression: rate(1 day) }\n`;
}
