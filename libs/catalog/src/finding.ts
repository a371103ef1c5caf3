/** Where a value stands in a file a person wrote. Line and column count from 1. */
export interface SourcePosition {
  /** Path relative to the workspace root, with forward slashes. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export type Severity = 'error' | 'warning';

/** One thing a rule found, in the five parts a reader needs to act on it. */
export interface Finding {
  /** Stable id of the rule, for example `SLP1203`. */
  readonly rule: string;
  readonly severity: Severity;
  readonly position: SourcePosition;
  /** What is wrong, with the values involved, as one sentence. */
  readonly message: string;
  /** The AWS limit, the incident or the reason behind the rule. */
  readonly why: string;
  /** The nearest valid input, as text a person can paste or do. */
  readonly fix: string;
}
