import {
  ContainerService,
  KeptRegistry,
  readNetworking,
  type ClusterContract,
  type ITerraformDependable,
  type PlatformStack,
} from '@slipway/constructs';
import type { PlacedHttpService, PlatformModel } from '@slipway/platform';
import { Construct } from 'constructs';

/** The container services that are placed on one ALB shard, and the registries of those that were. */
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
    const placed = model.services.filter(
      (candidate): candidate is PlacedHttpService =>
        candidate.kind === 'http' && candidate.shard === shard,
    );
    if (placed.length === 0) {
      return;
    }
    const network = readNetworking(stack, [{ index: shard }]);
    for (const service of placed) {
      new ContainerService(stack, this, service, network, cluster, clusterReady);
    }
  }
}
