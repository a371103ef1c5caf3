import type { RunState } from '../../run-record';
import type { Change } from '../change';
import type { Situation } from '../seen';

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
