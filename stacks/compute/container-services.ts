import {
  ContainerService,
  FunctionRegistry,
  KeptRegistry,
  readNetworking,
  type ClusterContract,
  type PlatformStack,
} from '@slipway/constructs';
import type { PlacedHttpService, PlatformModel } from '@slipway/platform';
import { Construct } from 'constructs';

/** The container services that are placed on one ALB shard, and the registries of functions and of those that were. */
export class ContainerServices extends Construct {
  constructor(
    stack: PlatformStack,
    id: string,
    model: PlatformModel,
    shard: number,
    cluster: ClusterContract,
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
      (candidate): candidate is PlacedHttpService =>
        candidate.kind === 'http' && candidate.shard === shard,
    );
    if (placed.length === 0) {
      return;
    }
    const network = readNetworking(stack, [{ index: shard }]);
    for (const service of placed) {
      new ContainerService(stack, this, service, network, cluster);
    }
  }
}
