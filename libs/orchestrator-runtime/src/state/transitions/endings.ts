import type { Failure, Outcome } from '../../run-record';
import type { SessionHandle } from '../../handle';
import { end, retry, stop, type Change } from '../change';
import { failed } from '../conditions';
import type { RetryPlan } from '../retry-plan';
import type { Situation } from '../seen';

/** The run is over, with the outcome that was written before or this one. */
export function ending({ record, now }: Situation, outcome: Outcome | undefined): Change {
  return end(record, outcome ?? failed('exited', 'The session ended.'), now);
}

/** The session must be stopped, and the run is over after that. */
export function stopping(
  { now }: Situation,
  outcome: Outcome | undefined,
  handle?: SessionHandle,
): Change {
  const last = outcome ?? failed('exited', 'The session ended.');
  return stop(reasonOf(last), now, { outcome: last }, handle);
}

function reasonOf(outcome: Outcome): string {
  switch (outcome.type) {
    case 'succeeded':
      return 'The result is there.';
    case 'cancelled':
      return `Cancelled by ${outcome.by}: ${outcome.reason}`;
    case 'failed':
      return `${outcome.reason}: ${outcome.message}`;
  }
}

/** The attempt has failed, and another one is to come, there or in the queue of another backend. */
export function again(
  { record, now }: Situation,
  failure: Failure,
  { moves, ...next }: RetryPlan,
): Change {
  const change = retry(record, failure, now, next);
  return { ...change, set: { ...change.set, ...(moves && { retryAt: undefined }) } };
}
