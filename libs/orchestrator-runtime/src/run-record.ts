import { z } from 'zod';
import { errorClasses } from './classified-error';
import { parseHandle, type SessionHandle } from './handle';
import { payloadRefSchema } from './payload';
import { policySchema } from './policy';

/** What a run can be in; `state/transitions` has the ways between them. */
export const runStates = [
  'queued',
  'starting',
  'running',
  'suspended',
  'stopping',
  'backoff',
  'succeeded',
  'failed',
  'cancelled',
] as const;

export type RunState = (typeof runStates)[number];

/** States that nothing leaves. */
export const finalStates = ['succeeded', 'failed', 'cancelled'] as const;

/** Why a run failed. */
export const failureReasons = [
  'workload',
  'no-result',
  'exited',
  'lost',
  'stuck',
  'deadline',
  'iterations',
  'cost',
  'start',
  'start-unresolved',
  'stop-unconfirmed',
] as const;

export type FailureReason = (typeof failureReasons)[number];

const classified = z.strictObject({
  class: z.enum(errorClasses),
  code: z.string(),
  message: z.string(),
  startMayHaveHappened: z.boolean(),
  retryAfterMs: z.number().optional(),
});

const failed = z.strictObject({
  type: z.literal('failed'),
  reason: z.enum(failureReasons),
  message: z.string(),
  error: classified.optional(),
});

const outcomeSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('succeeded'), value: payloadRefSchema }),
  z.strictObject({ type: z.literal('cancelled'), by: z.string(), reason: z.string() }),
  failed,
]);

/** What a run came to; written once. */
export type Outcome = z.infer<typeof outcomeSchema>;

/** Why an attempt did not succeed. */
export type Failure = z.infer<typeof failed>;

const answerSchema = z.strictObject({
  approved: z.boolean(),
  by: z.string(),
  comment: z.string(),
  at: z.number(),
});

/** A person's answer to an approval request. */
export type ApprovalAnswer = z.infer<typeof answerSchema>;

const handleSchema = z.unknown().transform((value, context): SessionHandle => {
  try {
    return parseHandle(value);
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
    return z.NEVER;
  }
});

const recordSchema = z.strictObject({
  v: z.literal(1),
  runId: z.string().min(1),
  /** Counts changes: a change holds only where nobody made another since. */
  version: z.int(),
  state: z.enum(runStates),
  user: z.string(),
  task: z.string(),
  payload: payloadRefSchema,
  policy: policySchema,
  limits: z.strictObject({
    /** Milliseconds since the epoch. */
    deadlineAt: z.number(),
    maxIterations: z.int().optional(),
    /** US dollars, as the agent reports them. */
    maxCostUsd: z.number().optional(),
  }),
  createdAt: z.number(),
  /** Backends that may run it, in order, with the number of subnets or providers each can choose from. */
  candidates: z.array(z.strictObject({ backend: z.string(), variants: z.int().min(1) })).min(1),
  /** Names of the limits that it has a slot of. */
  slots: z.array(z.string()),
  /** Index into the candidates. */
  candidate: z.int(),
  /** What the backend chooses its subnet or provider by. */
  variant: z.int(),
  /** Of the current start token; 0 before the first. */
  attempt: z.int(),
  /** Sessions that have run. */
  sessions: z.int(),
  /** Refused starts, and sessions that never ran, since the last session that ran. */
  startFailures: z.int(),
  /** Written before a backend is called. */
  intent: z
    .strictObject({
      startToken: z.string(),
      at: z.number(),
      /** The call had no certain outcome. */
      doubt: z
        .strictObject({
          since: z.number(),
          tries: z.int(),
          refused: z.boolean(),
          error: classified,
        })
        .optional(),
    })
    .optional(),
  handle: handleSchema.optional(),
  /** When the session began to run. */
  startedAt: z.number().optional(),
  /** What the host last saw move, by its own clock. */
  watch: z
    .strictObject({
      beat: z.int(),
      seenAt: z.number(),
      progress: z.int(),
      progressAt: z.number(),
      warned: z.boolean(),
    })
    .optional(),
  /** When the service first did not know the session. */
  missingSince: z.number().optional(),
  /** When the exit with 0 was first seen. */
  exitedAt: z.number().optional(),
  /** The request that a suspended run waits for. */
  approval: z.strictObject({ id: z.string(), question: z.string(), at: z.number() }).optional(),
  answers: z.record(z.string(), answerSchema),
  cancel: z.strictObject({ by: z.string(), reason: z.string(), at: z.number() }).optional(),
  stop: z
    .strictObject({
      reason: z.string(),
      since: z.number(),
      tries: z.int(),
      /** When the backend took the request to stop. */
      requestedAt: z.number().optional(),
      nextTryAt: z.number(),
      error: classified.optional(),
      /** What comes after it: the end, where there is an outcome, or another attempt. */
      failure: failed.optional(),
    })
    .optional(),
  retryAt: z.number().optional(),
  /** Why earlier attempts failed, the last ten. */
  failures: z.array(z.strictObject({ attempt: z.int(), backend: z.string(), failure: failed })),
  outcome: outcomeSchema.optional(),
  endedAt: z.number().optional(),
  /** When a host must have looked again. */
  dueAt: z.number(),
});

/** All that is known of one run: the only authority, whatever a host remembers. */
export type RunRecord = z.infer<typeof recordSchema>;

/** The version of records that this library writes. */
export const recordVersion = 1;

/** A record that this version of the library cannot use; it is left as it is. */
export class InvalidRecordError extends Error {
  constructor(
    readonly runId: string,
    readonly version: unknown,
    readonly problems: readonly string[],
  ) {
    super(
      version === recordVersion
        ? `The record of run ${runId} is damaged: ${problems.join('; ')}.`
        : `The record of run ${runId} has version ${String(version)}; this library reads version ${recordVersion}.`,
    );
    this.name = 'InvalidRecordError';
  }
}

/**
 * A record read back from a row.
 *
 * @throws InvalidRecordError where it is of another version or misses a field
 */
export function parseRecord(runId: string, value: unknown): RunRecord {
  const result = recordSchema.safeParse(value);
  if (result.success) return result.data;
  throw new InvalidRecordError(
    runId,
    (value as { v?: unknown } | null)?.v,
    result.error.issues.map(({ path, message }) => `${path.join('.') || 'record'}: ${message}`),
  );
}

/** Whether nothing will change it any more. */
export function isFinal(record: RunRecord): boolean {
  return (finalStates as readonly RunState[]).includes(record.state);
}

/** Name of the backend that the current attempt is for. */
export function backendOf(record: RunRecord): string {
  const candidate = record.candidates[record.candidate];
  if (!candidate)
    throw new InvalidRecordError(record.runId, record.v, ['candidate: not in the list']);
  return candidate.backend;
}
