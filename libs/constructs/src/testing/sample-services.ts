import type { FunctionService, HttpService } from '@slipway/catalog';
import {
  functionServiceNames,
  httpServiceNames,
  managedFunction,
  type PlacedFunctionService,
  type PlacedHttpService,
} from '@slipway/platform';
import { sampleStage } from './sample-model';

const lines: Readonly<Record<string, number>> = {
  name: 1,
  container: 5,
  function: 5,
  api: 6,
  scaling: 7,
};

/** A placed `http` service of the sample stage; its names all begin with `slipway-dev-<name>`. */
export function sampleHttpService(
  name: string,
  changes: Partial<HttpService> = {},
  placement: Partial<PlacedHttpService> = {},
): PlacedHttpService {
  const service: HttpService = {
    ...sampleBase(name),
    kind: 'http',
    container: {
      port: 8080,
      cpu: 256,
      memory: 512,
      health: '/health',
      architecture: 'arm64',
      dockerfile: 'Dockerfile',
      stopTimeout: 30,
    },
    scaling: { min: 2, max: 10, cpu: 60 },
    ...changes,
  };
  return {
    kind: 'http',
    service,
    shard: 1,
    priority: 41_234,
    apiGroup: 1,
    imageDigest: `sha256:${'0'.repeat(64)}`,
    pathPatterns: [`/${name}`, `/${name}/*`],
    names: httpServiceNames(sampleStage(), service),
    ...placement,
  };
}

/** A placed `function` service of the sample stage; its names all begin with `slipway-dev-<name>`. */
export function sampleFunctionService(
  name: string,
  changes: Partial<FunctionService> = {},
): PlacedFunctionService {
  const service: FunctionService = {
    ...sampleBase(name),
    kind: 'function',
    function: {
      entry: 'src/handler.ts',
      runtime: 'nodejs22.x',
      memory: 256,
      timeout: 5,
      architecture: 'arm64',
    },
    ...changes,
  };
  const managed = managedFunction(sampleStage(), service);
  return {
    kind: 'function',
    service,
    apiGroup: 1,
    ...(managed && { managed }),
    names: functionServiceNames(sampleStage(), service),
  };
}

/** A placed function on the capacity provider `agents`, with a floor that is higher in working hours. */
export function sampleManagedFunction(
  name: string,
  changes: Partial<FunctionService['function']> = {},
): PlacedFunctionService {
  const { service } = sampleFunctionService(name);
  const window = { days: ['mon' as const], from: '08:00', to: '20:00', min: 4, max: 12 };
  return sampleFunctionService(name, {
    function: {
      ...service.function,
      memory: 4096,
      capacityProvider: 'agents',
      floor: { min: 3, max: 6, timezone: 'Europe/Berlin', windows: [window] },
      ...changes,
    },
  });
}

function sampleBase(name: string): Omit<HttpService, 'kind' | 'container' | 'scaling'> {
  return {
    name,
    owner: 'pricing-team',
    api: { basePath: `/${name}`, expose: 'public', auth: 'none', timeoutMs: 29_000 },
    logs: { retentionDays: 30 },
    environment: {},
    local: {},
    folder: `apps/${name}`,
    at: (path) => ({
      file: `apps/${name}/service.yaml`,
      line: lines[path.split('.', 1)[0] ?? path] ?? 1,
      column: 1,
    }),
  };
}
