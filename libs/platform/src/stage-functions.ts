import type { PlacedFunctionService, PlatformModel } from './model';

/** Every function of a stage: its services, and what the stage file asks for. */
export function functionsOf({
  services,
  pruner,
}: Pick<PlatformModel, 'services' | 'pruner'>): PlacedFunctionService[] {
  return [
    ...services.filter((placed) => placed.kind === 'function'),
    ...(pruner ? [pruner.placed] : []),
  ];
}
