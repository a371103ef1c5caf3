import type { Rule } from './rule';

/** What must hold for the values of a `service.yaml` of any kind. */
export const serviceRules = {
  SLP1201: {
    severity: 'error',
    title:
      '`name`: lower-case letters, digits and single hyphens, 2 to 40 characters, a letter first',
    why: 'it is part of the name of every resource of the service, and AWS names share only these characters',
  },
  SLP1202: {
    severity: 'error',
    title: '`name` equals the folder of the service',
    why: 'commands, findings and reviews find a service by its folder',
  },
  SLP1203: {
    severity: 'error',
    title: 'No two services share a name',
    why: 'both would claim the same resources, and each apply would replace those of the other',
  },
  SLP1204: {
    severity: 'error',
    title: '`kind`: http, function or batch',
    why: 'the kind decides which resources run the service',
  },
  SLP1205: {
    severity: 'error',
    title: '`owner`: the team that answers for the service, 1 to 256 characters a tag may hold',
    why: 'it is a tag on every resource, and AWS refuses other characters in tag values',
    reference:
      'https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html',
  },
  SLP1206: {
    severity: 'error',
    title: '`description`: 1 to 256 characters',
    why: 'it becomes the description of the function, which Lambda cuts off at 256 characters',
    reference: 'https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html',
  },
  SLP1207: {
    severity: 'error',
    title:
      '`environment`: names are letters, digits and underscores, at least two, a letter first; values are text',
    why: 'Lambda refuses other names, and a service can change its kind later',
    reference: 'https://docs.aws.amazon.com/lambda/latest/api/API_Environment.html',
  },
  SLP1208: {
    severity: 'error',
    title: '`environment` leaves alone what the platform sets',
    why: 'the runtime sets it itself: Lambda refuses its own names, and containers are told their port by PORT',
    reference:
      'https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime',
  },
  SLP1209: {
    severity: 'error',
    title: '`logs.retentionDays`: a period CloudWatch Logs offers',
    why: 'PutRetentionPolicy refuses every other number, halfway through an apply',
    reference:
      'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html',
  },
  SLP1210: {
    severity: 'error',
    title: '`local.command`: a shell command, at most 4,096 characters',
    why: 'the local stage starts the service with it',
  },
  SLP1211: {
    severity: 'error',
    title: 'No text has a control character but tabs and line breaks',
    why: 'no process starts with a NUL in its command or a variable, no path has one, and what else there is of them is a slip',
    reference: 'https://pubs.opengroup.org/onlinepubs/9799919799/functions/exec.html',
  },
  SLP1224: {
    severity: 'error',
    title: '`architecture`: arm64 or x86_64',
    why: 'these are the processors of Fargate and Lambda',
  },
} as const satisfies Record<string, Rule>;
