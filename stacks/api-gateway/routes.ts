import type { ApiRoute, ComputeContract, NetworkingContract } from '@slipway/constructs';
import { isCallable, type PlacedService, type PlatformModel } from '@slipway/platform';

/** The routes of a model's REST API, one for each service that has an API and can be called. */
export function routesOf(
  model: PlatformModel,
  network: NetworkingContract,
  compute: ComputeContract,
): ApiRoute[] {
  return model.services.flatMap((placed) => {
    const { api } = placed.service;
    if (api === undefined || !isCallable(placed)) {
      return [];
    }
    const { basePath, auth, timeoutMs } = api;
    return [{ basePath, auth, timeoutMs, backend: backendOf(placed, model, network, compute) }];
  });
}

function backendOf(
  placed: PlacedService,
  model: PlatformModel,
  network: NetworkingContract,
  compute: ComputeContract,
): ApiRoute['backend'] {
  const { name } = placed.service;
  if (placed.kind === 'function') {
    const fn = compute.functions[name];
    if (fn === undefined) {
      throw new Error(`the compute contract was read without ${name}`);
    }
    return { kind: 'lambda', invokeArn: fn.invokeArn };
  }
  const shard = model.shards.find(({ index }) => index === placed.shard);
  if (shard === undefined) {
    throw new Error(`${name} is placed on shard ${placed.shard}, which the stage lacks`);
  }
  return {
    kind: 'vpc-link',
    vpcLinkId: network.vpcLinkId,
    host: network.networkLoadBalancerDnsName,
    port: shard.networkListenerPort,
  };
}
