import type { ClassifiedError } from '../classified-error';
import { assertNever } from '../assert-never';
import type { RunRecord } from '../run-record';

/** Where the next attempt goes. */
export interface RetryPlan {
  readonly candidate: number;
  readonly variant: number;
  readonly startFailures: number;
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

/**
 * Where to start again after a session that ran; undefined where that cannot or may not help. An
 * agent that ended without saying that its work failed has crashed: that is tried again.
 */
export function planAfterSession(
  record: RunRecord,
  failure: { readonly memory: boolean; readonly error?: ClassifiedError },
): RetryPlan | undefined {
  if (!record.policy.replayable || record.sessions >= record.policy.maxAttempts) return undefined;
  // The same size again ends the same way.
  if (failure.memory) return failover(record, 0, false);
  if (failure.error?.class === 'config' || failure.error?.class === 'auth') {
    return failover(record, 0, false);
  }
  return { candidate: record.candidate, variant: record.variant, startFailures: 0, moves: false };
}

function failover(
  record: RunRecord,
  startFailures: number,
  around: boolean,
): RetryPlan | undefined {
  const { candidates, candidate, policy } = record;
  if (!policy.failover || candidates.length < 2) return undefined;
  const next = candidate + 1;
  if (next >= candidates.length && !around) return undefined;
  return { candidate: next % candidates.length, variant: 0, startFailures, moves: true };
}
