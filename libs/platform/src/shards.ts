import type { Stage } from '@slipway/catalog';
import { applicationListenerPort, firstNetworkListenerPort } from './load-balancing';
import type { Shard } from './model';
import { stageResourceName } from './naming/resource-name';

/** The ALBs of a stage with the ways to them, by index. */
export function shardsOf(stage: Stage): Shard[] {
  return Array.from({ length: stage.ingress.shards }, (_, position) => {
    const index = position + 1;
    const part = `alb-${index}`;
    return {
      index,
      networkListenerPort: firstNetworkListenerPort + position,
      applicationLoadBalancer: stageResourceName('loadBalancer', stage, { part }),
      applicationListenerPort,
      callSecurityGroup: stageResourceName('securityGroup', stage, { part: `${part}-calls` }),
      albTargetGroup: stageResourceName('targetGroup', stage, {
        part,
        replacedBy: [applicationListenerPort, 'TCP', 'alb'],
      }),
    };
  });
}
