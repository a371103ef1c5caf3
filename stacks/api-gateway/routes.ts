import type { ApiRoute, ComputeContract, IngressContract } from '@slipway/constructs';
import type { PlacedService, PlatformModel, Shard } from '@slipway/platform';

/** The routes of a REST API, one for each of its services that has an API. */
export function routesOf(
  services: readonly PlacedService[],
  model: PlatformModel,
  ingress: IngressContract,
  compute: ComputeContract,
): ApiRoute[] {
  return services.flatMap((placed) => {
    const { api } = placed.service;
    if (api === undefined) {
      return [];
    }
    const { basePath, auth, timeoutMs } = api;
    return [{ basePath, auth, timeoutMs, backend: backendOf(placed, model, ingress, compute) }];
  });
}

function backendOf(
  placed: PlacedService,
  model: PlatformModel,
  ingress: IngressContract,
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
  return linkTo(shard, ingress);
}

function linkTo(
  { index, applicationListenerPort, networkEntry }: Shard,
  ingress: IngressContract,
): ApiRoute['backend'] {
  if (ingress.link === 'v1') {
    const balancer = ingress.networkLoadBalancers.find(
      (candidate) => candidate.index === networkEntry?.networkLoadBalancer,
    );
    if (balancer === undefined || networkEntry === undefined) {
      throw new Error(`the ingress contract was read without the NLB of shard ${index}`);
    }
    const { vpcLinkId, dnsName: host } = balancer;
    return { kind: 'vpc-link', vpcLinkId, host, port: networkEntry.port };
  }
  const balancer = ingress.applicationLoadBalancers.find((candidate) => candidate.index === index);
  if (balancer === undefined) {
    throw new Error(`the ingress contract was read without the ALB of shard ${index}`);
  }
  return {
    kind: 'vpc-link-v2',
    vpcLinkId: ingress.vpcLinkId,
    loadBalancerArn: balancer.arn,
    host: balancer.dnsName,
    port: applicationListenerPort,
  };
}
