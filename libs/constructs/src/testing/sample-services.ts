import type { BatchService, FunctionService, HttpService } from '@slipway/catalog';
import {
  batchServiceNames,
  functionServiceNames,
  httpServiceNames,
  type PlacedBatchService,
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
      user: '1000:1000',
      readOnly: true,
      mounts: [],
      exec: false,
      capacity: { base: 1, spot: 0 },
    },
    calls: [],
    scaling: { min: 2, max: 10, cpu: 60 },
    deployment: {
      minimumHealthyPercent: 100,
      maximumPercent: 200,
      zoneRebalancing: true,
      healthCheckGracePeriod: 60,
    },
    logs: { retentionDays: 30, mode: 'non-blocking' },
    secrets: {},
    parameters: {},
    telemetry: { collector: false, cpu: 32, memory: 128 },
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
    calls: [],
    names: httpServiceNames(sampleStage(), service),
    ...placement,
  };
}

/** A placed `batch` service of the sample stage; its names all begin with `slipway-dev-<name>`. */
export function sampleBatchService(
  name: string,
  placement: Partial<PlacedBatchService> = {},
): PlacedBatchService {
  const service: BatchService = {
    ...sampleBase(name),
    kind: 'batch',
    api: undefined,
    container: {
      cpu: 256,
      memory: 512,
      architecture: 'arm64',
      dockerfile: 'Dockerfile',
      stopTimeout: 30,
      user: '1000:1000',
      readOnly: true,
      mounts: [],
      exec: false,
    },
    calls: [],
    logs: { retentionDays: 30, mode: 'non-blocking' },
    secrets: {},
    parameters: {},
    telemetry: { collector: false, cpu: 64, memory: 256 },
  };
  return {
    kind: 'batch',
    service,
    shard: 1,
    imageDigest: `sha256:${'0'.repeat(64)}`,
    calls: [],
    names: batchServiceNames(sampleStage(), service),
    ...placement,
  };
}

/** What a container service's file can say besides what it must: every option that adds something. */
export function everyOption(): Partial<HttpService> {
  return {
    container: {
      port: 8080,
      cpu: 512,
      memory: 1024,
      health: '/health',
      architecture: 'arm64',
      dockerfile: 'Dockerfile',
      stopTimeout: 60,
      user: 'node',
      readOnly: true,
      mounts: ['/tmp', '/app/cache'],
      ephemeralStorage: 30,
      exec: true,
      capacity: { base: 1, spot: 70 },
    },
    scaling: { min: 2, max: 10, cpu: 60, memory: 70, requestsPerTarget: 1000 },
    deployment: {
      minimumHealthyPercent: 50,
      maximumPercent: 150,
      zoneRebalancing: false,
      healthCheckGracePeriod: 90,
    },
    logs: {
      retentionDays: 30,
      mode: 'blocking',
      kmsKey: 'arn:aws:kms:eu-central-1:123456789012:key/0a1b2c3d-0000-4000-8000-000000000000',
    },
    secrets: { DSN: 'quotes/db+1' },
    parameters: { RATES: '/quotes/rates', ZONE: 'zone' },
    telemetry: { collector: true, cpu: 64, memory: 256 },
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

function sampleBase(
  name: string,
): Omit<FunctionService, 'kind' | 'function' | 'logs' | 'schedules'> & Pick<HttpService, 'api'> {
  return {
    name,
    owner: 'pricing-team',
    api: { basePath: `/${name}`, expose: 'public', auth: 'none', timeoutMs: 29_000 },
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
