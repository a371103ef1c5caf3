import { owe, type Change } from '../change';
import { demanded, failed, isGone, nextAfterSession, silence } from '../conditions';
import type { RetryPlan } from '../retry-plan';
import type { Situation } from '../seen';
import { again, ending } from './endings';
import type { Transition } from './transition';

/** On the way out. */
export const transitionsOfStopping: readonly Transition[] = [
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

function stoppedPlan(s: Situation): RetryPlan | undefined {
  const failure = s.record.stop?.failure;
  return failure && nextAfterSession({ ...s, seen: {} }, failure);
}

function stoppedAgain(s: Situation): Change {
  const failure = s.record.stop?.failure;
  const plan = stoppedPlan(s);
  return failure && plan ? again(s, failure, plan) : { set: {} };
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
