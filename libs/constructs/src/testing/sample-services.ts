import type { FunctionService, HttpService } from '@slipway/catalog';
import {
  functionServiceNames,
  httpServiceNames,
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
      image: false,
      memory: 256,
      timeout: 5,
      architecture: 'arm64',
      layers: [],
      vpc: false,
      warm: false,
    },
    schedules: [],
    logs: { retentionDays: 30, level: 'INFO', systemLevel: 'INFO' },
    ...changes,
  };
  return {
    kind: 'function',
    service,
    apiGroup: 1,
    names: functionServiceNames(sampleStage(), service),
  };
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
