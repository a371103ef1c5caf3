import type { ClassifiedError } from '../classified-error';
import type { SessionHandle } from '../handle';
import type { Failure, Outcome } from '../run-record';
import { planAfterRefusal, planAfterSession, type RetryPlan } from './retry-plan';
import type { Situation } from './seen';

/** Milliseconds that another host's clock may be ahead before that is a finding. */
export const skewToleranceMs = 60_000;

/** The outcome that a person's cancel or a limit asks for, whatever the session does. */
export function demanded({ record, seen, now }: Situation): Outcome | undefined {
  if (record.cancel) {
    return { type: 'cancelled', by: record.cancel.by, reason: record.cancel.reason };
  }
  const { deadlineAt, maxIterations, maxCostUsd } = record.limits;
  if (now >= deadlineAt) {
    return failed('deadline', `The run had until ${new Date(deadlineAt).toISOString()}.`);
  }
  const { spent } = seen;
  if (spent && maxIterations !== undefined && spent.iterations > maxIterations) {
    return failed('iterations', `${spent.iterations} iterations of ${maxIterations}.`);
  }
  if (spent && maxCostUsd !== undefined && spent.costUsd > maxCostUsd) {
    return failed('cost', `${spent.costUsd} US dollars of ${maxCostUsd}.`);
  }
  return undefined;
}

/** The session that the record's start token has, where that is known now. */
export function sessionOf({ record, seen }: Situation): SessionHandle | undefined {
  const { start, found } = seen;
  const token = record.intent?.startToken;
  const handle =
    start && (start.type === 'started' || start.type === 'adopted')
      ? start.handle
      : found?.type === 'session'
        ? found.handle
        : found?.type === 'unobservable' && seen.report
          ? found.handle
          : undefined;
  return handle?.startToken === token ? handle : undefined;
}

/** The error of a start that certainly made no session. */
export function refusal({ record, seen, now }: Situation): ClassifiedError | undefined {
  if (seen.start?.type === 'rejected' && !seen.start.error.startMayHaveHappened) {
    return seen.start.error;
  }
  const doubt = record.intent?.doubt;
  if (
    doubt?.refused &&
    seen.found?.type === 'none' &&
    settled(record.policy.startSettleMs, doubt.since, now)
  ) {
    return doubt.error;
  }
  return undefined;
}

/** The error of a start that may have made a session. */
export function newDoubt({ seen }: Situation): ClassifiedError | undefined {
  const { start } = seen;
  if (start?.type === 'ambiguous') return start.error;
  return start?.type === 'rejected' && start.error.startMayHaveHappened ? start.error : undefined;
}

/** Nothing runs under the record's token, and the service has had the time to know. */
export function nothingFound({ record, seen, now }: Situation): boolean {
  if (seen.found?.type !== 'none' || !record.intent) return false;
  const since = record.intent.doubt?.since ?? record.intent.at + record.policy.startCallMs;
  return settled(record.policy.startSettleMs, since, now);
}

/** Another host's intent that is old enough for the call to be over, or one in doubt. */
export function mustLook({ record, seen, now }: Situation): boolean {
  if (!record.intent || seen.ownIntent) return false;
  return record.intent.doubt !== undefined || now >= record.intent.at + record.policy.startCallMs;
}

/** Where a refused start goes next. */
export function nextAfterRefusal(situation: Situation): RetryPlan | undefined {
  const error = refusal(situation);
  return error && planAfterRefusal(situation.record, error);
}

/** What a session without a result has failed of, by what was seen of it now. */
export function sessionFailure(situation: Situation): Failure | undefined {
  const { record, seen, now } = situation;
  const { compute } = seen;
  if (seen.report?.result) return undefined;
  if (compute?.state === 'exited') {
    if (!compute.ok) {
      return failed('exited', `${compute.cause}: ${compute.error.message}`, compute.error);
    }
    const over =
      record.exitedAt !== undefined && now >= record.exitedAt + record.policy.noResultGraceMs;
    return over ? failed('no-result', 'The session ended with 0 and left no result.') : undefined;
  }
  return undefined;
}

/** What a session that may still run has failed of. */
export function hang(situation: Situation): Failure | undefined {
  const { record, seen, now } = situation;
  const { policy, missingSince } = record;
  if (seen.report?.result || seen.compute?.state === 'exited') return undefined;
  if (
    missingSince !== undefined &&
    isMissing(situation) &&
    now >= missingSince + policy.missingAfterMs
  ) {
    return failed('lost', `The service has not known the session for ${now - missingSince} ms.`);
  }
  const silent = silence(situation);
  if (silent !== undefined && silent >= policy.lostAfterMs) {
    return failed('lost', `No heartbeat for ${silent} ms.`);
  }
  const still = stillness(situation);
  if (still !== undefined && still >= policy.stuckAfterMs) {
    return failed('stuck', `Heartbeats, but no progress for ${still} ms.`);
  }
  return undefined;
}

export function isMissing({ seen }: Situation): boolean {
  return seen.compute?.state === 'unknown' && seen.compute.why === 'missing';
}

/** Milliseconds by the host's own clock since the agent's heartbeat last moved; an agent's clock has no say. */
export function silence({ record, seen, now }: Situation): number | undefined {
  const { watch, policy } = record;
  if (!watch) return undefined;
  const beat = seen.report?.beat ?? 0;
  if (beat !== watch.beat) return 0;
  if (seen.compute?.state === 'suspended') return undefined;
  const since = Math.max(0, now - watch.seenAt);
  // Before the first heartbeat an image is pulled and a machine is found.
  return beat === 0
    ? Math.max(0, since - Math.max(0, policy.firstBeatMs - policy.lostAfterMs))
    : since;
}

/** Milliseconds of heartbeats without progress. */
export function stillness({ record, seen, now }: Situation): number | undefined {
  const { watch, state } = record;
  if (!watch || state !== 'running' || !seen.report) return undefined;
  return seen.report.progress === watch.progress ? Math.max(0, now - watch.progressAt) : 0;
}

/** Where a session that failed goes next. */
export function nextAfterSession(situation: Situation, failure: Failure): RetryPlan | undefined {
  const { compute, report } = situation.seen;
  const cause = compute?.state === 'exited' && !compute.ok ? compute.cause : undefined;
  return planAfterSession(situation.record, {
    memory: cause === 'oom',
    neverRan: cause === 'failed-to-start' && report === undefined,
    ...(failure.error && { error: failure.error }),
  });
}

/** The session is known to be gone. */
export function isGone(situation: Situation): boolean {
  const { record, seen, now } = situation;
  const { compute } = seen;
  if (seen.stop?.type === 'stopped' || seen.stop?.type === 'already-gone') return true;
  if (seen.stop?.type === 'failed' && !seen.stop.mayStillRun) return true;
  if (compute) {
    if (compute.state === 'exited') return true;
    const asked = record.stop?.requestedAt;
    return (
      isMissing(situation) && asked !== undefined && now >= asked + record.policy.missingAfterMs
    );
  }
  // Where the service cannot be asked, the agent's goodbye or its silence is all there is.
  if (record.stop?.requestedAt === undefined) return false;
  if (seen.report?.ended) return true;
  const silent = silence(situation);
  return (
    now >= record.stop.requestedAt + record.policy.lostAfterMs &&
    (silent === undefined || silent >= record.policy.lostAfterMs)
  );
}

export function failed(
  reason: Failure['reason'],
  message: string,
  error?: ClassifiedError,
): Failure {
  return { type: 'failed', reason, message, ...(error && { error }) };
}

function settled(ms: number, since: number, now: number): boolean {
  return now >= since + ms;
}
