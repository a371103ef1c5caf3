import type { CapacityProviderSettings, NetworkSettings, Stage } from '@slipway/catalog';
import {
  apiGroupsOf,
  capacityProviderNames,
  networkLoadBalancersOf,
  shardsOf,
  stageNames,
  type PlatformModel,
  type StageCapacityProvider,
} from '@slipway/platform';

const stageFile = 'stacks/stages/dev.yaml';
const lines: Readonly<Record<string, number>> = {
  name: 1,
  account: 2,
  network: 6,
  ingress: 9,
  delivery: 12,
};

export const defaultVpc: NetworkSettings = {
  mode: 'default-vpc',
  excludeZoneIds: ['euc1-az3'],
  maxSubnets: 3,
  flowLogs: { traffic: 'none' },
};

type DedicatedNetwork = Extract<NetworkSettings, { mode: 'dedicated' }>;

export function dedicated(
  natGateways: DedicatedNetwork['natGateways'],
  zones = 2,
  changes: Partial<DedicatedNetwork> = {},
): DedicatedNetwork {
  return {
    mode: 'dedicated',
    cidr: '10.20.0.0/16',
    zones,
    excludeZoneIds: ['euc1-az3'],
    natGateways,
    endpoints: [],
    flowLogs: { traffic: 'all' },
    ...changes,
  };
}

type ExistingNetwork = Extract<NetworkSettings, { mode: 'existing' }>;

export function existing(changes: Partial<ExistingNetwork> = {}): ExistingNetwork {
  return {
    mode: 'existing',
    vpc: { tags: { Name: 'shared' } },
    subnets: { tags: { tier: 'private' } },
    excludeZoneIds: ['euc1-az3'],
    maxSubnets: 3,
    assignPublicIp: false,
    flowLogs: { traffic: 'none' },
    ...changes,
  };
}

/** A stage `dev` of project `slipway`. */
export function sampleStage(changes: Partial<Stage> = {}): Stage {
  return {
    name: 'dev',
    project: 'slipway',
    account: '123456789012',
    region: 'eu-central-1',
    state: { backend: 's3', bucket: 'slipway-dev-state' },
    network: defaultVpc,
    ingress: { link: 'v1', shards: 1, groups: 1 },
    defaults: { architecture: 'arm64', logRetentionDays: 30 },
    containerInsights: 'enabled',
    capacityProviders: {},
    instanceFamilies: {},
    vcpuBudget: {},
    tags: { team: 'platform' },
    delivery: { githubRepository: 'acme/platform', identityProvider: 'create' },
    local: { port: 4000, aws: 'embedded' },
    at: (path) => ({ file: stageFile, line: lines[path] ?? 1, column: 1 }),
    ...changes,
  };
}

/** The capacity provider `agents` of the sample stage. */
export function sampleCapacityProvider(
  changes: Partial<CapacityProviderSettings> = {},
): StageCapacityProvider {
  const settings: CapacityProviderSettings = {
    owner: 'platform-team',
    architecture: 'arm64',
    scaling: { mode: 'auto', maxVcpu: 64 },
    excludeZoneIds: [],
    versions: 3,
    ...changes,
  };
  const name = 'agents';
  return { name, settings, names: capacityProviderNames(sampleStage(), name, settings) };
}

/** The model of a stage without services. */
export function sampleModel(stage: Stage = sampleStage()): PlatformModel {
  return {
    stage,
    services: [],
    retired: [],
    shards: shardsOf(stage),
    capacityProviders: [],
    networkLoadBalancers: networkLoadBalancersOf(stage),
    apiGroups: apiGroupsOf(stage),
    names: stageNames(stage),
  };
}
