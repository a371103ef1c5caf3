import type { ErrorClass } from '../classified-error';
import type { ExitCause } from '../observation';
import type { TaskFacts } from './task-facts';

/** What a task's facts must be for a row; what is left out may be anything. */
export interface TruthCondition {
  readonly lastStatus?: readonly string[];
  readonly desiredStatus?: string;
  readonly stopCode?: readonly string[];
  /** In the task's stopped reason or the named container's reason. */
  readonly reason?: RegExp;
  readonly exitCode?: 'zero' | 'other' | 'none';
  readonly container?: TaskFacts['container'];
}

/** What a row says of a task. */
export type TruthVerdict =
  | { readonly state: 'starting' | 'running' | 'stopping' }
  | { readonly state: 'exited'; readonly ok: true }
  | {
      readonly state: 'exited';
      readonly ok: false;
      readonly cause: ExitCause;
      readonly class: ErrorClass;
    };

/** One row of the truth table. The first row whose condition holds decides. */
export interface TruthRow {
  readonly id: string;
  readonly when: TruthCondition;
  readonly verdict: TruthVerdict;
  readonly why: string;
  readonly source: string;
}

const docs = 'https://docs.aws.amazon.com/AmazonECS/latest';
const lifecycle = `${docs}/developerguide/task-lifecycle-explanation.html`;
const errorCodes = `${docs}/developerguide/stopped-task-error-codes.html`;
const pullErrors = `${docs}/developerguide/task_cannot_pull_image.html`;
const initErrors = `${docs}/developerguide/resource-initialization-error.html`;
const taskApi = `${docs}/APIReference/API_Task.html`;
const transientReasons =
  'https://github.com/dagster-io/dagster/blob/master/python_modules/libraries/dagster-aws/dagster_aws/ecs/utils.py';

const exited = (cause: ExitCause, errorClass: ErrorClass): TruthVerdict => ({
  state: 'exited',
  ok: false,
  cause,
  class: errorClass,
});

/** ECS shows DELETED for a moment once a task has stopped. */
const stopped = ['STOPPED', 'DELETED'];

/** How a task that DescribeTasks shows is understood; a MISSING one is `unknown`, see `observe.ts`. */
export const truthTable: readonly TruthRow[] = [
  {
    id: 'stopping',
    when: { lastStatus: ['DEACTIVATING', 'STOPPING', 'DEPROVISIONING'] },
    verdict: { state: 'stopping' },
    why: 'On its way to STOPPED; containers may still run',
    source: lifecycle,
  },
  {
    id: 'asked-to-stop',
    when: {
      lastStatus: ['PROVISIONING', 'PENDING', 'ACTIVATING', 'RUNNING'],
      desiredStatus: 'STOPPED',
    },
    verdict: { state: 'stopping' },
    why: 'StopTask, a Spot notice or a failed start; the containers have not ended yet',
    source: lifecycle,
  },
  {
    id: 'starting',
    when: { lastStatus: ['PROVISIONING', 'PENDING', 'ACTIVATING'] },
    verdict: { state: 'starting' },
    why: 'Waits for capacity, a network interface or its image',
    source: lifecycle,
  },
  {
    id: 'running',
    when: { lastStatus: ['RUNNING'] },
    verdict: { state: 'running' },
    why: 'Runs; whether it gets on is for the heartbeat to say',
    source: lifecycle,
  },
  {
    id: 'spot',
    when: { lastStatus: stopped, stopCode: ['SpotInterruption', 'TerminationNotice'] },
    verdict: exited('spot-interruption', 'capacity'),
    why: 'Spot took the capacity back; an agent that then ends with 0 has not finished',
    source: taskApi,
  },
  {
    id: 'spot-by-reason',
    when: { lastStatus: stopped, reason: /Your Spot Task was interrupted/ },
    verdict: exited('spot-interruption', 'capacity'),
    why: 'The same where ECS leaves the stop code out',
    source: 'https://github.com/aws/containers-roadmap/issues/1565',
  },
  {
    id: 'infrastructure',
    when: { lastStatus: stopped, stopCode: ['InfrastructureHealth'] },
    verdict: exited('infrastructure', 'transient'),
    why: 'The host below failed its health check',
    source: taskApi,
  },
  {
    id: 'infrastructure-by-reason',
    when: {
      lastStatus: stopped,
      reason:
        /maintenance on the underlying infrastructure|Host EC2 \(instance .*\) (stopped|terminated)/,
    },
    verdict: exited('infrastructure', 'transient'),
    why: 'Fargate retired the host, or the instance was terminated',
    source: `${docs}/developerguide/task-maintenance.html`,
  },
  {
    id: 'stopped-on-purpose',
    when: { lastStatus: stopped, stopCode: ['UserInitiated', 'ServiceSchedulerInitiated'] },
    verdict: exited('stopped', 'workload'),
    why: 'StopTask, by this library or a person: 137 and 143 then say nothing, and neither does 0',
    source: taskApi,
  },
  {
    id: 'succeeded',
    when: { lastStatus: stopped, exitCode: 'zero' },
    verdict: { state: 'exited', ok: true },
    why: 'The named container ended with 0, also where a side container or a child process did not',
    source: 'https://github.com/aws/amazon-ecs-agent/issues/2467',
  },
  {
    id: 'out-of-memory',
    when: { lastStatus: stopped, reason: /OutOfMemory/ },
    verdict: exited('oom', 'workload'),
    why: 'Killed for its memory, and ECS says so',
    source: 'https://github.com/aws/amazon-ecs-agent/issues/1187',
  },
  {
    id: 'failed',
    when: { lastStatus: stopped, exitCode: 'other' },
    verdict: exited('error', 'workload'),
    why: "The named container's own exit code; 137 without a reason is a kill, not out of memory",
    source: lifecycle,
  },
  {
    id: 'provisioning-timeout',
    when: {
      lastStatus: stopped,
      reason: /Timeout waiting for (network interface|EphemeralStorage) provisioning/,
    },
    verdict: exited('failed-to-start', 'transient'),
    why: 'A network interface or disk came too late',
    source: 'https://github.com/aws/amazon-ecs-agent/issues/4825',
  },
  {
    id: 'interface-denied-for-now',
    when: {
      lastStatus: stopped,
      reason: /Unexpected EC2 error while attempting to Create Network Interface.*AuthFailure/,
    },
    verdict: exited('failed-to-start', 'transient'),
    why: 'EC2 refuses a right that is there; the next try succeeds',
    source: transientReasons,
  },
  {
    id: 'no-room',
    when: {
      lastStatus: stopped,
      reason:
        /Capacity is unavailable|RESOURCE:|InsufficientFreeAddresses|unused device index|reached the limit/,
    },
    verdict: exited('failed-to-start', 'capacity'),
    why: 'No capacity, address or slot for an interface here; another zone or provider may have one',
    source: 'https://github.com/aws/containers-roadmap/issues/1545',
  },
  {
    id: 'pull-interrupted',
    when: {
      lastStatus: stopped,
      reason:
        /CannotPull\w*Error.*(i\/o timeout|\bEOF\b|invalid argument|TLS handshake timeout|connection reset|toomanyrequests|Rate exceeded)/i,
    },
    verdict: exited('failed-to-start', 'transient'),
    why: 'The registry or the way to it failed for a moment',
    source: transientReasons,
  },
  {
    id: 'pull-denied',
    when: {
      lastStatus: stopped,
      reason: /CannotPull\w*Error.*(AccessDenied|not authorized|no basic auth|denied|403)/i,
    },
    verdict: exited('failed-to-start', 'auth'),
    why: 'The execution role may not read the image',
    source: pullErrors,
  },
  {
    id: 'pull-failed',
    when: { lastStatus: stopped, reason: /CannotPull\w*Error/ },
    verdict: exited('failed-to-start', 'config'),
    why: 'No such image, tag or platform',
    source: pullErrors,
  },
  {
    id: 'resource-denied',
    when: {
      lastStatus: stopped,
      reason: /ResourceInitializationError.*(AccessDenied|not authorized)/,
    },
    verdict: exited('failed-to-start', 'auth'),
    why: 'The execution role may not read a secret, or write logs',
    source: initErrors,
  },
  {
    id: 'resource-failed',
    when: { lastStatus: stopped, reason: /ResourceInitializationError/ },
    verdict: exited('failed-to-start', 'config'),
    why: 'A secret, log group or the route to an endpoint is missing',
    source: initErrors,
  },
  {
    id: 'container-refused',
    when: { lastStatus: stopped, reason: /CannotStartContainerError|CannotCreateContainerError/ },
    verdict: exited('failed-to-start', 'config'),
    why: 'The command, user or mount of the container is wrong',
    source: errorCodes,
  },
  {
    id: 'agent-trouble',
    when: {
      lastStatus: stopped,
      reason:
        /ContainerRuntimeTimeoutError|DockerTimeoutError|ContainerRuntimeError|InternalError|CannotInspectContainerError|CannotCreateVolumeError/,
    },
    verdict: exited('failed-to-start', 'transient'),
    why: "The host's agent or runtime failed",
    source: errorCodes,
  },
  {
    id: 'not-started',
    when: { lastStatus: stopped, stopCode: ['TaskFailedToStart'] },
    verdict: exited('failed-to-start', 'unknown'),
    why: 'It never ran, for a reason that no row knows; containers may be empty',
    source: 'https://github.com/PrefectHQ/prefect/issues/22410',
  },
  {
    id: 'wrong-container',
    when: { lastStatus: stopped, container: 'not-named' },
    verdict: exited('unknown', 'config'),
    why: 'The task definition has no container of the configured name',
    source: taskApi,
  },
  {
    id: 'no-exit-code',
    when: { lastStatus: stopped },
    verdict: exited('unknown', 'unknown'),
    why: 'STOPPED, and nothing says how',
    source: taskApi,
  },
];

/** The row that decides a task's facts; undefined for a status that ECS does not document. */
export function truthRowOf(facts: TaskFacts): TruthRow | undefined {
  return truthTable.find(({ when }) => holds(when, facts));
}

function holds(when: TruthCondition, facts: TaskFacts): boolean {
  return (
    (!when.lastStatus || when.lastStatus.includes(facts.lastStatus)) &&
    (!when.desiredStatus || when.desiredStatus === facts.desiredStatus) &&
    (!when.stopCode || when.stopCode.includes(facts.stopCode)) &&
    (!when.reason || when.reason.test(facts.reason)) &&
    (!when.exitCode || when.exitCode === exitKind(facts.exitCode)) &&
    (!when.container || when.container === facts.container)
  );
}

function exitKind(exitCode: number | undefined): TruthCondition['exitCode'] {
  if (exitCode === undefined) return 'none';
  return exitCode === 0 ? 'zero' : 'other';
}
