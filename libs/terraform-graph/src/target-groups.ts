import { ascending } from '@slipway/platform';
import type { TargetGroup } from '@slipway/routing';
import { resourcesOf, type Graph, type GraphElement } from './graph';
import { numberAt, textAt } from './read-attribute';

/** Target groups of services: those with `target_type` alb are a hop of the NLB instead. */
export function targetGroupsOf(graph: Graph): TargetGroup[] {
  return resourcesOf(graph, 'aws_lb_target_group')
    .filter((group) => group.attributes.target_type !== 'alb')
    .map((group) => readTargetGroup(graph, group))
    .sort(ascending(({ name }) => name));
}

function readTargetGroup(graph: Graph, group: GraphElement): TargetGroup {
  const check = (attribute: string): number => numberAt(graph, group, ['health_check', attribute]);
  return {
    name: textAt(graph, group, ['name']),
    port: numberAt(graph, group, ['port']),
    healthCheck: {
      path: textAt(graph, group, ['health_check', 'path']),
      matcher: textAt(graph, group, ['health_check', 'matcher']),
      interval: check('interval'),
      timeout: check('timeout'),
      healthyThreshold: check('healthy_threshold'),
      unhealthyThreshold: check('unhealthy_threshold'),
    },
    deregistrationDelay: numberAt(graph, group, ['deregistration_delay']),
  };
}
