import type { AgentReport, AgentResult, ApprovalRequest } from '../agent-report';
import type { Debt } from '../debt';
import type { AgentEventBody, EventBody, RunEvent } from '../run-event';
import type { RunRecord } from '../run-record';

/** One slot of a limit. */
export interface Slot {
  /** Such as `user:alice`, `backend:ecs` or `account`. */
  readonly scope: string;
  /** Runs that may hold one at a time. */
  readonly limit: number;
}

/** A change of a record and all that belongs to it: written together or not at all. */
export interface Commit {
  /** As it was read; the change holds only where it still is. */
  readonly previous: RunRecord;
  /** As it is to be; its version is one more. */
  readonly record: RunRecord;
  readonly events: readonly EventBody[];
  /** Milliseconds since the epoch that the events get. */
  readonly at: number;
  /** Taken all together, or the change does not hold. */
  readonly take?: readonly Slot[];
  /** Scopes whose slot is given back; one that is not held does no harm. */
  readonly release?: readonly string[];
  readonly debt?: Debt;
}

export type CommitOutcome =
  | { readonly type: 'committed' }
  /** Somebody has changed the record since it was read. */
  | { readonly type: 'conflict' }
  /** A limit is reached. */
  | { readonly type: 'full'; readonly scopes: readonly string[] };

/** A record with what its agents have said, from one consistent read. */
export interface RunView {
  readonly record: RunRecord;
  /** One for each attempt whose agent came up. */
  readonly reports: readonly AgentReport[];
}

/** One page of a run's history. */
export interface EventPage {
  readonly events: readonly RunEvent[];
  /** Sequence number to go on after. */
  readonly after: number;
}

/** A run that waits for its slots. */
export interface QueueEntry {
  readonly runId: string;
  /** Milliseconds since the epoch when it came. */
  readonly since: number;
  /** Scopes of the slots that it needs. */
  readonly scopes: readonly string[];
}

/** What an agent may write; it needs nothing else of the store. */
export interface AgentStore {
  load(runId: string): Promise<RunView | undefined>;
  /**
   * Makes this process the agent of the attempt. `duplicate`: another process is. `superseded`: the
   * run has given the attempt up, or is over.
   */
  claim(report: AgentReport): Promise<'claimed' | 'duplicate' | 'superseded'>;
  /** Writes what the agent says of itself; false where another process is the agent. */
  beat(report: Omit<AgentReport, 'result'>): Promise<boolean>;
  /** Adds to the run's history. */
  append(
    runId: string,
    attempt: number,
    at: number,
    events: readonly AgentEventBody[],
  ): Promise<void>;
  /** Asks for a person's answer; false where another process is the agent. */
  ask(report: AgentReport, request: ApprovalRequest): Promise<boolean>;
  /** Leaves the result, once: `exists` where there is one, `superseded` where the attempt was given up. */
  finish(report: AgentReport, result: AgentResult): Promise<'written' | 'exists' | 'superseded'>;
}

/** Everything that outlives a host. All reads of a run are consistent; lists may be a moment behind. */
export interface Store extends AgentStore {
  /** Writes a run's first record and event; the one that is there where the id is taken. */
  create(record: RunRecord): Promise<{ readonly created: boolean; readonly record: RunRecord }>;
  commit(commit: Commit): Promise<CommitOutcome>;
  /** Events after a sequence number, oldest first. */
  events(runId: string, after: number, limit: number): Promise<EventPage>;
  /** Runs that wait for slots, the longest waiting first. */
  queue(): AsyncIterable<QueueEntry>;
  /** Runs in other states that are not over and that a host must have looked at before this time. */
  due(before: number): AsyncIterable<string>;
  /** Runs that hold a slot now. */
  holders(scope: string, now: number): Promise<readonly string[]>;
  putDebt(debt: Debt): Promise<void>;
  clearDebt(runId: string, attempt: number): Promise<void>;
  debts(): AsyncIterable<Debt>;
  /** Where a host waits to be woken; undefined takes it back. */
  setWakeUp(runId: string, token: string | undefined): Promise<void>;
  wakeUp(runId: string): Promise<string | undefined>;
}

/** The store did not answer, or not in time; the change may or may not hold. */
export class StoreError extends Error {
  constructor(
    readonly operation: string,
    readonly runId: string,
    options?: ErrorOptions,
  ) {
    super(`The store failed in ${operation} of run ${runId}.`, options);
    this.name = 'StoreError';
  }
}

/** An item that is larger than a row may be. */
export class ItemTooLargeError extends Error {
  constructor(
    readonly runId: string,
    readonly bytes: number,
    readonly largestBytes: number,
  ) {
    super(
      `An item of run ${runId} has ${bytes} bytes; a row holds ${largestBytes}. ` +
        `Larger payloads and results go to S3 by pointer: set ORCHESTRATOR_BUCKET.`,
    );
    this.name = 'ItemTooLargeError';
  }
}
