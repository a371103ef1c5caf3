import type { Rule } from './rule';

const xrayEnd = 'https://docs.aws.amazon.com/xray/latest/devguide/xray-sdk-daemon-timeline.html';

/** What must hold for variables, logs and telemetry of a container service. */
export const variableRules = {
  SLP1277: {
    severity: 'error',
    title: '`secrets`: names of secrets, of letters, digits and / _ + = . @ ! -',
    why: 'a secret is found by its name in the account of the stage; its ARN ends in six characters that nobody chooses',
    reference:
      'https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html',
  },
  SLP1278: {
    severity: 'error',
    title: '`parameters`: names of parameters, of letters, digits and . _ - with / between',
    why: 'the ARN that the task reads is made of the name; parameters below /aws are of no account',
    reference:
      'https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html',
  },
  SLP1279: {
    severity: 'error',
    title: 'A variable is in one of `environment`, `secrets` and `parameters`',
    why: 'RegisterTaskDefinition refuses a secret that shares its name with another variable',
    reference: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Secret.html',
  },
  SLP1280: {
    severity: 'error',
    title: '`environment` holds no secrets',
    why: 'variables are readable in the console, in the state and in this repository by whoever may look at them',
    reference:
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html',
  },
  SLP1281: {
    severity: 'warning',
    title: 'No service traces with the X-Ray SDK and its daemon',
    why: 'AWS ends both on 2027-02-25, and mends only security flaws until then',
    reference: xrayEnd,
  },
  SLP1282: {
    severity: 'error',
    title: '`telemetry.collector`: true or false',
    why: 'it adds a container to every task',
  },
  SLP1283: {
    severity: 'error',
    title: '`telemetry.cpu` and `telemetry.memory`: 16 to 4,096 CPU units and 64 to 8,192 MiB',
    why: 'the collector has a share of the task of its own, so that it never takes the application’s',
  },
  SLP1284: {
    severity: 'error',
    title: 'The collector leaves CPU and memory to the application',
    why: 'RegisterTaskDefinition refuses containers that together have more than their task',
    reference:
      'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html',
  },
  SLP1285: {
    severity: 'error',
    title: '`logs.mode`: non-blocking or blocking',
    why: 'one loses lines while CloudWatch Logs is slow, the other stops the application; an audit log wants the second',
    reference: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html',
  },
  SLP1286: {
    severity: 'error',
    title: '`logs.maxBufferSize`: 1 to 1,024 MiB',
    why: 'lines wait in memory, and beyond it they are lost',
    reference: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html',
  },
  SLP1287: {
    severity: 'error',
    title: '`logs.maxBufferSize` goes with `logs.mode` non-blocking',
    why: 'a blocking log has no buffer, so the size would have no effect',
    reference: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html',
  },
  SLP1288: {
    severity: 'error',
    title: '`kmsKey`: the ARN of a KMS key, no alias',
    why: 'CloudWatch Logs takes nothing else, and refuses it halfway through an apply',
    reference: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html',
  },
  SLP1289: {
    severity: 'error',
    title: '`container.port` is none that the collector listens on',
    why: 'the containers of a Fargate task share one network interface, so the second to listen on a port ends',
    reference:
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html',
  },
  SLP1290: {
    severity: 'error',
    title: '`containerInsights`: enabled, enhanced or disabled',
    why: 'the account’s own default would decide otherwise; enhanced adds metrics of every task and container',
    reference:
      'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/ContainerInsights.html',
  },
} as const satisfies Record<string, Rule>;
