import type { PrunerSettings, Stage } from '@slipway/catalog';
import type { PlacedService, StagePruner } from '../model';
import { namePrefix, stageResourceName } from '../naming/resource-name';
import { stageFunction } from '../stage-function';

/** Name of the pruner among the functions of a stage. */
export const prunerName = 'version-pruner';

/** The pruner of a stage; undefined where the stage file asks for none. */
export function stagePruner(
  stage: Stage,
  services: readonly PlacedService[],
): StagePruner | undefined {
  const { pruner } = stage;
  if (!pruner) return undefined;
  const { expression, timezone } = pruner.schedule;
  return {
    placed: stageFunction(stage, {
      name: prunerName,
      folder: `apps/${prunerName}`,
      owner: pruner.owner,
      description: 'Deletes old versions of the functions of the stage.',
      entry: 'src/handler.ts',
      memory: 512,
      // The longest that Lambda gives: AWS answers 15 calls of its API a second.
      timeout: 900,
      environment: { SLIPWAY_PRUNER: JSON.stringify(settingsOf(stage, pruner, services)) },
      schedules: [{ name: 'prune', expression, timezone }],
      section: 'pruner',
    }),
    notify: pruner.notify,
    alarms: {
      errors: stageResourceName('alarm', stage, { part: 'pruner-errors' }),
      quota: stageResourceName('alarm', stage, { part: 'pruner-quota' }),
    },
  };
}

/** What the function is told, in the words of `PrunerSettings` of libs/version-pruner. */
function settingsOf(stage: Stage, pruner: PrunerSettings, services: readonly PlacedService[]) {
  const { keep, minAgeDays, invokedWithinDays, cold, fuse, dryRun, pins } = pruner;
  const functions = new Map(
    services.flatMap((placed) =>
      placed.kind === 'function' ? [[placed.service.name, placed.names.functionName]] : [],
    ),
  );
  return {
    // The hyphen keeps the functions of a stage `dev2` out.
    scope: { prefix: `${namePrefix(stage)}-` },
    ...{ keep, minAgeDays, invokedWithinDays },
    ...(cold.keep > 0 && { cold }),
    fuse: { maxDeletes: fuse.maxDeletes, maxShare: fuse.maxPercent / 100 },
    dryRun,
    ...(pins.length > 0 && {
      pins: pins.map((pin) => pin.replace(/^[^:]+/, (name) => functions.get(name) ?? name)),
    }),
  };
}
