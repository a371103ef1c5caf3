import type { z } from 'zod';
import type { SourcePosition } from './finding';
import type { networkSchemas, stageSchema, stateSchemas } from './schema/stage-schema';

type StageFile = z.output<typeof stageSchema>;

export type NetworkSettings = Readonly<
  | z.output<(typeof networkSchemas)['default-vpc']>
  | z.output<(typeof networkSchemas)['dedicated']>
  | z.output<(typeof networkSchemas)['existing']>
>;

export type StateBackend = Readonly<
  z.output<typeof stateSchemas.local> | z.output<typeof stateSchemas.s3>
>;

export type CapacityProviderSettings = Readonly<StageFile['capacityProviders'][string]>;

export type OrchestratorSettings = Readonly<NonNullable<StageFile['orchestrator']>>;

export type PrunerSettings = Readonly<NonNullable<StageFile['pruner']>>;

/** One environment: `stacks/stages/<name>.yaml`. It never lists services. */
export type Stage = Readonly<Omit<StageFile, 'network' | 'state'>> & {
  readonly network: NetworkSettings;
  readonly state: StateBackend;
  /** Position of a key by its path, `network.mode`; the nearest written ancestor where it is defaulted. */
  readonly at: (path: string) => SourcePosition;
};
