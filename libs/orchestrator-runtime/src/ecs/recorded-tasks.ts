import type { Task } from '@aws-sdk/client-ecs';

/** A task as DescribeTasks showed it, with the report or page that has its strings. */
export interface RecordedTask {
  /** Row of `truthTable` that must decide it. */
  readonly row: string;
  readonly task: Task;
  readonly source: string;
}

const docs = 'https://docs.aws.amazon.com/AmazonECS/latest';

type StoppedTask = Omit<RecordedTask, 'task'> & {
  readonly stopCode?: Task['stopCode'];
  readonly stoppedReason?: string;
  /** Of the container `agent`. */
  readonly exitCode?: number;
  readonly reason?: string;
  readonly containers?: Task['containers'];
};

function stopped({ row, source, ...task }: StoppedTask): RecordedTask {
  const { stopCode, stoppedReason, exitCode, reason } = task;
  const agent = { name: 'agent', lastStatus: 'STOPPED', exitCode, reason };
  return {
    row,
    source,
    task: {
      lastStatus: 'STOPPED',
      desiredStatus: 'STOPPED',
      stopCode,
      stoppedReason,
      containers: task.containers ?? [agent],
    },
  };
}

const essential = {
  stopCode: 'EssentialContainerExited',
  stoppedReason: 'Essential container in task exited',
} as const;

const lifecycle = `${docs}/developerguide/task-lifecycle-explanation.html`;
const transientReasons =
  'https://github.com/dagster-io/dagster/blob/master/python_modules/libraries/dagster-aws/dagster_aws/ecs/utils.py';

/** One task or more for every row. */
export const recordedTasks: readonly RecordedTask[] = [
  ...['PROVISIONING', 'PENDING', 'ACTIVATING'].map((lastStatus) => ({
    row: 'starting',
    task: { lastStatus, desiredStatus: 'RUNNING' },
    source: lifecycle,
  })),
  { row: 'running', task: { lastStatus: 'RUNNING', desiredStatus: 'RUNNING' }, source: lifecycle },
  ...['DEACTIVATING', 'STOPPING', 'DEPROVISIONING'].map((lastStatus) => ({
    row: 'stopping',
    task: { lastStatus, desiredStatus: 'STOPPED' },
    source: lifecycle,
  })),
  {
    row: 'asked-to-stop',
    task: {
      lastStatus: 'RUNNING',
      desiredStatus: 'STOPPED',
      stopCode: 'TerminationNotice',
      stoppedReason: 'Your Spot Task was interrupted.',
    },
    source: `${docs}/developerguide/fargate-capacity-providers.html`,
  },
  stopped({
    row: 'spot',
    stopCode: 'SpotInterruption',
    stoppedReason: 'Your Spot Task was interrupted.',
    exitCode: 0,
    source: `${docs}/developerguide/fargate-capacity-providers.html`,
  }),
  stopped({
    row: 'spot-by-reason',
    stoppedReason: 'Your Spot Task was interrupted.',
    exitCode: 137,
    source: 'https://github.com/aws/containers-roadmap/issues/1565',
  }),
  stopped({
    row: 'infrastructure',
    stopCode: 'InfrastructureHealth',
    exitCode: 137,
    source: `${docs}/APIReference/API_Task.html`,
  }),
  stopped({
    row: 'infrastructure-by-reason',
    stopCode: 'ServiceSchedulerInitiated',
    stoppedReason:
      'ECS is performing maintenance on the underlying infrastructure hosting the task',
    exitCode: 137,
    source: `${docs}/developerguide/task-maintenance.html`,
  }),
  stopped({
    row: 'infrastructure-by-reason',
    stoppedReason: 'Host EC2 (instance i-0a1b2c3d4e5f60718) terminated.',
    source: 'https://repost.aws/knowledge-center/ecs-task-stopped',
  }),
  stopped({
    row: 'stopped-on-purpose',
    stopCode: 'UserInitiated',
    stoppedReason: 'Task stopped by user',
    exitCode: 137,
    source: 'https://repost.aws/knowledge-center/ecs-task-stopped',
  }),
  stopped({
    row: 'stopped-on-purpose',
    stopCode: 'UserInitiated',
    stoppedReason: 'cancelled',
    exitCode: 0,
    source: `${docs}/APIReference/API_StopTask.html`,
  }),
  stopped({ row: 'succeeded', ...essential, exitCode: 0, source: lifecycle }),
  stopped({
    row: 'succeeded',
    ...essential,
    exitCode: 0,
    reason: 'OutOfMemoryError: Container killed due to memory usage',
    source: 'https://github.com/aws/amazon-ecs-agent/issues/2467',
  }),
  stopped({
    row: 'succeeded',
    ...essential,
    containers: [
      { name: 'log-router', exitCode: 139 },
      { name: 'agent', exitCode: 0 },
    ],
    source: `${docs}/APIReference/API_Container.html`,
  }),
  stopped({
    row: 'out-of-memory',
    ...essential,
    exitCode: 137,
    reason: 'OutOfMemoryError: Container killed due to memory usage',
    source: 'https://github.com/aws/amazon-ecs-agent/issues/1187',
  }),
  stopped({ row: 'failed', ...essential, exitCode: 1, source: lifecycle }),
  stopped({ row: 'failed', ...essential, exitCode: 137, source: lifecycle }),
  stopped({
    row: 'failed',
    ...essential,
    containers: [
      { name: 'log-router', exitCode: 0 },
      { name: 'agent', exitCode: 2 },
    ],
    source: `${docs}/APIReference/API_Container.html`,
  }),
  stopped({
    row: 'provisioning-timeout',
    stopCode: 'TaskFailedToStart',
    stoppedReason: 'Timeout waiting for network interface provisioning to complete.',
    containers: [],
    source: 'https://github.com/aws/amazon-ecs-agent/issues/4825',
  }),
  stopped({
    row: 'provisioning-timeout',
    stopCode: 'TaskFailedToStart',
    stoppedReason: 'Timeout waiting for EphemeralStorage provisioning to complete.',
    source: transientReasons,
  }),
  stopped({
    row: 'interface-denied-for-now',
    stopCode: 'TaskFailedToStart',
    stoppedReason:
      "Unexpected EC2 error while attempting to Create Network Interface with public IP assignment enabled in subnet 'subnet-0a1b2c3d': AuthFailure",
    source: `${docs}/developerguide/network-interface-errors.html`,
  }),
  stopped({
    row: 'no-room',
    stopCode: 'TaskFailedToStart',
    stoppedReason: 'Unable to attach network interface to unused device index.',
    source: 'https://github.com/aws/containers-roadmap/issues/1545',
  }),
  stopped({
    row: 'no-room',
    stopCode: 'TaskFailedToStart',
    stoppedReason:
      'Capacity is unavailable at this time. Please try again later or in a different availability zone',
    containers: [],
    source: 'https://github.com/sil-org/ecs-deploy/issues/277',
  }),
  stopped({
    row: 'pull-interrupted',
    stopCode: 'TaskFailedToStart',
    stoppedReason:
      'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref docker.io/library/node:20: failed to do request: dial tcp 10.0.0.1:443: i/o timeout',
    source: `${docs}/developerguide/task_cannot_pull_image.html`,
  }),
  stopped({
    row: 'pull-interrupted',
    stopCode: 'TaskFailedToStart',
    stoppedReason:
      'CannotPullECRContainerError: ThrottlingException: Rate exceeded status code: 400',
    source: 'https://github.com/convox/rack/issues/1164',
  }),
  stopped({
    row: 'pull-denied',
    stopCode: 'TaskFailedToStart',
    stoppedReason:
      'CannotPullECRContainerError: AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/execution is not authorized to perform: ecr:GetAuthorizationToken',
    source: `${docs}/developerguide/task_cannot_pull_image.html`,
  }),
  stopped({
    row: 'pull-failed',
    stopCode: 'TaskFailedToStart',
    stoppedReason:
      'CannotPullContainerError: ref pull has been retried 5 time(s): failed to resolve reference 111122223333.dkr.ecr.eu-west-1.amazonaws.com/agent:v2: not found',
    source: 'https://linden.consulting/en/blog/ecs-task-stopped-error',
  }),
  stopped({
    row: 'resource-denied',
    stopCode: 'TaskFailedToStart',
    stoppedReason:
      'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: AccessDeniedException',
    containers: [],
    source: `${docs}/developerguide/resource-initialization-error.html`,
  }),
  stopped({
    row: 'resource-failed',
    stopCode: 'TaskFailedToStart',
    stoppedReason:
      'ResourceInitializationError: failed to initialize logging driver: no such group',
    containers: [],
    source: `${docs}/developerguide/stopped-task-error-codes.html`,
  }),
  stopped({
    row: 'container-refused',
    stopCode: 'TaskFailedToStart',
    stoppedReason: 'Task failed to start',
    reason:
      'CannotStartContainerError: ResourceInitializationErr: failed to create new container runtime task: exec: "/opt/agent/run.sh": no such file or directory',
    source: 'https://github.com/aws/amazon-ecs-agent/issues/2954',
  }),
  stopped({
    row: 'agent-trouble',
    stopCode: 'TaskFailedToStart',
    stoppedReason: 'Task failed to start',
    reason: 'DockerTimeoutError: Could not transition to started; timed out after waiting 8m0s',
    source: 'https://github.com/aws-actions/amazon-ecs-deploy-task-definition/issues/232',
  }),
  stopped({
    row: 'not-started',
    stopCode: 'TaskFailedToStart',
    stoppedReason: 'Task failed to start',
    containers: [],
    source: 'https://github.com/PrefectHQ/prefect/issues/22410',
  }),
  stopped({
    row: 'wrong-container',
    ...essential,
    containers: [{ name: 'app', exitCode: 0 }],
    source: `${docs}/APIReference/API_Container.html`,
  }),
  stopped({ row: 'no-exit-code', ...essential, source: `${docs}/APIReference/API_Container.html` }),
];
