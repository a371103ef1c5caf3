import type { Backend, StartOutcome, StartSpec, StopOutcome } from '../backend';
import { BackendError } from '../backend';
import type { ClassifiedError } from '../classified-error';
import { agentVariables } from '../environment';
import type { SessionHandle } from '../handle';
import type { Observation } from '../observation';
import { backendOf, type RunRecord } from '../run-record';
import { startToken } from '../start-token';
import type { Seen } from '../state/seen';
import { backendNamed, type RuntimeContext } from './context';

/** What every start of the record's attempt says: the same from every host. */
export function specOf(context: RuntimeContext, record: RunRecord): StartSpec {
  return {
    runId: record.runId,
    attempt: record.attempt,
    startToken: startToken(record.runId, record.attempt),
    task: record.task,
    payload: record.payload,
    environment: {
      ...context.agentEnvironment,
      [agentVariables.runId]: record.runId,
      [agentVariables.attempt]: String(record.attempt),
      [agentVariables.heartbeatSeconds]: String(record.policy.heartbeatMs / 1_000),
    },
    variant: record.variant,
  };
}

/** Starts the record's attempt. What a backend throws, against its contract, leaves the start in doubt. */
export async function start(context: RuntimeContext, record: RunRecord): Promise<StartOutcome> {
  const backend = backendNamed(context, backendOf(record));
  const spec = specOf(context, record);
  return traced(context, 'start', record, async () => {
    try {
      return await backend.start(spec);
    } catch (error) {
      return { type: 'ambiguous', error: unexpected(error, true) };
    }
  });
}

/** Looks for the session of the record's start token, where the backend can. */
export async function find(context: RuntimeContext, record: RunRecord): Promise<Seen['found']> {
  const backend = backendNamed(context, backendOf(record));
  if (backend.observes === 'heartbeat-only') {
    return { type: 'unobservable', handle: backend.handleOf(specOf(context, record)) };
  }
  return traced(context, 'find', record, async () => {
    try {
      const handle = await backend.find(startToken(record.runId, record.attempt));
      return handle ? { type: 'session', handle } : { type: 'none' };
    } catch {
      return { type: 'no-answer' };
    }
  });
}

/** What the service sees of the record's session; undefined where the service cannot be asked. */
export async function observe(
  context: RuntimeContext,
  record: RunRecord,
  handle: SessionHandle,
): Promise<Observation | undefined> {
  const backend = backendNamed(context, handle.backend);
  if (backend.observes === 'heartbeat-only') return undefined;
  return traced(context, 'observe', record, async () => {
    try {
      return await backend.observe(handle);
    } catch (error) {
      return { state: 'unknown', why: 'throttled', error: unexpected(error, false) };
    }
  });
}

/** Stops a session. What a backend throws, against its contract, leaves the session as one that may run. */
export async function stop(
  backend: Backend,
  handle: SessionHandle,
  options: { readonly reason: string; readonly graceMs: number },
): Promise<StopOutcome> {
  try {
    return await backend.stop(handle, options);
  } catch (error) {
    return { type: 'failed', error: unexpected(error, false), mayStillRun: true };
  }
}

function traced<T>(
  { telemetry }: RuntimeContext,
  operation: string,
  record: RunRecord,
  work: () => Promise<T>,
): Promise<T> {
  const { runId, attempt } = record;
  const attributes = { 'run.id': runId, 'run.attempt': attempt, 'run.backend': backendOf(record) };
  return telemetry.span(`orchestrator.backend.${operation}`, attributes, work);
}

function unexpected(error: unknown, startMayHaveHappened: boolean): ClassifiedError {
  if (error instanceof BackendError) return error.classified;
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return { class: 'unknown', code: name, message, startMayHaveHappened };
}
