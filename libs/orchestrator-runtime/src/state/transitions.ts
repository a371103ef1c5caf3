import { isFinal, type RunState } from '../run-record';
import { begin, end, intend, owe, retry, stop, type Change } from './change';
import {
  demanded,
  failed,
  hang,
  isGone,
  isMissing,
  mustLook,
  newDoubt,
  nextAfterRefusal,
  nextAfterSession,
  nothingFound,
  refusal,
  sessionFailure,
  sessionOf,
  skewToleranceMs,
  silence,
  stillness,
} from './conditions';
import type { Situation } from './seen';

/** One way from a state to another, or a change within one. */
export interface Transition {
  readonly id: string;
  readonly from: readonly RunState[];
  /** The same state where left out. */
  readonly to?: RunState;
  /** What must be so. */
  readonly why: string;
  readonly when: (situation: Situation) => boolean;
  readonly change: (situation: Situation) => Change;
}

const waiting = ['queued', 'backoff'] as const;
const live = ['running', 'suspended'] as const;

/** Every way a run can go, in the order in which they are tried: the first that applies is taken. */
export const transitions: readonly Transition[] = [
  // Without a session.
  {
    id: 'cancelled-waiting',
    from: waiting,
    to: 'cancelled',
    why: 'cancelled before a session ran',
    when: ({ record }) => record.cancel !== undefined,
    change: (s) => ending(s, demanded(s)),
  },
  {
    id: 'deadline-waiting',
    from: waiting,
    to: 'failed',
    why: 'past its deadline, iterations or cost while it waited',
    when: (s) => demanded(s) !== undefined,
    change: (s) => ending(s, demanded(s)),
  },
  {
    id: 'admitted',
    from: ['queued'],
    to: 'starting',
    why: 'has its slots: intent written',
    when: ({ lease }) => lease.state === 'untried',
    change: ({ record, now }) => intend(record, now),
  },
  {
    id: 'retried',
    from: ['backoff'],
    to: 'starting',
    why: 'wait is over: intent written, new token',
    when: ({ record, now }) => now >= (record.retryAt ?? 0),
    change: ({ record, now }) => intend(record, now),
  },

  // Between the intent and a session.
  {
    id: 'started-unwanted',
    from: ['starting'],
    to: 'stopping',
    why: 'cancelled or out of time during the start',
    when: (s) => sessionOf(s) !== undefined && demanded(s) !== undefined,
    change: (s) => stopping(s, demanded(s), sessionOf(s)),
  },
  {
    id: 'started',
    from: ['starting'],
    to: 'running',
    why: 'session started, or found by its token and adopted',
    when: (s) => sessionOf(s) !== undefined,
    change: (s) => {
      const handle = sessionOf(s);
      return handle ? begin(s.record, handle, s.now) : { set: {} };
    },
  },
  {
    id: 'refused-unwanted-cancelled',
    from: ['starting'],
    to: 'cancelled',
    why: 'cancelled, and no session of the token',
    when: (s) => s.record.cancel !== undefined && (refusal(s) !== undefined || nothingFound(s)),
    change: (s) => ({ ...ending(s, demanded(s)), ...lateSession(s) }),
  },
  {
    id: 'refused-unwanted-deadline',
    from: ['starting'],
    to: 'failed',
    why: 'out of time, and no session of the token',
    when: (s) => demanded(s) !== undefined && (refusal(s) !== undefined || nothingFound(s)),
    change: (s) => ({ ...ending(s, demanded(s)), ...lateSession(s) }),
  },
  {
    id: 'refused-moves',
    from: ['starting'],
    to: 'queued',
    why: 'start refused: next backend',
    when: (s) => nextAfterRefusal(s)?.moves === true,
    change: refusedAgain,
  },
  {
    id: 'refused-retried',
    from: ['starting'],
    to: 'backoff',
    why: 'start refused: next subnet or provider, or later',
    when: (s) => nextAfterRefusal(s) !== undefined,
    change: refusedAgain,
  },
  {
    id: 'refused',
    from: ['starting'],
    to: 'failed',
    why: 'start refused for good',
    when: (s) => refusal(s) !== undefined,
    change: (s) => {
      const error = refusal(s);
      return ending(s, failed('start', `${error?.code}: ${error?.message}`, error));
    },
  },
  {
    id: 'in-doubt',
    from: ['starting'],
    why: 'no certain answer: look for the token before another start',
    when: (s) => newDoubt(s) !== undefined,
    change: (s) => {
      const error = newDoubt(s);
      const { intent } = s.record;
      if (!error || !intent) return { set: {} };
      const { since, tries } = intent.doubt ?? { since: s.now, tries: 0 };
      const refused = s.seen.start?.type === 'rejected';
      return { set: { intent: { ...intent, doubt: { since, tries: tries + 1, refused, error } } } };
    },
  },
  {
    id: 'unobservable-unwanted',
    from: ['starting'],
    to: 'stopping',
    why: 'cancelled or out of time, and the backend cannot say whether it started',
    when: (s) => s.seen.found?.type === 'unobservable' && demanded(s) !== undefined && mustLook(s),
    change: (s) =>
      stopping(
        s,
        demanded(s),
        s.seen.found?.type === 'unobservable' ? s.seen.found.handle : undefined,
      ),
  },
  {
    id: 'unresolved-cancelled',
    from: ['starting'],
    to: 'cancelled',
    why: 'cancelled, start without an answer for too long: recorded as debt',
    when: (s) => s.record.cancel !== undefined && outOfPatience(s),
    change: unresolved,
  },
  {
    id: 'unresolved',
    from: ['starting'],
    to: 'failed',
    why: 'start without an answer for too long: recorded as debt',
    when: outOfPatience,
    change: unresolved,
  },

  // With a session.
  {
    id: 'result',
    from: live,
    to: 'stopping',
    why: 'the agent left its result',
    when: (s) => s.seen.report?.result?.ok === true,
    change: (s) => {
      const result = s.seen.report?.result;
      return result?.ok ? stopping(s, { type: 'succeeded', value: result.value }) : { set: {} };
    },
  },
  {
    id: 'demanded',
    from: live,
    to: 'stopping',
    why: 'cancelled, or past its deadline, iterations or cost',
    when: (s) => demanded(s) !== undefined,
    change: (s) => stopping(s, demanded(s)),
  },
  {
    id: 'failed-by-agent',
    from: live,
    to: 'stopping',
    why: 'the agent said that the work failed',
    when: (s) => s.seen.report?.result?.ok === false,
    change: (s) => {
      const result = s.seen.report?.result;
      if (!result || result.ok) return { set: {} };
      const failure = failed('workload', result.message);
      const again = result.retryable && nextAfterSession(s, failure) !== undefined;
      return stop(failure.message, s.now, again ? { failure } : { outcome: failure });
    },
  },
  {
    id: 'exit-seen',
    from: live,
    why: 'exit with 0: the result may be a moment behind',
    when: ({ record, seen }) =>
      seen.compute?.state === 'exited' && seen.compute.ok && record.exitedAt === undefined,
    change: ({ now }) => ({ set: { exitedAt: now } }),
  },
  {
    id: 'died-moves',
    from: live,
    to: 'queued',
    why: 'session ended without a result: next backend',
    when: (s) => diedPlan(s)?.moves === true,
    change: diedAgain,
  },
  {
    id: 'died-retried',
    from: live,
    to: 'backoff',
    why: 'session ended without a result: another attempt',
    when: (s) => diedPlan(s) !== undefined,
    change: diedAgain,
  },
  {
    id: 'died',
    from: live,
    to: 'failed',
    why: 'session ended without a result, and no attempt is left',
    when: (s) => sessionFailure(s) !== undefined,
    change: (s) => ending(s, sessionFailure(s)),
  },
  {
    id: 'missing-seen',
    from: live,
    why: 'the service does not know the session (yet)',
    when: (s) => isMissing(s) && s.record.missingSince === undefined,
    change: ({ now }) => ({ set: { missingSince: now } }),
  },
  {
    id: 'missing-over',
    from: live,
    why: 'the service knows the session again',
    when: (s) =>
      s.record.missingSince !== undefined &&
      s.seen.compute !== undefined &&
      s.seen.compute.state !== 'unknown',
    change: () => ({ set: { missingSince: undefined } }),
  },
  {
    id: 'clock-skew',
    from: live,
    why: 'another host wrote a time that is still to come: silence is counted anew',
    when: ({ record, now }) => (record.watch?.seenAt ?? 0) > now + skewToleranceMs,
    change: ({ record, now }) => ({
      set: {
        ...(record.watch && { watch: { ...record.watch, seenAt: now, progressAt: now } }),
      },
      events: [{ type: 'clock-skew', aheadMs: (record.watch?.seenAt ?? now) - now }],
    }),
  },
  {
    id: 'hung',
    from: live,
    to: 'stopping',
    why: 'lost (no heartbeat) or stuck (heartbeats, no progress)',
    when: (s) => hang(s) !== undefined,
    change: (s) => {
      const failure = hang(s);
      if (!failure) return { set: {} };
      const again = nextAfterSession(s, failure) !== undefined;
      return stop(failure.message, s.now, again ? { failure } : { outcome: failure });
    },
  },
  {
    id: 'stuck-warned',
    from: ['running'],
    why: 'heartbeats without progress: a warning first',
    when: (s) =>
      s.record.watch?.warned === false && (stillness(s) ?? 0) >= s.record.policy.stuckWarnMs,
    change: (s) => ({
      set: { ...(s.record.watch && { watch: { ...s.record.watch, warned: true } }) },
      events: [{ type: 'stuck-warning', attempt: s.record.attempt, silentMs: stillness(s) ?? 0 }],
    }),
  },
  {
    id: 'approval-wanted',
    from: ['running'],
    to: 'suspended',
    why: 'the agent waits for a person; keeps its slots',
    when: ({ record, seen }) =>
      seen.report?.approval !== undefined && record.answers[seen.report.approval.id] === undefined,
    change: ({ seen }) => ({ set: { approval: seen.report?.approval } }),
  },
  {
    id: 'approval-answered',
    from: ['suspended'],
    to: 'running',
    why: 'a person has approved or denied',
    when: ({ record }) =>
      record.approval === undefined || record.answers[record.approval.id] !== undefined,
    change: ({ record, now }) => ({
      set: {
        approval: undefined,
        ...(record.watch && { watch: { ...record.watch, progressAt: now, warned: false } }),
      },
    }),
  },
  {
    id: 'beat',
    from: live,
    why: 'a heartbeat or progress was seen',
    when: (s) => {
      const { watch, policy } = s.record;
      if (!watch || !s.seen.report) return false;
      const moved = s.seen.report.beat !== watch.beat || s.seen.report.progress !== watch.progress;
      return moved && (watch.beat === 0 || s.now >= watch.seenAt + policy.lostAfterMs / 4);
    },
    change: ({ record, seen, now }) => {
      const { watch } = record;
      if (!watch || !seen.report) return { set: {} };
      const { beat, progress } = seen.report;
      const progressed = progress !== watch.progress;
      return {
        set: {
          watch: {
            beat,
            seenAt: now,
            progress,
            progressAt: progressed ? now : watch.progressAt,
            warned: progressed ? false : watch.warned,
          },
        },
      };
    },
  },

  // On the way out.
  {
    id: 'result-late',
    from: ['stopping'],
    why: 'the agent left its result although it was given up: the work counts',
    when: (s) => s.record.outcome === undefined && s.seen.report?.result?.ok === true,
    change: ({ record, seen }) => ({
      set: {
        ...(seen.report?.result?.ok && {
          outcome: { type: 'succeeded' as const, value: seen.report.result.value },
        }),
        ...(record.stop && { stop: { ...record.stop, failure: undefined } }),
      },
    }),
  },
  {
    id: 'no-retry-wanted',
    from: ['stopping'],
    why: 'cancelled or out of time: no attempt follows',
    when: (s) => s.record.outcome === undefined && demanded(s) !== undefined,
    change: (s) => ({
      set: {
        outcome: demanded(s),
        ...(s.record.stop && { stop: { ...s.record.stop, failure: undefined } }),
      },
    }),
  },
  {
    id: 'stopped-succeeded',
    from: ['stopping'],
    to: 'succeeded',
    why: 'session gone, result written',
    when: (s) => s.record.outcome?.type === 'succeeded' && isGone(s),
    change: (s) => ending(s, s.record.outcome),
  },
  {
    id: 'stopped-cancelled',
    from: ['stopping'],
    to: 'cancelled',
    why: 'session gone, cancelled',
    when: (s) => s.record.outcome?.type === 'cancelled' && isGone(s),
    change: (s) => ending(s, s.record.outcome),
  },
  {
    id: 'stopped-failed',
    from: ['stopping'],
    to: 'failed',
    why: 'session gone, failed for good',
    when: (s) => s.record.outcome?.type === 'failed' && isGone(s),
    change: (s) => ending(s, s.record.outcome),
  },
  {
    id: 'stopped-moves',
    from: ['stopping'],
    to: 'queued',
    why: 'session gone: next backend',
    when: (s) => isGone(s) && stoppedPlan(s)?.moves === true,
    change: stoppedAgain,
  },
  {
    id: 'stopped-retried',
    from: ['stopping'],
    to: 'backoff',
    why: 'session gone: another attempt',
    when: (s) => isGone(s) && stoppedPlan(s) !== undefined,
    change: stoppedAgain,
  },
  {
    id: 'stopped-last',
    from: ['stopping'],
    to: 'failed',
    why: 'session gone, and no attempt is left',
    when: isGone,
    change: (s) => ending(s, s.record.stop?.failure),
  },
  {
    id: 'owed-succeeded',
    from: ['stopping'],
    to: 'succeeded',
    why: 'result written, stop unconfirmed for too long: recorded as debt',
    when: (s) => s.record.outcome?.type === 'succeeded' && unstoppable(s),
    change: owing,
  },
  {
    id: 'owed-cancelled',
    from: ['stopping'],
    to: 'cancelled',
    why: 'cancelled, stop unconfirmed for too long: recorded as debt',
    when: (s) => s.record.outcome?.type === 'cancelled' && unstoppable(s),
    change: owing,
  },
  {
    id: 'owed-failed',
    from: ['stopping'],
    to: 'failed',
    why: 'stop unconfirmed for too long: recorded as debt, and no attempt beside it',
    when: unstoppable,
    change: owing,
  },
  {
    id: 'stop-taken',
    from: ['stopping'],
    why: 'the backend took the request to stop',
    when: (s) => s.seen.stop?.type === 'requested',
    change: ({ record, now }) => ({
      set: {
        ...(record.stop && {
          stop: {
            ...record.stop,
            requestedAt: record.stop.requestedAt ?? now,
            tries: record.stop.tries + 1,
            nextTryAt: now + record.policy.stopGraceMs + record.policy.stopRetryMs,
          },
        }),
      },
    }),
  },
  {
    id: 'stop-failed',
    from: ['stopping'],
    why: 'the request to stop failed: again later',
    when: (s) => s.seen.stop?.type === 'failed',
    change: ({ record, seen, now }) => ({
      set: {
        ...(record.stop &&
          seen.stop?.type === 'failed' && {
            stop: {
              ...record.stop,
              tries: record.stop.tries + 1,
              error: seen.stop.error,
              nextTryAt:
                now +
                Math.max(
                  seen.stop.error.retryAfterMs ?? 0,
                  Math.min(record.policy.stopRetryMs * 2 ** record.stop.tries, 60_000),
                ),
            },
          }),
      },
    }),
  },
  {
    id: 'beat-stopping',
    from: ['stopping'],
    why: 'a heartbeat of a session that is to end: it is still there',
    when: (s) => {
      const { watch } = s.record;
      return watch !== undefined && (s.seen.report?.beat ?? 0) !== watch.beat && silence(s) === 0;
    },
    change: ({ record, seen, now }) => ({
      set: {
        ...(record.watch &&
          seen.report && { watch: { ...record.watch, beat: seen.report.beat, seenAt: now } }),
      },
    }),
  },
];

/** The way that a run takes now; undefined where nothing changes. */
export function transitionOf(situation: Situation): Transition | undefined {
  if (isFinal(situation.record)) return undefined;
  return transitions.find(
    ({ from, when }) => from.includes(situation.record.state) && when(situation),
  );
}

type MaybeOutcome = Parameters<typeof end>[1] | undefined;

function ending({ record, now }: Situation, outcome: MaybeOutcome): Change {
  return end(record, outcome ?? failed('exited', 'The session ended.'), now);
}

function stopping(
  { now }: Situation,
  outcome: MaybeOutcome,
  handle?: ReturnType<typeof sessionOf>,
): Change {
  const last = outcome ?? failed('exited', 'The session ended.');
  return stop(reasonOf(last), now, { outcome: last }, handle);
}

function reasonOf(outcome: NonNullable<MaybeOutcome>): string {
  switch (outcome.type) {
    case 'succeeded':
      return 'The result is there.';
    case 'cancelled':
      return `Cancelled by ${outcome.by}: ${outcome.reason}`;
    case 'failed':
      return `${outcome.reason}: ${outcome.message}`;
  }
}

function outOfPatience({ record, now }: Situation): boolean {
  return record.intent !== undefined && now >= record.intent.at + record.policy.startPatienceMs;
}

function unresolved(s: Situation): Change {
  const why = 'A start without an answer.';
  const outcome = demanded(s) ?? failed('start-unresolved', why, s.record.intent?.doubt?.error);
  return { ...ending(s, outcome), debt: owe(s.record, why, s.now) };
}

/** A service that is behind itself may show a session of the token later. */
function lateSession({ record, now }: Situation): Pick<Change, 'debt'> {
  return record.intent?.doubt ? { debt: owe(record, 'A start that may still appear.', now) } : {};
}

function refusedAgain(s: Situation): Change {
  const error = refusal(s);
  const plan = nextAfterRefusal(s);
  if (!error || !plan) return { set: {} };
  const { moves, ...next } = plan;
  const change = retry(
    s.record,
    failed('start', `${error.code}: ${error.message}`, error),
    s.now,
    next,
  );
  return {
    ...change,
    set: { ...change.set, ...(moves && { retryAt: undefined }) },
    ...lateSession(s),
  };
}

function diedPlan(s: Situation): ReturnType<typeof nextAfterSession> {
  const failure = sessionFailure(s);
  return failure && demanded(s) === undefined ? nextAfterSession(s, failure) : undefined;
}

function diedAgain(s: Situation): Change {
  const failure = sessionFailure(s);
  const plan = diedPlan(s);
  return failure && plan ? again(s, failure, plan) : { set: {} };
}

function stoppedPlan(s: Situation): ReturnType<typeof nextAfterSession> {
  const failure = s.record.stop?.failure;
  return failure && nextAfterSession({ ...s, seen: {} }, failure);
}

function stoppedAgain(s: Situation): Change {
  const failure = s.record.stop?.failure;
  const plan = stoppedPlan(s);
  return failure && plan ? again(s, failure, plan) : { set: {} };
}

function again(
  { record, now }: Situation,
  failure: NonNullable<ReturnType<typeof sessionFailure>>,
  { moves, ...next }: NonNullable<ReturnType<typeof nextAfterSession>>,
): Change {
  const change = retry(record, failure, now, next);
  return { ...change, set: { ...change.set, ...(moves && { retryAt: undefined }) } };
}

function unstoppable({ record, now }: Situation): boolean {
  return record.stop !== undefined && now >= record.stop.since + record.policy.stopPatienceMs;
}

function owing(s: Situation): Change {
  const { record, now } = s;
  const why = record.stop?.error
    ? `Stop failed: ${record.stop.error.code}: ${record.stop.error.message}`
    : 'Stop was not confirmed.';
  const outcome = record.outcome ?? failed('stop-unconfirmed', why, record.stop?.error);
  return { ...ending(s, outcome), debt: owe(record, why, now) };
}
