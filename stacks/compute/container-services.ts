import {
  BatchService,
  ContainerService,
  FunctionRegistry,
  KeptRegistry,
  offerBatch,
  readNetworking,
  type AgentAccess,
  type ClusterContract,
  type ITerraformDependable,
  type PlatformStack,
} from '@slipway/constructs';
import type { PlacedBatchService, PlacedHttpService, PlatformModel } from '@slipway/platform';
import { Construct } from 'constructs';

/** The container services that are placed on one ALB shard, and the registries of functions and of those that were. */
export class ContainerServices extends Construct {
  /** Batch services by name. */
  readonly batch: ReadonlyMap<string, BatchService>;

  /**
   * @param clusterReady what must stand before the cluster runs a service, where this stack made it
   * @param agent what the tasks that the orchestrator runs need of it
   */
  constructor(
    stack: PlatformStack,
    id: string,
    model: PlatformModel,
    shard: number,
    cluster: ClusterContract,
    clusterReady: readonly ITerraformDependable[] = [],
    agent?: AgentAccess,
  ) {
    super(stack, id);
    for (const retired of model.retired.filter((service) => service.shard === shard)) {
      new KeptRegistry(stack, this, retired);
    }
    for (const candidate of model.services) {
      if (candidate.kind === 'function' && candidate.registryShard === shard) {
        new FunctionRegistry(stack, this, candidate);
      }
    }
    const placed = model.services.filter(
      (candidate): candidate is PlacedHttpService | PlacedBatchService =>
        candidate.kind !== 'function' && candidate.shard === shard,
    );
    const batch = new Map<string, BatchService>();
    this.batch = batch;
    if (placed.length === 0) {
      return;
    }
    const shards = new Set([
      shard,
      ...placed.flatMap(({ calls }) => calls.map((call) => call.shard)),
    ]);
    const network = readNetworking(
      stack,
      [...shards].map((index) => ({ index })),
    );
    const agents = new Set(model.orchestrator?.tasks.map(({ placed: task }) => task));
    for (const one of placed) {
      if (one.kind === 'http') {
        new ContainerService(stack, this, one, network, cluster, clusterReady);
      } else {
        const access = agents.has(one) ? agent : undefined;
        const service = new BatchService(stack, this, one, network, cluster, access);
        offerBatch(stack, one.service.name, service.contract);
        batch.set(one.service.name, service);
      }
    }
  }
}
