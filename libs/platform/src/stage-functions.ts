import type { PlacedFunctionService, PlatformModel } from './model';

/** Every function of a stage: its services, and what the stage file asks for. */
export function functionsOf({
  services,
  pruner,
  orchestrator,
}: Pick<PlatformModel, 'services' | 'pruner' | 'orchestrator'>): PlacedFunctionService[] {
  return [
    ...services.filter((placed) => placed.kind === 'function'),
    ...stageFunctionsOf({ pruner, orchestrator }),
  ];
}

/** The functions that the stage file asks for. */
export function stageFunctionsOf({
  pruner,
  orchestrator,
}: Pick<PlatformModel, 'pruner' | 'orchestrator'>): PlacedFunctionService[] {
  return [
    ...(orchestrator?.functions ? [orchestrator.functions.run, orchestrator.functions.reaper] : []),
    ...(pruner ? [pruner.placed] : []),
  ];
}
