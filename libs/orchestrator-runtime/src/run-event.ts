import type { FailureReason, Outcome, RunState } from './run-record';

/** What an agent tells while it works, for a person to see. */
export type AgentEventBody =
  | {
      readonly type: 'progress';
      /** A milestone in words for a person, not a log line. */
      readonly message: string;
      /** 0 to 100, where the agent can tell. */
      readonly percent?: number;
    }
  | {
      readonly type: 'tool-call';
      readonly callId: string;
      readonly tool: string;
      readonly phase: 'started' | 'succeeded' | 'failed';
      readonly summary?: string;
    }
  | {
      readonly type: 'hand-off';
      readonly phase: 'delegated' | 'returned';
      readonly from: string;
      readonly to: string;
      /** What was delegated or what came back. */
      readonly summary: string;
      /** Names of what was passed along: the context itself stays with the agents. */
      readonly context?: readonly string[];
      /** 0 to 1, of what came back. */
      readonly confidence?: number;
    };

/** What happens to a run. */
export type EventBody =
  | { readonly type: 'submitted'; readonly user: string; readonly task: string }
  | {
      readonly type: 'state';
      readonly from: RunState;
      readonly to: RunState;
      /** Row of the transition table. */
      readonly row: string;
      readonly attempt: number;
    }
  | { readonly type: 'attempt-started'; readonly attempt: number; readonly backend: string }
  | {
      readonly type: 'attempt-failed';
      readonly attempt: number;
      readonly backend: string;
      readonly reason: FailureReason;
      readonly message: string;
    }
  | { readonly type: 'stuck-warning'; readonly attempt: number; readonly silentMs: number }
  | { readonly type: 'clock-skew'; readonly aheadMs: number }
  | { readonly type: 'cancel-requested'; readonly by: string; readonly reason: string }
  | { readonly type: 'approval-requested'; readonly id: string; readonly question: string }
  | {
      readonly type: 'approval-answered';
      readonly id: string;
      readonly approved: boolean;
      readonly by: string;
      readonly comment: string;
    }
  | {
      readonly type: 'debt';
      readonly attempt: number;
      readonly backend: string;
      readonly why: string;
    }
  | { readonly type: 'ended'; readonly outcome: Outcome }
  | (AgentEventBody & { readonly attempt: number });

/** One entry of a run's history. */
export type RunEvent = EventBody & {
  readonly runId: string;
  /** From 1, without gaps. */
  readonly seq: number;
  /** Milliseconds since the epoch, by the clock of whoever wrote it. */
  readonly at: number;
};
