import { stage, type RuleCase } from './rule-case';
import { stageFile } from '../workspace';
import type { RuleId } from '../../rules/rules';

const pruner = (settings: string): string =>
  `${stage}pruner: { ${settings.includes('owner') ? '' : 'owner: platform-team, '}${settings} }\n`;

/** A case in which the pruner of the stage has other settings. */
function inPruner(wrong: string, right: string, says: string): RuleCase {
  return {
    fails: { [stageFile]: pruner(wrong) },
    passes: { [stageFile]: pruner(right) },
    says: `${stageFile}:7:${says}`,
  };
}

/** Cases of the rules for the pruner of a stage. */
export const prunerCases: Readonly<Partial<Record<RuleId, RuleCase>>> = {
  SLP1550: inPruner(
    "owner: 'platform & co'",
    'owner: platform-team',
    `18 \`pruner.owner\` is 'platform & co'; allowed: the team that answers for it, 1 to 256 characters a tag may hold
write \`owner: platform - co\``,
  ),
  SLP1551: inPruner(
    'schedule: { expression: rate(1 days) }',
    'schedule: { expression: rate(1 day) }',
    `45 \`pruner.schedule.expression\` rate(1 days) has a unit that is not singular after 1
write \`expression: rate(1 day)\``,
  ),
  SLP1552: inPruner(
    "schedule: { expression: 'cron(0 4 * * ? *)', timezone: Europe/Berln }",
    "schedule: { expression: 'cron(0 4 * * ? *)', timezone: Europe/Berlin }",
    `88 \`pruner.schedule.timezone\` is Europe/Berln; allowed: a name of the IANA time zone database
write \`timezone: Europe/Berlin\``,
  ),
  SLP1553: inPruner(
    'schedule: { timezone: Europe/Berlin }',
    "schedule: { expression: 'cron(0 4 * * ? *)', timezone: Europe/Berlin }",
    `45 \`pruner.schedule.timezone\` is Europe/Berlin, and rate(1 day) has no use for it
remove \`timezone\``,
  ),
  SLP1554: inPruner(
    'dryRun: no',
    'dryRun: false',
    `41 \`pruner.dryRun\` is no; allowed: true or false
write \`dryRun: false\``,
  ),
  SLP1555: inPruner(
    'keep: 0',
    'keep: 1',
    `39 \`pruner.keep\` is 0; allowed: 1 to 98 versions of each function
write \`keep: 1\``,
  ),
  SLP1556: inPruner(
    'cold: { keep: -1 }',
    'cold: { keep: 0 }',
    `47 \`pruner.cold.keep\` is -1; allowed: 0 to 97 versions of each function
write \`keep: 0\``,
  ),
  SLP1557: inPruner(
    'minAgeDays: -7',
    'minAgeDays: 0',
    `45 \`pruner.minAgeDays\` is -7; allowed: 0 to 3,650 days
write \`minAgeDays: 0\``,
  ),
  SLP1558: inPruner(
    'fuse: { maxDeletes: 0 }',
    'fuse: { maxDeletes: 1 }',
    `53 \`pruner.fuse.maxDeletes\` is 0; allowed: 1 to 10,000 versions
write \`maxDeletes: 1\``,
  ),
  SLP1559: inPruner(
    'fuse: { maxPercent: 101 }',
    'fuse: { maxPercent: 100 }',
    `53 \`pruner.fuse.maxPercent\` is 101; allowed: 1 to 100 percent of all versions
write \`maxPercent: 100\``,
  ),
  SLP1560: inPruner(
    'notify: alarms',
    "notify: 'arn:aws:sns:eu-central-1:123456789012:alarms'",
    `41 \`pruner.notify\` is alarms; allowed: the ARN of an SNS topic
write \`notify: arn:aws:sns:eu-central-1:111122223333:alarms\``,
  ),
  SLP1561: inPruner(
    "notify: 'arn:aws:sns:us-east-1:123456789012:alarms'",
    "notify: 'arn:aws:sns:eu-central-1:123456789012:alarms'",
    `33 \`pruner.notify\` is a topic in us-east-1, and the alarms of stage dev are in eu-central-1
name a topic in eu-central-1`,
  ),
  SLP1562: inPruner(
    'invokedWithinDays: 500',
    'invokedWithinDays: 455',
    `52 \`pruner.invokedWithinDays\` is 500; allowed: 1 to 455 days
write \`invokedWithinDays: 455\``,
  ),
  SLP1563: inPruner(
    'pins: [quotes]',
    'pins: [quotes:12]',
    `40 \`pruner.pins[0]\` is quotes; allowed: a service and the number of a version, such as quotes:12
write \`quotes:12\``,
  ),
};
