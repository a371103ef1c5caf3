import type { Backend } from '../backend';
import type { Clock } from '../clock';
import type { BackendsConfig, LimitsConfig } from '../environment';
import { UnknownBackendError } from '../errors';
import type { PayloadStore } from '../payload';
import type { RunPolicy } from '../policy';
import type { Store } from '../store/store';
import type { Telemetry } from '../telemetry/telemetry';

/** Everything that the runtime works with. Nothing in it belongs to one run. */
export interface RuntimeContext {
  readonly store: Store;
  /** By name; one client a process. */
  readonly backends: ReadonlyMap<string, Backend>;
  readonly tasks: BackendsConfig['tasks'];
  readonly limits: LimitsConfig;
  readonly payloads: PayloadStore;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** Resolves after that many milliseconds. */
  readonly sleep: (ms: number) => Promise<void>;
  /** Variables that every agent gets besides those of its attempt. */
  readonly agentEnvironment: Readonly<Record<string, string>>;
  /** Tells the host of a run that there is something to see; it does not throw. */
  readonly wake: (runId: string) => Promise<void>;
  /** Timings of new runs that differ from the defaults. */
  readonly policy?: Partial<RunPolicy>;
}

/**
 * The backend of a name.
 *
 * @throws UnknownBackendError where the configuration has none
 */
export function backendNamed(
  { backends }: Pick<RuntimeContext, 'backends'>,
  name: string,
): Backend {
  const backend = backends.get(name);
  if (!backend) throw new UnknownBackendError(name, [...backends.keys()]);
  return backend;
}
