import type { ClassifiedError } from './classified-error';
import type { BackendKind, HandleOf } from './handle';
import type { Observation } from './observation';
import type { PayloadRef } from './payload';

/** All that a backend is told of one attempt; the same on every call for the same start token. */
export interface StartSpec {
  readonly runId: string;
  /** From 1. */
  readonly attempt: number;
  /** `startToken(runId, attempt)`: 64 hexadecimal characters. */
  readonly startToken: string;
  /** Kind of task, as in the configuration. */
  readonly task: string;
  readonly payload: PayloadRef;
  /** Variables of the agent's environment: `agentVariables` of environment.ts. */
  readonly environment: Readonly<Record<string, string>>;
  /**
   * Counts up where capacity or quota refused a start: a backend takes its subnets, zones and
   * providers in turn, `variant % variants`.
   */
  readonly variant: number;
}

/** What a start came to. Errors are data: a backend's `start` does not throw. */
export type StartOutcome<K extends BackendKind = BackendKind> =
  | {
      /** `adopted`: the token had started it before. */
      readonly type: 'started' | 'adopted';
      readonly handle: HandleOf<K>;
    }
  | {
      /** Nothing runs, or, where the error has `startMayHaveHappened`, something may. */
      readonly type: 'rejected';
      readonly error: ClassifiedError;
    }
  | {
      /** No answer came: a session may run or come to run. */
      readonly type: 'ambiguous';
      readonly error: ClassifiedError;
    };

/** What a stop came to. Errors are data: a backend's `stop` does not throw. */
export type StopOutcome =
  | {
      /** `stopped` and `already-gone` are confirmed; `requested` is to be confirmed by observing. */
      readonly type: 'stopped' | 'already-gone' | 'requested';
    }
  | {
      readonly type: 'failed';
      readonly error: ClassifiedError;
      readonly mayStillRun: boolean;
    };

/** One line of a session's log. */
export interface LogLine {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly text: string;
}

interface BackendBase<K extends BackendKind> {
  /** Name in the configuration; a handle carries it. */
  readonly name: string;
  readonly kind: K;
  /** How many subnets, zones or providers `variant` chooses from; 1 where there is no choice. */
  readonly variants: number;
  /** Milliseconds after which the service itself ends a session. */
  readonly maxRuntimeMs?: number;
  /**
   * Starts a session. The same start token never makes a second session that does work, however
   * often and from wherever it is called within 24 hours.
   */
  start(spec: StartSpec): Promise<StartOutcome<K>>;
  /** Stops a session; repeating it does no harm. */
  stop(
    handle: HandleOf<K>,
    options: { readonly reason: string; readonly graceMs: number },
  ): Promise<StopOutcome>;
  /** The last lines of a session's log, oldest first. */
  tail?(handle: HandleOf<K>, lines: number): Promise<readonly LogLine[]>;
}

/** A service that says what its sessions do. */
export interface ObservableBackend<K extends BackendKind = BackendKind> extends BackendBase<K> {
  readonly observes: 'native';
  /** What the service sees; does not throw. */
  observe(handle: HandleOf<K>): Promise<Observation>;
  /**
   * The session of a start token, running or ended; undefined where there is none (yet: a service
   * may be behind itself).
   *
   * @throws Error with a `classified: ClassifiedError` where the service did not answer
   */
  find(startToken: string): Promise<HandleOf<K> | undefined>;
  /**
   * Every session that runs now and that this configuration started, whatever the store says.
   *
   * @throws Error with a `classified: ClassifiedError` where the service did not answer
   */
  owned(): AsyncIterable<HandleOf<K>>;
}

/**
 * A service that cannot be asked what its sessions do (AgentCore has no such call, and invoking one
 * to find out brings an ended one back): only the agent's heartbeat tells.
 */
export interface HeartbeatBackend<K extends BackendKind = BackendKind> extends BackendBase<K> {
  readonly observes: 'heartbeat-only';
  /** The handle that a start with this specification has or would have, without asking anyone. */
  handleOf(spec: StartSpec): HandleOf<K>;
}

/** Where sessions run. Only one that observes natively has `observe`, `find` and `owned`. */
export type Backend<K extends BackendKind = BackendKind> =
  ObservableBackend<K> | HeartbeatBackend<K>;

/** Thrown by `find` and `owned` where the service did not answer. */
export class BackendError extends Error {
  constructor(
    readonly backend: string,
    readonly operation: string,
    readonly classified: ClassifiedError,
    options?: ErrorOptions,
  ) {
    super(`${backend}: ${operation}: ${classified.code}: ${classified.message}`, options);
    this.name = 'BackendError';
  }
}
