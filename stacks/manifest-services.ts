import { handler, modulePath } from '@slipway/constructs';
import type { ManifestService, PlacedService, PlatformModel } from '@slipway/platform';

/**
 * What tools need of each service and Terraform does not say, by name.
 * @param computeFolder folder of the stack with the functions, relative to the output folder
 */
export function servicesOf(
  model: PlatformModel,
  computeFolder: string,
): Record<string, ManifestService> {
  return Object.fromEntries(
    model.services.map((placed) => [placed.service.name, manifestService(placed, computeFolder)]),
  );
}

function manifestService(placed: PlacedService, computeFolder: string): ManifestService {
  const { folder, at, name } = placed.service;
  const shared = { folder, file: at('name').file };
  if (placed.kind === 'function') {
    return {
      ...shared,
      kind: 'function',
      functionName: placed.names.functionName,
      bundle: `${computeFolder}/${modulePath(name)}`,
      handler,
    };
  }
  const { command } = placed.service.local;
  const localCommand = command === undefined ? {} : { localCommand: command };
  if (placed.kind === 'batch') return { ...shared, kind: 'batch', ...localCommand };
  return {
    ...shared,
    kind: 'http',
    targetGroup: placed.names.targetGroup,
    ...localCommand,
  };
}
