import type { Severity } from '../finding';

export interface Rule {
  readonly severity: Severity;
  /** What must hold, in one line of the reference. */
  readonly title: string;
  readonly why: string;
  /** Where the reason can be looked up. */
  readonly reference?: string;
}
