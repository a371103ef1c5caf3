import {
  answer,
  cancel,
  InvalidRequestError,
  ItemTooLargeError,
  PayloadTooLargeError,
  RunExistsError,
  submit,
  UnknownRunError,
  UnknownTaskError,
  WrongStateError,
  type RunRecord,
  type RuntimeContext,
} from '@slipway/orchestrator-runtime';
import type { Host } from './host';
import { optional, readFields, readRunRequest, required } from './requests';

/** A request as the routes need it. */
export interface Call {
  readonly method: string;
  /** Below the service's base path, without slashes at its ends. */
  readonly path: string;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

const mostEvents = 500;

/**
 * `POST /` submits, `GET /{id}` reads, `GET /{id}/events?after=` goes on with the history,
 * `POST /{id}/cancel` and `POST /{id}/approvals/{approval}` decide. A GET starts nothing.
 */
export async function route(context: RuntimeContext, host: Host, call: Call): Promise<Reply> {
  try {
    return await routed(context, host, call);
  } catch (error) {
    const status = statusOf(error);
    if (status === undefined) throw error;
    return { status, body: { ...(error as Error), message: (error as Error).message } };
  }
}

async function routed(context: RuntimeContext, host: Host, call: Call): Promise<Reply> {
  const { method, path } = call;
  const [runId, part, id, ...rest] = path.split('/').map(decoded);
  const is = (wanted: string) => `${method} ${part ?? ''}${id === undefined ? '' : '/'}` === wanted;
  if (rest.length > 0) return notOffered(call);

  if (method === 'POST' && !runId) {
    const record = await submit(context, readRunRequest(readFields(call.body)));
    await host.host(record.runId);
    return { status: 201, body: view(record) };
  }
  if (!runId) return notOffered(call);
  if (is('GET ')) {
    const found = await context.store.load(runId);
    if (!found) throw new UnknownRunError(runId);
    return { status: 200, body: view(found.record) };
  }
  if (is('GET events')) {
    if (!(await context.store.load(runId))) throw new UnknownRunError(runId);
    const after = Number(call.query.after ?? 0);
    if (!Number.isInteger(after) || after < 0) {
      throw new InvalidRequestError('after', 'must be an integer from 0');
    }
    return { status: 200, body: await context.store.events(runId, after, mostEvents) };
  }
  if (is('POST cancel')) {
    const fields = readFields(call.body);
    const record = await cancel(context, runId, {
      by: required(fields, 'by', 'string'),
      reason: optional(fields, 'reason', 'string') ?? '',
    });
    await host.host(runId);
    return { status: 202, body: view(record) };
  }
  if (is('POST approvals/') && id) {
    const fields = readFields(call.body);
    const record = await answer(context, runId, id, {
      approved: required(fields, 'approved', 'boolean'),
      by: required(fields, 'by', 'string'),
      comment: optional(fields, 'comment', 'string') ?? '',
    });
    await host.host(runId);
    return { status: 200, body: view(record) };
  }
  return notOffered(call);
}

/** @throws InvalidRequestError where a part of the path is not encoded as parts of paths are */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new InvalidRequestError('path', `has '${part}', in which % stands alone`);
  }
}

function notOffered({ method, path }: Call): Reply {
  return { status: 405, body: { message: `${method} /${path} is not offered.` } };
}

/** What a caller sees of a run. */
function view(record: RunRecord): object {
  const { runId, state, user, task, attempt, sessions, limits, createdAt, endedAt } = record;
  const { approval, answers, failures, outcome, cancel: cancelled } = record;
  return {
    runId,
    state,
    user,
    task,
    attempt,
    sessions,
    limits,
    createdAt,
    endedAt,
    approval,
    answers,
    failures,
    cancel: cancelled,
    outcome,
  };
}

function statusOf(error: unknown): number | undefined {
  if (error instanceof UnknownRunError) return 404;
  if (error instanceof InvalidRequestError || error instanceof UnknownTaskError) return 400;
  if (error instanceof PayloadTooLargeError || error instanceof ItemTooLargeError) return 413;
  if (error instanceof RunExistsError || error instanceof WrongStateError) return 409;
  return undefined;
}
