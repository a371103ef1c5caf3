import { localStage, type OrchestratorSettings, type Stage } from '@slipway/catalog';
import type { OrchestratedTask, PlacedService, StageOrchestrator } from '../model';
import { serviceResourceName, stageResourceName } from '../naming/resource-name';
import { ascending } from '../order';
import { stageFunction, type StageFunctionProps } from '../stage-function';

/** Name of the service whose function answers the orchestrator's API. */
export const controlName = 'orchestrator';

/** MB, and seconds of one call: a run waits without a call, and each one asks AWS and the table a few times. */
const size = { memory: 512, timeout: 300 };

/**
 * The orchestrator of a stage; undefined where the stage file asks for none, or the function that
 * answers its API does not run there.
 */
export function stageOrchestrator(
  stage: Stage,
  services: readonly PlacedService[],
): StageOrchestrator | undefined {
  const { orchestrator } = stage;
  const control = services.find(
    ({ kind, service }) => kind === 'function' && service.name === controlName,
  );
  if (!orchestrator || !control) return undefined;
  const { folder } = control.service;
  const { owner, limits, deadlineSeconds, retentionDays, memory, notify } = orchestrator;
  const fn = (props: Pick<StageFunctionProps, 'name' | 'description' | 'entry' | 'schedules'>) =>
    stageFunction(stage, {
      ...{ ...props, folder, owner },
      ...size,
      environment: {},
      section: 'orchestrator',
    });
  const alarm = (part: string) => stageResourceName('alarm', stage, { part: `runs-${part}` });
  return {
    control: control.service.name,
    owner,
    ...(stage.name !== localStage && {
      functions: {
        run: fn({
          name: `${controlName}-run`,
          description: 'Watches one run of a task until it ends.',
          entry: 'src/run.ts',
          schedules: [],
        }),
        reaper: fn({
          name: `${controlName}-reaper`,
          description: 'Stops what runs have left over, and wakes runs that nobody watches.',
          entry: 'src/reaper.ts',
          schedules: [{ name: 'reap', expression: 'rate(1 minute)' }],
        }),
      },
    }),
    tasks: tasksOf(stage, orchestrator, services),
    limits: { ...limits, deadlineSeconds },
    retentionDays,
    ...(memory && {
      memory: {
        name: stageResourceName('agentMemory', stage, { part: 'memory' }),
        retentionDays: memory.retentionDays,
      },
    }),
    notify,
    names: {
      table: stageResourceName('table', stage, { part: 'runs' }),
      bucket: stageResourceName('bucket', stage, { part: 'payloads' }),
      alarms: {
        debt: alarm('debt'),
        queue: alarm('queue'),
        failures: alarm('failures'),
        stranded: alarm('stranded'),
      },
    },
  };
}

function tasksOf(
  stage: Stage,
  { tasks }: OrchestratorSettings,
  services: readonly PlacedService[],
): OrchestratedTask[] {
  return services
    .flatMap((placed) => {
      const { kind, service } = placed;
      if (kind !== 'batch' || !tasks.includes(service.name) || !placed.service.run) return [];
      const named = { service: service.name };
      return [
        {
          placed,
          run: placed.service.run,
          runtimeNames: {
            runtime: serviceResourceName('agentRuntime', stage, { ...named, part: undefined }),
            role: serviceResourceName('role', stage, { ...named, part: 'agent' }),
          },
        },
      ];
    })
    .sort(ascending(({ placed }) => placed.service.name));
}
