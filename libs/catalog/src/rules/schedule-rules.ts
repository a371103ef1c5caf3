import type { Rule } from './rule';

const schedules = 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html';

/** What must hold for `schedules` of a function. */
export const scheduleRules = {
  SLP1321: {
    severity: 'error',
    title:
      '`schedules.name`: lower-case letters, digits and single hyphens, a letter first, at most 40 characters',
    why: 'it is part of the name of the schedule in AWS',
  },
  SLP1322: {
    severity: 'error',
    title: 'Schedules of a function have names of their own; `warm` is that of `function.warm`',
    why: 'both would claim the same schedule in AWS, and each apply would replace that of the other',
  },
  SLP1323: {
    severity: 'error',
    title: '`schedules.expression`: a rate, cron or at expression of EventBridge Scheduler',
    why: 'plan takes any text, and Scheduler refuses it halfway through an apply',
    reference: schedules,
  },
  SLP1324: {
    severity: 'error',
    title: '`schedules.timezone`: a name of the IANA time zone database',
    why: 'Scheduler refuses others halfway through an apply',
    reference: schedules,
  },
  SLP1325: {
    severity: 'warning',
    title: 'A time zone goes with cron and at',
    why: 'a rate counts from when the schedule was made, in every zone alike',
    reference: schedules,
  },
  SLP1326: {
    severity: 'error',
    title: '`schedules.deadLetter`: queue, or the ARN of a standard SQS queue',
    why: 'Scheduler sends undelivered events to nothing else',
    reference:
      'https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html',
  },
} as const satisfies Record<string, Rule>;
