import {
  servicesFor,
  stageNamed,
  type Catalog,
  type Finding,
  type Service,
  type Stage,
} from '@slipway/catalog';
import { accountQuotaFindings } from './account-quota-findings';
import { apiGroupsOf } from './api-groups';
import { callLimitFindings } from './calls/call-limit-findings';
import { withCalls } from './calls/with-calls';
import { capacityFindings } from './capacity/capacity-findings';
import { managedFunction } from './capacity/managed-function';
import { imageFindings } from './image-findings';
import { imageSourceOf } from './images';
import { withOnly, type Locks, type Placement } from './locks/lock';
import type { PlacedService, PlatformModel, StageCapacityProvider } from './model';
import { capacityProviderNames } from './naming/capacity-provider-names';
import { nameFindings } from './naming/name-findings';
import { batchServiceNames, functionServiceNames, httpServiceNames } from './naming/service-names';
import { stageNames } from './naming/stage-names';
import { networkFindings } from './network/network-findings';
import { ascending } from './order';
import { apiGroupFindings } from './placement/api-group-findings';
import { orchestratorFindings } from './orchestrator/orchestrator-findings';
import { stageOrchestrator } from './orchestrator/stage-orchestrator';
import { placementFindings } from './placement/placement-findings';
import { retiredServices } from './placement/retired-services';
import { targetFindings } from './placement/target-findings';
import { prunerFindings } from './pruner/pruner-findings';
import { stagePruner } from './pruner/stage-pruner';
import { pathPatterns, urlRewrite } from './routes/path-patterns';
import { routeFindings } from './routes/route-findings';
import { stagePathFindings } from './routes/stage-path-findings';
import { networkLoadBalancersOf, shardsOf } from './shards';
import { stageFunctionsOf } from './stage-functions';
import { taskFindings } from './task-findings';

export interface BuildPlatformInput {
  readonly catalog: Catalog;
  /** Name of the stage. */
  readonly stage: string;
  readonly locks: Locks;
}

export interface BuildPlatformResult {
  /** Absent where the catalog or `findings` has an error. */
  readonly model?: PlatformModel;
  /** Of the stage; those of the catalog are in the catalog. */
  readonly findings: readonly Finding[];
}

/** Derives everything that synth needs for one stage. Equal input gives equal output, byte for byte. */
export function buildPlatform({
  catalog,
  stage: name,
  locks,
}: BuildPlatformInput): BuildPlatformResult {
  const { stage, findings: ofStage } = stageNamed(catalog, name);
  if (!stage) return { findings: ofStage };
  const { services, findings: ofServices } = servicesFor(catalog, name);
  const read = !hasErrors([...catalog.findings, ...ofServices]);
  const { model, findings: ofModel } = derivePlatform({
    stage,
    services,
    locks: read ? locks : locksOfKnown(services, locks),
  });
  const findings = [...ofStage, ...ofServices, ...ofModel];
  return { model: read && !hasErrors(findings) ? model : undefined, findings };
}

function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some(({ severity }) => severity === 'error');
}

/** A service whose file is broken is not gone, so the locks are not asked about services that nobody knows. */
function locksOfKnown(services: readonly Service[], { placement, images }: Locks): Locks {
  const names = new Set(services.map(({ name }) => name));
  return { placement: withOnly(placement, names), images: withOnly(images, names) };
}

export interface DerivePlatformInput {
  readonly stage: Stage;
  /** Those that run in the stage. */
  readonly services: readonly Service[];
  readonly locks: Locks;
}

/** The model of a stage's services as far as they are placed, and everything the rules find. */
export function derivePlatform({ stage, services, locks }: DerivePlatformInput): {
  readonly model: PlatformModel;
  readonly findings: readonly Finding[];
} {
  const sorted = [...services].sort(ascending(({ name }) => name));
  const placed = withCalls(
    sorted.flatMap((service) => {
      const placement = locks.placement.entries.get(service.name)?.value;
      return placement ? placedService(stage, service, placement, locks) : [];
    }),
  );
  const names = stageNames(stage);
  const apiGroups = apiGroupsOf(stage);
  const retired = retiredServices(stage, services, locks);
  const pruner = stagePruner(stage, placed);
  const orchestrator = stageOrchestrator(stage, placed);
  const model = {
    stage,
    services: placed,
    retired,
    shards: shardsOf(stage),
    capacityProviders: capacityProvidersOf(stage),
    networkLoadBalancers: networkLoadBalancersOf(stage),
    apiGroups,
    ...(pruner && { pruner }),
    ...(orchestrator && { orchestrator }),
    names,
  };
  const findings = [
    ...placementFindings({ stage, services, retired, lock: locks.placement }),
    ...apiGroupFindings({ stage, services, lock: locks.placement }),
    ...stagePathFindings(stage, services),
    ...imageFindings(stage, services, retired, locks.images),
    ...taskFindings(stage, services),
    ...capacityFindings(stage, services),
    ...prunerFindings(stage, services),
    ...orchestratorFindings(stage, services, placed),
    ...nameFindings(stage, placed, names, stageFunctionsOf({ pruner, orchestrator })),
    ...callLimitFindings(stage, placed),
    ...targetFindings(stage, placed),
    ...accountQuotaFindings(model),
    ...networkFindings(stage, services),
  ];
  // Places that are wrong make routes that nobody has asked for.
  return {
    model,
    findings: hasErrors(findings) ? findings : [...findings, ...routeFindings(model)],
  };
}

function capacityProvidersOf(stage: Stage): StageCapacityProvider[] {
  return Object.entries(stage.capacityProviders)
    .map(([name, settings]) => {
      return { name, settings, names: capacityProviderNames(stage, name, settings) };
    })
    .sort(ascending(({ name }) => name));
}

/** None for a container service without a place on an ALB. */
function placedService(
  stage: Stage,
  service: Service,
  { slot, apiGroup }: Placement,
  { images }: Locks,
): PlacedService[] {
  const source = imageSourceOf(service);
  const imageDigest = source && images.entries.get(service.name)?.value[source.architecture];
  if (service.kind === 'function') {
    const managed = managedFunction(stage, service);
    const placed = {
      kind: 'function',
      service,
      apiGroup,
      ...(managed && { managed }),
      names: functionServiceNames(stage, service),
    } as const;
    // A service that was a container before keeps its registry where that stands.
    const registryShard = slot?.shard ?? 1;
    return [source ? { ...placed, imageDigest, registryShard } : placed];
  }
  if (service.kind === 'batch') {
    const names = batchServiceNames(stage, service);
    // One that was a container service before keeps its registry where that stands.
    const shard = slot?.shard ?? 1;
    return [{ kind: 'batch', service, shard, calls: [], imageDigest, names }];
  }
  if (!slot) return [];
  return [
    {
      kind: 'http',
      service,
      ...slot,
      apiGroup,
      imageDigest,
      pathPatterns: service.api ? pathPatterns(service.api.basePath, stage) : [],
      rewrite: service.api && urlRewrite(stage),
      calls: [],
      names: httpServiceNames(stage, service),
    },
  ];
}
