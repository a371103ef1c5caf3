import type { Rule } from './rule';

const schedules = 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html';
const lambdaQuotas = 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html';

/** What must hold for `pruner` of a stage file. */
export const prunerRules = {
  SLP1550: {
    severity: 'error',
    title: '`pruner.owner`: the team that answers for it, 1 to 256 characters a tag may hold',
    why: 'it is a tag on the resources of the pruner, and AWS refuses other characters in tag values',
    reference:
      'https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html',
  },
  SLP1551: {
    severity: 'error',
    title: '`pruner.schedule.expression`: a rate or cron expression of EventBridge Scheduler',
    why: 'plan takes any text, and Scheduler refuses it halfway through an apply; versions are published as long as the stage stands',
    reference: schedules,
  },
  SLP1552: {
    severity: 'error',
    title: '`pruner.schedule.timezone`: a name of the IANA time zone database',
    why: 'Scheduler refuses others halfway through an apply',
    reference: schedules,
  },
  SLP1553: {
    severity: 'warning',
    title: 'A time zone of the pruner goes with cron',
    why: 'a rate counts from when the schedule was made, in every zone alike',
    reference: schedules,
  },
  SLP1554: {
    severity: 'error',
    title: '`pruner.dryRun`: true or false',
    why: 'only false lets the pruner delete, and a version that is deleted does not come back',
  },
  SLP1555: {
    severity: 'error',
    title: '`pruner.keep`: 1 to 98 versions of each function',
    why: 'with none there is nothing to roll back to; a capacity provider has room for 100 versions, two of which a deploy needs',
    reference: lambdaQuotas,
  },
  SLP1556: {
    severity: 'error',
    title: '`pruner.cold.keep`: 0 to 97 versions of each function',
    why: 'they cost nothing, and still count among the 100 versions of a capacity provider',
    reference: lambdaQuotas,
  },
  SLP1557: {
    severity: 'error',
    title: '`pruner.minAgeDays`: 0 to 3,650 days',
    why: 'a version that is younger may be the one that a rollback goes to',
  },
  SLP1558: {
    severity: 'error',
    title: '`pruner.fuse.maxDeletes`: 1 to 10,000 versions',
    why: 'a run that would delete more is more likely a mistake than a clean-up',
  },
  SLP1559: {
    severity: 'error',
    title: '`pruner.fuse.maxPercent`: 1 to 100 percent of all versions',
    why: 'a run that would delete more is more likely a mistake than a clean-up',
  },
  SLP1560: {
    severity: 'error',
    title: '`pruner.notify`: the ARN of an SNS topic',
    why: 'CloudWatch takes other text, and sends the alarm to nobody',
    reference:
      'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html',
  },
  SLP1561: {
    severity: 'error',
    title: 'The topic of `pruner.notify` is in the region of the stage',
    why: 'CloudWatch refuses a topic of another region halfway through an apply',
    reference:
      'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html',
  },
  SLP1562: {
    severity: 'error',
    title: '`pruner.invokedWithinDays`: 1 to 455 days',
    why: 'a version that is called by its number is in use by somebody; CloudWatch keeps the count of calls for 455 days',
    reference:
      'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html#metrics-retention',
  },
  SLP1563: {
    severity: 'error',
    title: '`pruner.pins`: a service and the number of a version, such as quotes:12',
    why: 'a pin that names no version protects nothing',
  },
} as const satisfies Record<string, Rule>;
