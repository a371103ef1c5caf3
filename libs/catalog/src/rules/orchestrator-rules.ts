import type { Rule } from './rule';

const tags =
  'https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html';
const agentCore =
  'https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/runtime-service-contract.html';

/** What must hold for `orchestrator` of a stage file, and for `run` of a batch service. */
export const orchestratorRules = {
  SLP1500: {
    severity: 'error',
    title: '`orchestrator.owner`: the team that answers for it, 1 to 256 characters a tag may hold',
    why: 'it is a tag on the resources of the orchestrator, and AWS refuses other characters in tag values',
    reference: tags,
  },
  SLP1501: {
    severity: 'error',
    title: '`orchestrator.tasks`: names of batch services, one at least, each once',
    why: 'it may run no others, and with none it has nothing to do',
  },
  SLP1502: {
    severity: 'error',
    title: '`orchestrator.limits.perUser`: 1 to 1,000 runs',
    why: 'without a limit one user takes what all users share',
  },
  SLP1503: {
    severity: 'error',
    title: '`orchestrator.limits.account`: 1 to 10,000 runs',
    why: 'beyond what the quotas of the account allow AWS refuses to start, and a run waits and is tried for nothing',
  },
  SLP1504: {
    severity: 'error',
    title: '`orchestrator.limits.ecs`: 1 to 10,000 runs',
    why: 'beyond what the quotas of the account allow AWS refuses to start, and a run waits and is tried for nothing',
    reference: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html',
  },
  SLP1505: {
    severity: 'error',
    title: '`orchestrator.limits.agentcore`: 1 to 10,000 runs',
    why: 'beyond what the quotas of the account allow AWS refuses to start, and a run waits and is tried for nothing',
    reference:
      'https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/bedrock-agentcore-limits.html',
  },
  SLP1506: {
    severity: 'error',
    title: '`orchestrator.deadlineSeconds`: 60 to 2,592,000 seconds',
    why: 'a run without an end costs until somebody sees the bill',
  },
  SLP1507: {
    severity: 'error',
    title: '`orchestrator.retentionDays`: 1 to 90 days',
    why: 'Lambda keeps the history of a durable execution for no longer',
    reference: 'https://docs.aws.amazon.com/lambda/latest/api/API_DurableConfig.html',
  },
  SLP1508: {
    severity: 'error',
    title: '`orchestrator.memory.retentionDays`: 7 to 365 days',
    why: 'AgentCore takes no other',
    reference:
      'https://docs.aws.amazon.com/bedrock-agentcore-control/latest/APIReference/API_CreateMemory.html',
  },
  SLP1509: {
    severity: 'error',
    title: '`orchestrator.notify`: the ARN of an SNS topic',
    why: 'CloudWatch takes other text, and sends the alarm to nobody',
    reference:
      'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html',
  },
  SLP1510: {
    severity: 'error',
    title: 'The topic of `orchestrator.notify` is in the region of the stage',
    why: 'CloudWatch refuses a topic of another region halfway through an apply',
    reference:
      'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html',
  },
  SLP1511: {
    severity: 'error',
    title: 'A limit of `orchestrator.limits` is within `account`',
    why: 'all runs of the stage count there, so a larger limit is never reached',
  },
  SLP1520: {
    severity: 'error',
    title: '`run.backend`: ecs, agentcore or process',
    why: 'it decides what a run is started on',
  },
  SLP1521: {
    severity: 'error',
    title: '`run.failover`: ecs or agentcore',
    why: 'a run can go on only where a backend is deployed for it',
  },
  SLP1522: {
    severity: 'error',
    title: '`run.failover` is another backend than `run.backend`, and neither is a process',
    why: 'what fails on a backend is tried there again anyway, and a process runs on one machine only',
  },
  SLP1523: {
    severity: 'error',
    title: '`run.replayable`: true or false',
    why: 'it decides whether work that may have had its effects is done again',
  },
  SLP1524: {
    severity: 'error',
    title: '`run.maxAttempts`: 1 to 20 starts of a run',
    why: 'each start costs, and what has failed 20 times fails again',
  },
  SLP1525: {
    severity: 'error',
    title: '`run.heartbeatSeconds`: 1 to 3,600 seconds',
    why: 'each sign of life is a write into the table of runs',
  },
  SLP1526: {
    severity: 'error',
    title: '`run.lostAfterSeconds`: 3 to 86,400 seconds',
    why: 'until then a task that is gone holds the slot of another',
  },
  SLP1527: {
    severity: 'error',
    title: '`run.stuckAfterSeconds`: 10 to 2,592,000 seconds',
    why: 'until then a task that gets nowhere costs, and holds the slot of another',
  },
  SLP1528: {
    severity: 'error',
    title: '`run.lostAfterSeconds` is three heartbeats or more',
    why: 'a single write that is late or throttled would end a task that is well',
  },
  SLP1529: {
    severity: 'error',
    title: 'A task on AgentCore runs on arm64',
    why: 'AgentCore starts no other image',
    reference: agentCore,
  },
  SLP1530: {
    severity: 'error',
    title: 'A task on AgentCore has no settings of ECS alone',
    why: 'AgentCore runs the container by itself: it injects no secrets, adds no disk and no sidecar, opens no shell and no way to other services',
    reference: agentCore,
  },
} as const satisfies Record<string, Rule>;
