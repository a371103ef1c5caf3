import type { Backend, HeartbeatBackend, ObservableBackend, StartSpec } from '../backend';
import type { BackendKind, HandleOf } from '../handle';
import { startToken } from '../start-token';

/** A call of a backend that can be made to fail. */
export type FailingCall = 'start' | 'stop' | 'observe' | 'find';

/** How the service fails; `reset-after` has done what it was asked when the connection breaks. */
export type CallFailure = 'throttled' | 'denied' | 'server-error' | 'reset-before' | 'reset-after';

/** A backend and a service below it that a test holds in its hand. */
export interface ConformanceWorld<K extends BackendKind, B extends Backend<K> = Backend<K>> {
  readonly backend: B;
  /** The same configuration on another host: it shares nothing with `backend` but the service. */
  readonly otherHost: B;
  /** Start tokens of the sessions that run now, whatever the service says about them. */
  live(): Promise<readonly string[]>;
  /** Lets the service catch up with itself, and with what it was asked to start and stop. */
  settle(): Promise<void>;
  /** Makes the next call fail; missing where no network is between backend and sessions. */
  fail?(call: FailingCall, failure: CallFailure): void;
  /** Ends what runs. */
  close(): Promise<void>;
}

/** The world of a backend that observes. */
export interface ObservableWorld<K extends BackendKind> extends ConformanceWorld<
  K,
  ObservableBackend<K>
> {
  /** A backend of another name in the same place; what it started is not `backend`'s. */
  readonly stranger: Backend<K>;
  /** Ends a session's agent with an exit code. */
  exit(handle: HandleOf<K>, exitCode: number): Promise<void>;
}

/** The world of a backend that cannot observe. */
export type HeartbeatWorld<K extends BackendKind> = ConformanceWorld<K, HeartbeatBackend<K>>;

/** A start as the runtime asks for it. */
export function conformanceSpec(runId: string, attempt = 1): StartSpec {
  return {
    runId,
    attempt,
    startToken: startToken(runId, attempt),
    task: 'conformance',
    payload: { kind: 'inline', value: { question: 'why' } },
    environment: { RUN_ID: runId, ATTEMPT: String(attempt) },
    variant: 0,
  };
}

/** Starts a session in a world and returns its handle. */
export async function started<K extends BackendKind>(
  world: ConformanceWorld<K>,
  runId: string,
  attempt = 1,
): Promise<HandleOf<K>> {
  const outcome = await world.backend.start(conformanceSpec(runId, attempt));
  if (outcome.type === 'started' || outcome.type === 'adopted') return outcome.handle;
  throw new Error(`Not started: ${JSON.stringify(outcome)}`);
}
