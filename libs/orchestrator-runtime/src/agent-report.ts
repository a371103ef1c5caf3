import { z } from 'zod';
import { payloadRefSchema } from './payload';

const resultSchema = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), value: payloadRefSchema }),
  z.strictObject({
    ok: z.literal(false),
    message: z.string(),
    /** Whether another attempt may succeed. */
    retryable: z.boolean(),
  }),
]);

/** What an agent's work came to. */
export type AgentResult = z.infer<typeof resultSchema>;

const approvalSchema = z.strictObject({
  /** Chosen by the agent, the same on every attempt, so that one answer is enough. */
  id: z.string().min(1).max(200),
  question: z.string(),
  /** Milliseconds since the epoch. */
  at: z.number(),
});

/** What an agent wants a person to decide. */
export type ApprovalRequest = z.infer<typeof approvalSchema>;

/** What the agent of one attempt says of itself; it writes this row, and no host does. */
export const agentReportSchema = z.strictObject({
  runId: z.string(),
  attempt: z.int(),
  /** Of the agent's process: a second copy of the same attempt has another. */
  instance: z.string(),
  /** Counts heartbeats; whether it moves is judged by the host's clock. */
  beat: z.int(),
  /** The agent's clock, milliseconds since the epoch: for people, never for a judgement. */
  beatAt: z.number(),
  /** Counts steps of progress. */
  progress: z.int(),
  iterations: z.int(),
  /** US dollars so far. */
  costUsd: z.number(),
  approval: approvalSchema.optional(),
  result: resultSchema.optional(),
  /** The agent has said that it ends. */
  ended: z.boolean().optional(),
});

export type AgentReport = z.infer<typeof agentReportSchema>;
