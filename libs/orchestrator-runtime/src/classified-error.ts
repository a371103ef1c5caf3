/** What kinds of errors there are, by the reaction that is right for them. */
export const errorClasses = [
  /** Throttles, time-outs, a service that is unavailable: the same call may succeed in a moment. */
  'transient',
  /** No room in this subnet, zone or provider now: another one may have room. */
  'capacity',
  /** A limit of the account: other runs must end first, or another provider has a limit of its own. */
  'quota',
  /** A missing image, ARN, subnet: a person has to correct it. */
  'config',
  /** Denied: a person has to grant it. */
  'auth',
  /** The task itself failed. */
  'workload',
  /** Not in any table. */
  'unknown',
] as const;

export type ErrorClass = (typeof errorClasses)[number];

/** An error as data: it survives a checkpoint, where a class and its fields do not. */
export interface ClassifiedError {
  readonly class: ErrorClass;
  /** AWS's code or reason (`ThrottlingException`, `RESOURCE:MEMORY`), or one of this library. */
  readonly code: string;
  /** As the service said it. */
  readonly message: string;
  /** True where a session may run although the start failed, such as after a time-out. */
  readonly startMayHaveHappened: boolean;
  /** Milliseconds to wait, where the service said so. */
  readonly retryAfterMs?: number;
}
