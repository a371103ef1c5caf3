import { isFinal } from '../../run-record';
import type { Situation } from '../seen';
import { transitionsOfLive } from './live';
import { transitionsOfStarting } from './starting';
import { transitionsOfStopping } from './stopping';
import type { Transition } from './transition';
import { transitionsOfWaiting } from './waiting';

/** Every way a run can go, in the order in which they are tried: the first that applies is taken. */
export const transitions: readonly Transition[] = [
  ...transitionsOfWaiting,
  ...transitionsOfStarting,
  ...transitionsOfLive,
  ...transitionsOfStopping,
];

/** The way that a run takes now; undefined where nothing changes. */
export function transitionOf(situation: Situation): Transition | undefined {
  if (isFinal(situation.record)) return undefined;
  return transitions.find(
    ({ from, when }) => from.includes(situation.record.state) && when(situation),
  );
}
