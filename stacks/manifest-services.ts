import { runtimeOf } from '@slipway/catalog';
import { unpackedPath, type FunctionBundle } from '@slipway/constructs';
import {
  ascending,
  functionsOf,
  type ManifestService,
  type PlacedService,
  type PlatformModel,
} from '@slipway/platform';

/**
 * What tools need of each service and Terraform does not say, by name.
 * @param computeFolder folder of the stack with the functions, relative to the output folder
 * @param bundles of the functions that are zipped, by service name
 */
export function servicesOf(
  model: PlatformModel,
  computeFolder: string,
  bundles: ReadonlyMap<string, FunctionBundle>,
): Record<string, ManifestService> {
  const others = model.services.filter(({ kind }) => kind !== 'function');
  return Object.fromEntries(
    [...functionsOf(model), ...others]
      .sort(ascending(({ service }) => service.name))
      .map((placed) => [placed.service.name, manifestService(placed, computeFolder, bundles)]),
  );
}

function manifestService(
  placed: PlacedService,
  computeFolder: string,
  bundles: ReadonlyMap<string, FunctionBundle>,
): ManifestService {
  const { folder, at, name } = placed.service;
  const shared = { folder, file: at('name').file };
  if (placed.kind === 'function') {
    const { handler = '', module } = bundles.get(name) ?? {};
    return {
      ...shared,
      kind: 'function',
      functionName: placed.names.functionName,
      runtime: runtimeOf(placed.service.function) ?? 'image',
      ...(module !== undefined && {
        node: { module: `${computeFolder}/${unpackedPath(name, module)}`, handler },
      }),
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
