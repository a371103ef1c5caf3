import type {
  BatchService,
  EndpointName,
  FunctionService,
  HttpService,
  NetworkSettings,
  Service,
  Stage,
} from '@slipway/catalog';
import type { Images, Locks, Placement, PlacementLock } from '../locks/lock';
import { place } from '../placement/place';

const stageLines: Readonly<Record<string, number>> = { name: 1, project: 2, 'ingress.shards': 8 };
const serviceLines: Readonly<Record<string, number>> = {
  name: 1,
  container: 4,
  'container.architecture': 5,
  'function.architecture': 5,
  api: 6,
  'api.basePath': 6,
};

export const defaultVpc: NetworkSettings = {
  mode: 'default-vpc',
  excludeZoneIds: [],
  maxSubnets: 3,
  flowLogs: { traffic: 'none' },
};

type DedicatedNetwork = Extract<NetworkSettings, { mode: 'dedicated' }>;

/** A VPC of the stage's own without NAT gateways, with these endpoints besides those of every task. */
export function closedVpc(...endpoints: readonly EndpointName[]): DedicatedNetwork {
  return {
    mode: 'dedicated',
    cidr: '10.20.0.0/16',
    zones: 2,
    excludeZoneIds: [],
    natGateways: 'none',
    endpoints: [...endpoints],
    flowLogs: { traffic: 'all' },
  };
}

/** A stage `dev` with two ALBs. */
export function sampleStage(changes: Partial<Stage> = {}): Stage {
  const name = changes.name ?? 'dev';
  return {
    name,
    project: 'slipway',
    account: '123456789012',
    region: 'eu-central-1',
    state: { backend: 'local' },
    network: { ...closedVpc(), natGateways: 'single' },
    ingress: { link: 'v1', shards: 2, groups: 1 },
    defaults: { architecture: 'arm64', logRetentionDays: 30 },
    containerInsights: 'enabled',
    capacityProviders: {},
    instanceFamilies: {},
    vcpuBudget: {},
    tags: {},
    local: { port: 4000, aws: 'embedded' },
    at: (path) => ({
      file: `stacks/stages/${name}.yaml`,
      line: stageLines[path] ?? 1,
      column: 1,
    }),
    ...changes,
  };
}

/** A container service below `/<name>`. */
export function httpService(
  name: string,
  changes: Partial<HttpService> & { readonly basePath?: string } = {},
): HttpService {
  const { basePath = `/${name}`, ...others } = changes;
  return {
    ...serviceBase(name, basePath),
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
    scaling: { min: 1, max: 2, cpu: 60 },
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
    ...others,
  };
}

/** A batch service that calls nobody. */
export function batchService(name: string): BatchService {
  const { container, logs, secrets, parameters, telemetry, calls } = httpService(name);
  const { cpu, memory, architecture, dockerfile, stopTimeout } = container;
  const { user, readOnly, mounts, exec } = container;
  return {
    ...serviceBase(name, ''),
    kind: 'batch',
    api: undefined,
    container: {
      ...{ cpu, memory, architecture, dockerfile, stopTimeout },
      ...{ user, readOnly, mounts, exec },
    },
    ...{ logs, secrets, parameters, telemetry, calls },
  };
}

/** A function below `/<name>`. */
export function functionService(
  name: string,
  changes: Partial<FunctionService> = {},
): FunctionService {
  return {
    ...serviceBase(name, `/${name}`),
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
}

function serviceBase(name: string, basePath: string) {
  return {
    name,
    owner: 'pricing-team',
    api: { basePath, expose: 'public', auth: 'none', timeoutMs: 29_000 },
    logs: { retentionDays: 30 },
    environment: {},
    local: {},
    folder: `apps/${name}`,
    at: (path: string) => ({
      file: `apps/${name}/service.yaml`,
      line: serviceLines[path] ?? 1,
      column: 1,
    }),
  } as const;
}

export function placementLock(placements: Readonly<Record<string, Placement>> = {}): PlacementLock {
  return { file: 'stacks/locks/dev.placement.json', entries: entriesOf(placements) };
}

export function locksOf(
  placement: PlacementLock,
  images: Readonly<Record<string, Images>> = {},
): Locks {
  return {
    placement,
    images: { file: 'stacks/locks/dev.images.json', entries: entriesOf(images) },
  };
}

/** Locks in which the services are placed and the containers have images. */
export function lockedFor(stage: Stage, services: readonly Service[]): Locks {
  const { lock } = place({ stage, services, lock: placementLock() });
  const images = services
    .filter((service) => service.kind === 'http')
    .map(({ name, container }) => [name, { [container.architecture]: sampleDigest }]);
  return locksOf(lock, Object.fromEntries(images) as Record<string, Images>);
}

export const sampleDigest = `sha256:${'ab'.repeat(32)}`;

/** Entries as a file with one line for each would have them. */
function entriesOf<Value>(values: Readonly<Record<string, Value>>) {
  return new Map(
    Object.entries(values).map(([name, value], index) => [name, { value, line: index + 2 }]),
  );
}
