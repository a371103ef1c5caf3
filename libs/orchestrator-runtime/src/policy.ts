import { z } from 'zod';

const ms = z.number().min(0);

/** How one run is judged and retried; a copy is in its record, so that a deploy changes no run. Milliseconds. */
export const policySchema = z.strictObject({
  /** Sessions that may run; refused starts do not count. */
  maxAttempts: z.int().min(1),
  /** Refused starts in a row after which the run fails. */
  maxStartFailures: z.int().min(1),
  /** Whether the work may be done again after a session that ran. */
  replayable: z.boolean(),
  /** Whether another backend of the list may take over. */
  failover: z.boolean(),
  /** Between two heartbeats of the agent. */
  heartbeatMs: ms,
  /** From the start to the first heartbeat: time to pull an image. */
  firstBeatMs: ms,
  /** Without a heartbeat: lost. */
  lostAfterMs: ms,
  /** With heartbeats, without progress: a warning. */
  stuckWarnMs: ms,
  /** With heartbeats, without progress: stuck. */
  stuckAfterMs: ms,
  /** That a start call may take; an older intent without an outcome was interrupted. */
  startCallMs: ms,
  /** That a service may take until it finds what it has started. */
  startSettleMs: ms,
  /** From the intent until a start must have had an outcome. */
  startPatienceMs: ms,
  /** That a service may not know a session it has started, before the session counts as lost. */
  missingAfterMs: ms,
  /** From an exit with 0 until the result must be there. */
  noResultGraceMs: ms,
  /** Between SIGTERM and SIGKILL. */
  stopGraceMs: ms,
  /** Between two tries to stop. */
  stopRetryMs: ms,
  /** From the first try to stop until the session is recorded as debt. */
  stopPatienceMs: ms,
  /** First wait before another attempt; doubles with each. */
  backoffMs: ms,
  backoffMaxMs: ms,
  /** Between two looks at a session. */
  pollMs: ms,
});

export type RunPolicy = z.infer<typeof policySchema>;

/** What a run gets that its task's configuration does not decide. */
export const defaultPolicy = {
  maxStartFailures: 12,
  firstBeatMs: 600_000,
  startCallMs: 60_000,
  startSettleMs: 30_000,
  startPatienceMs: 900_000,
  missingAfterMs: 60_000,
  noResultGraceMs: 15_000,
  stopGraceMs: 30_000,
  stopRetryMs: 5_000,
  stopPatienceMs: 300_000,
  backoffMs: 2_000,
  backoffMaxMs: 300_000,
  pollMs: 5_000,
} as const satisfies Partial<RunPolicy>;
