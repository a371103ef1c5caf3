import type { PlatformModel, Shard } from '@slipway/platform';
import type { Construct } from 'constructs';
import type { ApplicationIngressContract, NetworkIngressContract } from '../contracts/ingress';
import { ApplicationLink } from './application-link';
import type { ApplicationLoadBalancer } from './application-load-balancer';
import { NetworkLoadBalancer } from './network-load-balancer';

export interface ShardBalancer {
  readonly shard: Shard;
  readonly balancer: ApplicationLoadBalancer;
}

/** Where requests enter the VPC. */
export interface IngressEntry {
  readonly vpcId: string;
  readonly subnetIds: string[];
  /** Group that the ALBs admit. */
  readonly securityGroupId: string;
}

/** `link: v1`: an NLB with a VPC link of its own in front of every ten ALBs. */
export function networkIngress(
  scope: Construct,
  model: PlatformModel,
  balancers: readonly ShardBalancer[],
  entry: IngressEntry,
): NetworkIngressContract {
  const networkLoadBalancers = model.networkLoadBalancers.map((names) => {
    const networkLoadBalancer = new NetworkLoadBalancer(scope, { names, ...entry });
    for (const { shard, balancer } of balancers) {
      if (shard.networkEntry?.networkLoadBalancer === names.index) {
        networkLoadBalancer.forward(shard, shard.networkEntry, balancer);
      }
    }
    return networkLoadBalancer.contract;
  });
  return { link: 'v1', networkLoadBalancers };
}

/** `link: v2`: one VPC link that reaches every ALB. */
export function applicationIngress(
  scope: Construct,
  { names }: PlatformModel,
  balancers: readonly ShardBalancer[],
  { subnetIds, securityGroupId }: IngressEntry,
): ApplicationIngressContract {
  const { vpcLinkId } = new ApplicationLink(scope, 'link', {
    name: names.vpcLink,
    subnetIds,
    securityGroupId,
  });
  return {
    link: 'v2',
    vpcLinkId,
    applicationLoadBalancers: balancers.map(({ shard: { index }, balancer }) => ({
      index,
      arn: balancer.arn,
      dnsName: balancer.dnsName,
    })),
  };
}
