import type { ClassifiedError, ErrorClass } from '../classified-error';

/** How a reason in `failures[]` of RunTask is understood. The first row that matches decides. */
export interface FailureRow {
  readonly id: string;
  readonly reason: RegExp;
  readonly class: ErrorClass;
  readonly why: string;
  readonly source: string;
}

const reasons =
  'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html';

/** Reasons that RunTask gives where it places nothing, or says so. */
export const failureTable: readonly FailureRow[] = [
  {
    id: 'resource',
    reason: /^RESOURCE:/,
    class: 'capacity',
    why: 'No container instance has the CPU, memory, port, GPU or network interface',
    source: 'https://github.com/PrefectHQ/prefect/issues/16111',
  },
  {
    id: 'no-capacity',
    reason: /Capacity is unavailable at this time/,
    class: 'capacity',
    why: 'Fargate has no room in this zone',
    source: 'https://github.com/sil-org/ecs-deploy/issues/277',
  },
  {
    id: 'agent',
    reason: /^AGENT$/,
    class: 'capacity',
    why: "The container instance's agent is disconnected; another one may be connected",
    source: reasons,
  },
  {
    id: 'concurrency',
    reason: /reached the limit on the number of (tasks|vCPUs)/,
    class: 'quota',
    why: 'Fargate tasks or vCPUs of the account are used up',
    source: 'https://github.com/wellcomecollection/platform/issues/3875',
  },
  {
    id: 'throttled',
    reason: /Rate exceeded|\bThrottl/i,
    class: 'transient',
    why: 'A throttle of EC2 or Fargate',
    source: 'https://github.com/AllenInstitute/neuron_morphology/issues/151',
  },
  {
    id: 'attribute',
    reason: /^ATTRIBUTE/,
    class: 'config',
    why: 'No container instance can do what the task definition asks for',
    source: reasons,
  },
  {
    id: 'above-limit',
    reason: /configuration is above your limit/,
    class: 'config',
    why: 'The account may not run tasks of this size',
    source:
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html',
  },
];

/** A failure as RunTask answers it. */
export interface RunTaskFailure {
  readonly arn?: string;
  readonly reason?: string;
  readonly detail?: string;
}

/**
 * `failures[]` of RunTask as one error: the first failure that the table knows decides, the message has
 * all. `startMayHaveHappened` is always true: a task may run all the same
 * (https://github.com/apache/airflow/issues/16150), and a list that is behind may not show it yet.
 */
export function classifyFailures(failures: readonly RunTaskFailure[]): ClassifiedError {
  const known = failures.flatMap(({ reason = '' }) => {
    const row = failureTable.find((candidate) => candidate.reason.test(reason));
    return row ? [{ row, reason }] : [];
  })[0];
  return {
    class: known?.row.class ?? 'unknown',
    code: codeOf(known?.reason ?? failures[0]?.reason ?? ''),
    message: failures.map(text).join('; ') || 'RunTask answered neither a task nor a failure',
    startMayHaveHappened: true,
  };
}

/** A reason in capitals is a code; a sentence is not. */
function codeOf(reason: string): string {
  return /^[A-Z]+(:\S+)?$/.test(reason) ? reason : 'RunTaskFailure';
}

function text({ arn, reason, detail }: RunTaskFailure): string {
  return [reason ?? 'no reason', detail && `(${detail})`, arn].filter(Boolean).join(' ');
}
