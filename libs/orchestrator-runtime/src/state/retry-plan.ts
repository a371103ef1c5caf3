import type { ClassifiedError } from '../classified-error';
import { assertNever } from '../assert-never';
import type { RunRecord } from '../run-record';

/** Where the next attempt goes. */
export interface RetryPlan {
  readonly candidate: number;
  readonly variant: number;
  readonly startFailures: number;
  /** Without a session that never ran. */
  readonly sessions: number;
  /** It needs the slots of another backend. */
  readonly moves: boolean;
}

/** Where to start again after a refused start; undefined where that cannot help. */
export function planAfterRefusal(record: RunRecord, error: ClassifiedError): RetryPlan | undefined {
  const startFailures = record.startFailures + 1;
  if (startFailures >= record.policy.maxStartFailures) return undefined;
  const stay = {
    candidate: record.candidate,
    variant: record.variant,
    startFailures,
    sessions: record.sessions,
    moves: false,
  };
  switch (error.class) {
    case 'transient':
    case 'unknown':
      return stay;
    case 'capacity':
    case 'quota': {
      const variant = record.variant + 1;
      const { variants } = record.candidates[record.candidate] ?? { variants: 1 };
      if (variant % variants !== 0) return { ...stay, variant };
      // Every subnet and provider here has said no: the next backend, or from the start again.
      return { ...(failover(record, startFailures, true) ?? stay), variant };
    }
    case 'config':
    case 'auth':
    case 'workload':
      return failover(record, startFailures, false);
    default:
      return assertNever(error.class, 'class of error');
  }
}

/** How a session ended that did not succeed. */
export interface SessionEnd {
  /** Its memory was used up. */
  readonly memory: boolean;
  /** No container of it ever ran. */
  readonly neverRan: boolean;
  readonly error?: ClassifiedError;
}

/**
 * Where to start again after a session; undefined where that cannot or may not help. An agent that
 * ended without saying that its work failed has crashed: that is tried again. A session that never
 * ran is a start that was refused late.
 */
export function planAfterSession(record: RunRecord, failure: SessionEnd): RetryPlan | undefined {
  if (failure.neverRan && failure.error) {
    return planAfterRefusal({ ...record, sessions: record.sessions - 1 }, failure.error);
  }
  if (!record.policy.replayable || record.sessions >= record.policy.maxAttempts) return undefined;
  // The same size again ends the same way.
  if (failure.memory) return failover(record, 0, false);
  if (failure.error?.class === 'config' || failure.error?.class === 'auth') {
    return failover(record, 0, false);
  }
  return {
    candidate: record.candidate,
    // Where capacity was taken back there may be none for a while.
    variant: record.variant + Number(failure.error?.class === 'capacity'),
    startFailures: 0,
    sessions: record.sessions,
    moves: false,
  };
}

function failover(
  record: RunRecord,
  startFailures: number,
  around: boolean,
): RetryPlan | undefined {
  const { candidates, candidate, policy, sessions } = record;
  if (!policy.failover || candidates.length < 2) return undefined;
  const next = candidate + 1;
  if (next >= candidates.length && !around) return undefined;
  return { candidate: next % candidates.length, variant: 0, startFailures, sessions, moves: true };
}
