import { albsPerNetworkLoadBalancer, networkLoadBalancerCount, type Stage } from '@slipway/catalog';
import { applicationListenerPort, firstNetworkListenerPort } from './load-balancing';
import type { NetworkEntry, NetworkLoadBalancer, Shard } from './model';
import { numbered, stageResourceName, type NamedStage } from './naming/resource-name';

/** The ALBs of a stage with the ways to them, by index. A shard never changes its NLB or its port. */
export function shardsOf(stage: Stage): Shard[] {
  return Array.from({ length: stage.ingress.shards }, (_, position) => {
    const index = position + 1;
    return {
      index,
      applicationLoadBalancer: stageResourceName('loadBalancer', stage, { part: `alb-${index}` }),
      applicationListenerPort,
      callSecurityGroup: stageResourceName('securityGroup', stage, { part: `alb-${index}-calls` }),
      ...(stage.ingress.link === 'v1' && { networkEntry: networkEntryOf(stage, index) }),
    };
  });
}

function networkEntryOf(stage: NamedStage, index: number): NetworkEntry {
  return {
    networkLoadBalancer: Math.ceil(index / albsPerNetworkLoadBalancer),
    port: firstNetworkListenerPort + index - 1,
    targetGroup: stageResourceName('targetGroup', stage, {
      part: `alb-${index}`,
      replacedBy: [applicationListenerPort, 'TCP', 'alb'],
    }),
  };
}

/** The NLBs in front of a stage's ALBs, by index. */
export function networkLoadBalancersOf(
  stage: NamedStage & Pick<Stage, 'ingress'>,
): NetworkLoadBalancer[] {
  return Array.from({ length: networkLoadBalancerCount(stage) }, (_, position) => {
    const index = position + 1;
    return {
      index,
      name: stageResourceName('loadBalancer', stage, { part: numbered('nlb', index) }),
      vpcLink: stageResourceName('vpcLink', stage, { part: numbered('vpc-link', index) }),
    };
  });
}
