import type { Debt } from '../debt';
import type { SessionHandle } from '../handle';
import type { EventBody } from '../run-event';
import { backendOf, type Failure, type Outcome, type RunRecord } from '../run-record';
import { startToken } from '../start-token';
import type { RetryPlan } from './retry-plan';

/** What a row of the transition table changes. */
export interface Change {
  readonly set: Partial<RunRecord>;
  readonly events?: readonly EventBody[];
  /** A session that may still run and that the record forgets. */
  readonly debt?: Omit<Debt, 'tries' | 'nextTryAt'>;
}

/** Everything that belongs to one attempt, gone. */
const noAttempt = {
  intent: undefined,
  handle: undefined,
  startedAt: undefined,
  watch: undefined,
  missingSince: undefined,
  exitedAt: undefined,
  approval: undefined,
  stop: undefined,
} satisfies Partial<RunRecord>;

/** The intent to start the next attempt. */
export function intend(record: RunRecord, now: number): Change {
  const attempt = record.attempt + 1;
  return {
    set: {
      ...noAttempt,
      attempt,
      retryAt: undefined,
      intent: { startToken: startToken(record.runId, attempt), at: now },
    },
  };
}

/** A session runs. */
export function begin(record: RunRecord, handle: SessionHandle, now: number): Change {
  return {
    set: {
      ...noAttempt,
      handle,
      startedAt: now,
      sessions: record.sessions + 1,
      watch: { beat: 0, seenAt: now, progress: 0, progressAt: now, warned: false },
    },
    events: [{ type: 'attempt-started', attempt: record.attempt, backend: backendOf(record) }],
  };
}

/** The session must be stopped; what comes after is an outcome or another attempt. */
export function stop(
  reason: string,
  now: number,
  after: { readonly outcome: Outcome } | { readonly failure: Failure },
  handle?: SessionHandle,
): Change {
  return {
    set: {
      ...(handle && { handle, intent: undefined }),
      ...('outcome' in after && { outcome: after.outcome }),
      approval: undefined,
      stop: {
        reason,
        since: now,
        tries: 0,
        nextTryAt: now,
        ...('failure' in after && { failure: after.failure }),
      },
    },
  };
}

/** The run is over; the outcome that was written first stays. */
export function end(record: RunRecord, outcome: Outcome, now: number): Change {
  const final = record.outcome ?? outcome;
  return {
    set: { ...noAttempt, retryAt: undefined, outcome: final, endedAt: now },
    events: [{ type: 'ended', outcome: final }],
  };
}

/** Written where a session was given up without knowing that it is gone. */
export function owe(record: RunRecord, why: string, now: number): Change['debt'] {
  return {
    runId: record.runId,
    attempt: record.attempt,
    backend: record.handle?.backend ?? backendOf(record),
    startToken:
      record.handle?.startToken ??
      record.intent?.startToken ??
      startToken(record.runId, record.attempt),
    ...(record.handle && { handle: record.handle }),
    ...(record.stop?.error && { error: record.stop.error }),
    since: now,
    why,
  };
}

/** The attempt has failed and another one is to come. */
export function retry(
  record: RunRecord,
  failure: Failure,
  now: number,
  next: Omit<RetryPlan, 'moves'>,
): Change {
  const { backoffMs, backoffMaxMs } = record.policy;
  const tries = Math.max(1, next.sessions + next.startFailures);
  const wait = Math.min(backoffMs * 2 ** (tries - 1), backoffMaxMs);
  return {
    set: {
      ...noAttempt,
      ...next,
      failures: [
        ...record.failures.slice(-9),
        { attempt: record.attempt, backend: backendOf(record), failure },
      ],
      retryAt: now + Math.max(wait, failure.error?.retryAfterMs ?? 0),
    },
    events: [
      {
        type: 'attempt-failed',
        attempt: record.attempt,
        backend: backendOf(record),
        reason: failure.reason,
        message: failure.message,
      },
    ],
  };
}
