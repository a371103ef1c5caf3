import type { Stage } from './stage';

/**
 * ALBs that one NLB forwards to: each counts as 50 of the 500 targets that an NLB may have in a zone.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-limits.html
 */
export const albsPerNetworkLoadBalancer = 10;

/** NLBs of a stage, each with a VPC link of its own: a link of V1 ends at one NLB, one of V2 needs none. */
export function networkLoadBalancerCount({ ingress }: Pick<Stage, 'ingress'>): number {
  return ingress.link === 'v1' ? Math.ceil(ingress.shards / albsPerNetworkLoadBalancer) : 0;
}
