import type { FunctionService, Stage } from '@slipway/catalog';
import type { PlacedFunctionService } from './model';
import { functionServiceNames } from './naming/service-names';

export interface StageFunctionProps {
  /** Names the function as the name of a service does. */
  readonly name: string;
  /** Folder of its sources relative to the workspace root: `apps/version-pruner`. */
  readonly folder: string;
  readonly owner: string;
  readonly description: string;
  /** Module in the folder that exports `handler`. */
  readonly entry: string;
  /** MB. */
  readonly memory: number;
  /** Seconds. */
  readonly timeout: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly schedules: FunctionService['schedules'];
  /** Key of the stage file that asks for it. */
  readonly section: 'pruner' | 'orchestrator';
}

/** A function that the stage file asks for, as if a `service.yaml` described it. It has no route. */
export function stageFunction(stage: Stage, props: StageFunctionProps): PlacedFunctionService {
  const { name, folder, owner, description, entry, memory, timeout, section } = props;
  const { architecture, logRetentionDays, logKmsKey } = stage.defaults;
  const service: FunctionService = {
    ...{ name, folder, owner, description },
    kind: 'function',
    environment: { ...props.environment },
    local: {},
    schedules: props.schedules,
    function: {
      ...{ entry, memory, timeout, architecture },
      image: false,
      layers: [],
      vpc: false,
      warm: false,
      // The next call of its schedule goes on where a failed one stopped.
      async: { retries: 0, maxAge: 3600 },
    },
    logs: {
      retentionDays: logRetentionDays,
      kmsKey: logKmsKey,
      level: 'INFO',
      systemLevel: 'INFO',
    },
    at: (path) => stage.at(path.startsWith('schedules') ? `${section}.schedule` : section),
  };
  return { kind: 'function', service, apiGroup: 1, names: functionServiceNames(stage, service) };
}
