import {
  BatchService,
  ContainerService,
  FunctionRegistry,
  KeptRegistry,
  offerBatch,
  readNetworking,
  type ClusterContract,
  type ITerraformDependable,
  type PlatformStack,
} from '@slipway/constructs';
import type { PlacedBatchService, PlacedHttpService, PlatformModel } from '@slipway/platform';
import { Construct } from 'constructs';

/** The container services that are placed on one ALB shard, and the registries of functions and of those that were. */
export class ContainerServices extends Construct {
  /** @param clusterReady what must stand before the cluster runs a service, where this stack made it */
  constructor(
    stack: PlatformStack,
    id: string,
    model: PlatformModel,
    shard: number,
    cluster: ClusterContract,
    clusterReady: readonly ITerraformDependable[] = [],
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
    for (const one of placed) {
      if (one.kind === 'http') {
        new ContainerService(stack, this, one, network, cluster, clusterReady);
      } else {
        const { contract } = new BatchService(stack, this, one, network, cluster);
        offerBatch(stack, one.service.name, contract);
      }
    }
  }
}
