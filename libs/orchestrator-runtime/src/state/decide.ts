import type { Debt } from '../debt';
import type { EventBody } from '../run-event';
import { isFinal, type RunRecord, type RunState } from '../run-record';
import type { SessionHandle } from '../handle';
import { assertNever } from '../assert-never';
import { mustLook } from './conditions';
import type { Lease, Seen, Situation } from './seen';
import { transitionOf } from './transitions/table';

/** What a host has to do next. */
export type Action =
  | {
      /** Write the change; where `slots` is `take`, only together with the run's slots. */
      readonly type: 'commit';
      readonly row: string;
      readonly record: RunRecord;
      readonly events: readonly EventBody[];
      readonly slots: 'take' | 'keep' | 'release';
      readonly debt?: Debt;
    }
  | { readonly type: 'start' }
  | { readonly type: 'find' }
  | { readonly type: 'stop'; readonly handle: SessionHandle; readonly reason: string }
  /** A session that the record does not want: it is stopped, or recorded as debt. */
  | { readonly type: 'stop-stray'; readonly handle: SessionHandle; readonly reason: string }
  | { readonly type: 'wait'; readonly ms: number }
  | { readonly type: 'done' };

/**
 * What to do next with a run, by its record, what was seen of its session and agent, its slots and
 * the time. Pure: the same arguments give the same actions. The last action is `wait` or `done`
 * where nothing is to be done now.
 */
export function decide(
  record: RunRecord,
  seen: Seen,
  lease: Lease,
  clock: { readonly now: number },
): readonly Action[] {
  const situation: Situation = { record, seen, lease, now: clock.now };
  const stray = strayOf(situation);
  if (stray) return [{ type: 'stop-stray', handle: stray, reason: 'The run has moved on.' }];
  if (isFinal(record)) return [{ type: 'done' }];

  const transition = transitionOf(situation);
  if (!transition) return [next(situation)];
  const change = transition.change(situation);
  const to = transition.to ?? record.state;
  const after: RunRecord = { ...record, ...change.set, state: to, version: record.version + 1 };
  const releases = to !== record.state && (isFinal(after) || to === 'queued');
  return [
    {
      type: 'commit',
      row: transition.id,
      record: {
        ...after,
        ...(releases && { slots: [] }),
        dueAt: dueAt(after, clock.now),
      },
      events: [
        ...(to === record.state
          ? []
          : [
              {
                type: 'state' as const,
                from: record.state,
                to,
                row: transition.id,
                attempt: after.attempt,
              },
            ]),
        ...(to === 'suspended' && after.approval
          ? [
              {
                type: 'approval-requested' as const,
                id: after.approval.id,
                question: after.approval.question,
              },
            ]
          : []),
        ...(change.debt
          ? [
              {
                type: 'debt' as const,
                attempt: change.debt.attempt,
                backend: change.debt.backend,
                why: change.debt.why,
              },
            ]
          : []),
        ...(change.events ?? []),
      ],
      slots:
        record.state === 'queued' && to === 'starting' ? 'take' : releases ? 'release' : 'keep',
      ...(change.debt && { debt: { ...change.debt, tries: 0, nextTryAt: clock.now } }),
    },
  ];
}

/** A session that a start or a look has shown and that the record neither has nor waits for. */
function strayOf({ record, seen }: Situation): SessionHandle | undefined {
  const { start } = seen;
  if (start?.type !== 'started' && start?.type !== 'adopted') return undefined;
  const { startToken } = start.handle;
  const wanted =
    !isFinal(record) &&
    (record.intent?.startToken === startToken || record.handle?.startToken === startToken);
  return wanted ? undefined : start.handle;
}

/** What to do where the record stays as it is. */
function next(situation: Situation): Action {
  const { record, seen, now } = situation;
  const { policy } = record;
  switch (record.state) {
    case 'queued':
      return { type: 'wait', ms: policy.pollMs };
    case 'backoff':
      return { type: 'wait', ms: Math.max(0, (record.retryAt ?? now) - now) };
    case 'starting':
      return nextOfStart(situation);
    case 'running':
    case 'suspended':
      return { type: 'wait', ms: policy.pollMs };
    case 'stopping': {
      if (!seen.stop && record.handle && record.stop && now >= record.stop.nextTryAt) {
        return { type: 'stop', handle: record.handle, reason: record.stop.reason };
      }
      return { type: 'wait', ms: Math.min(policy.pollMs, policy.stopRetryMs) };
    }
    case 'succeeded':
    case 'failed':
    case 'cancelled':
      return { type: 'done' };
    default:
      return assertNever(record.state, 'state of a run');
  }
}

function nextOfStart(situation: Situation): Action {
  const { record, seen, now } = situation;
  const { intent, policy } = record;
  if (!intent) return { type: 'wait', ms: policy.pollMs };
  if (seen.ownIntent && !seen.start) return { type: 'start' };
  if (!mustLook(situation)) {
    return { type: 'wait', ms: Math.max(0, intent.at + policy.startCallMs - now) };
  }
  if (!seen.found) return { type: 'find' };
  const unwanted = record.cancel !== undefined || now >= record.limits.deadlineAt;
  const since = intent.doubt?.since ?? intent.at + policy.startCallMs;
  const pause = seen.found.type === 'unobservable' ? policy.pollMs : policy.startSettleMs;
  const settled = now >= since + pause * (intent.doubt?.tries ?? 1);
  const mayStart = settled && seen.found.type !== 'no-answer' && seen.found.type !== 'session';
  // The same token: what it has started before, it does not start again.
  if (mayStart && !unwanted && !seen.start) return { type: 'start' };
  return { type: 'wait', ms: policy.pollMs };
}

/** Milliseconds since the epoch when a host must have looked again, at the latest. */
function dueAt(record: RunRecord, now: number): number {
  const { policy } = record;
  const waits: Record<RunState, number> = {
    queued: 0,
    starting: policy.startCallMs,
    running: policy.lostAfterMs,
    suspended: policy.lostAfterMs,
    stopping: policy.stopRetryMs,
    backoff: Math.max(0, (record.retryAt ?? now) - now),
    succeeded: 0,
    failed: 0,
    cancelled: 0,
  };
  // A run in the queue keeps its place: it has the time at which it came.
  return record.state === 'queued' ? record.createdAt : now + waits[record.state];
}
