import { stop, type Change } from '../change';
import {
  demanded,
  failed,
  hang,
  isMissing,
  nextAfterSession,
  sessionFailure,
  skewToleranceMs,
  stillness,
} from '../conditions';
import type { RetryPlan } from '../retry-plan';
import type { Situation } from '../seen';
import { again, ending, stopping } from './endings';
import type { Transition } from './transition';

const live = ['running', 'suspended'] as const;

/** With a session. */
export const transitionsOfLive: readonly Transition[] = [
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
];

function diedPlan(s: Situation): RetryPlan | undefined {
  const failure = sessionFailure(s);
  return failure && demanded(s) === undefined ? nextAfterSession(s, failure) : undefined;
}

function diedAgain(s: Situation): Change {
  const failure = sessionFailure(s);
  const plan = diedPlan(s);
  return failure && plan ? again(s, failure, plan) : { set: {} };
}
