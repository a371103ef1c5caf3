import type { AgentReport } from '../agent-report';
import type { StartOutcome, StopOutcome } from '../backend';
import type { SessionHandle } from '../handle';
import type { Observation } from '../observation';
import type { RunRecord } from '../run-record';

/** What a host saw before it decides; what it did not look at is missing. */
export interface Seen {
  readonly compute?: Observation;
  /** Of the record's attempt. */
  readonly report?: AgentReport;
  /** What the agents of all attempts have said that they used. */
  readonly spent?: { readonly iterations: number; readonly costUsd: number };
  /** The answer to a start of the record's token. */
  readonly start?: StartOutcome;
  /**
   * What looking for the record's token found: a session, none, or, where the backend cannot look,
   * the handle that a session of the token would have.
   */
  readonly found?:
    | { readonly type: 'session'; readonly handle: SessionHandle }
    | { readonly type: 'none' }
    | { readonly type: 'unobservable'; readonly handle: SessionHandle }
    | { readonly type: 'no-answer' };
  readonly stop?: StopOutcome;
  /** This host wrote the intent a moment ago, so that nobody else is in the call. */
  readonly ownIntent?: boolean;
}

/** Whether the run may have its slots; `untried` until a host has asked in this pass. */
export type Lease =
  { readonly state: 'untried' } | { readonly state: 'full'; readonly scopes: readonly string[] };

/** All that a decision rests on. */
export interface Situation {
  readonly record: RunRecord;
  readonly seen: Seen;
  readonly lease: Lease;
  /** Milliseconds since the epoch, by the host's clock. */
  readonly now: number;
}
