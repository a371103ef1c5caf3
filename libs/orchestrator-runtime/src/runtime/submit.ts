import { randomUUID } from 'node:crypto';
import { InvalidRequestError, RunExistsError, UnknownTaskError } from '../errors';
import type { JsonValue } from '../json';
import { defaultPolicy, type RunPolicy } from '../policy';
import type { RunRecord } from '../run-record';
import { backendNamed, type RuntimeContext } from './context';

/** What somebody wants done. */
export interface RunRequest {
  /** Chosen by the caller for a request that may be sent again; letters, digits and `-_`, up to 64. */
  readonly runId?: string;
  readonly user: string;
  /** Name of a task of the configuration. */
  readonly task: string;
  readonly payload: JsonValue;
  /** Seconds from now; the configuration's at most. */
  readonly deadlineSeconds?: number;
  readonly maxIterations?: number;
  /** US dollars. */
  readonly maxCostUsd?: number;
}

/**
 * What a durable execution may be named, since a run's has its id.
 * https://docs.aws.amazon.com/lambda/latest/api/API_Execution.html
 */
const runIdPattern = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * Writes the record of a new run; a host does the rest.
 *
 * @throws UnknownTaskError, UnknownBackendError, InvalidRequestError, PayloadTooLargeError, RunExistsError
 */
export async function submit(context: RuntimeContext, request: RunRequest): Promise<RunRecord> {
  const task = Object.hasOwn(context.tasks, request.task) ? context.tasks[request.task] : undefined;
  if (!task) throw new UnknownTaskError(request.task, Object.keys(context.tasks));
  const runId = request.runId ?? randomUUID();
  if (!runIdPattern.test(runId)) {
    throw new InvalidRequestError('runId', 'takes up to 64 letters, digits, - and _');
  }
  if (!/^[^\s#]{1,200}$/.test(request.user)) {
    throw new InvalidRequestError('user', 'takes up to 200 characters without spaces and #');
  }
  positive('deadlineSeconds', request.deadlineSeconds);
  positive('maxIterations', request.maxIterations);
  positive('maxCostUsd', request.maxCostUsd);

  const now = context.clock.now();
  const seconds = Math.min(request.deadlineSeconds ?? Infinity, context.limits.deadlineSeconds);
  const record: RunRecord = {
    v: 1,
    runId,
    version: 1,
    state: 'queued',
    user: request.user,
    task: request.task,
    payload: await context.payloads.put(runId, request.payload),
    policy: policyOf(context, task),
    limits: {
      deadlineAt: now + seconds * 1_000,
      ...(request.maxIterations !== undefined && { maxIterations: request.maxIterations }),
      ...(request.maxCostUsd !== undefined && { maxCostUsd: request.maxCostUsd }),
    },
    createdAt: now,
    candidates: task.backends.map((backend) => ({
      backend,
      variants: backendNamed(context, backend).variants,
    })),
    slots: [],
    candidate: 0,
    variant: 0,
    attempt: 0,
    sessions: 0,
    startFailures: 0,
    answers: {},
    failures: [],
    dueAt: now,
  };
  const created = await context.store.create(record);
  const same =
    created.record.user === record.user &&
    created.record.task === record.task &&
    JSON.stringify(created.record.payload) === JSON.stringify(record.payload);
  if (!same) throw new RunExistsError(runId);
  return created.record;
}

function policyOf({ policy }: RuntimeContext, task: RuntimeContext['tasks'][string]): RunPolicy {
  const stuckAfterMs = task.stuckAfterSeconds * 1_000;
  return {
    ...defaultPolicy,
    maxAttempts: task.maxAttempts,
    replayable: task.replayable,
    failover: task.failover,
    heartbeatMs: task.heartbeatSeconds * 1_000,
    lostAfterMs: task.lostAfterSeconds * 1_000,
    stuckWarnMs: stuckAfterMs / 2,
    stuckAfterMs,
    ...policy,
  };
}

function positive(field: string, value: number | undefined): void {
  if (value !== undefined && !(value > 0)) throw new InvalidRequestError(field, 'must be above 0');
}
