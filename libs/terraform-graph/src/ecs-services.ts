import { resourcesOf, type Graph } from './graph';
import { numberAt } from './read-attribute';

/** How ECS keeps a service running. */
export interface EcsService {
  readonly service: string;
  /** Tasks. */
  readonly desiredCount: number;
  /** Percent of the desired count that are healthy at least while tasks are replaced. */
  readonly minimumHealthyPercent: number;
  /** Percent of the desired count that run at most while tasks are replaced. */
  readonly maximumPercent: number;
  /** Seconds after a task's start in which it may be unhealthy. */
  readonly healthCheckGracePeriod: number;
}

/**
 * The ECS services that belong to services of the catalog.
 *
 * @throws UnreadableGraphError where one of its numbers is not known before a plan
 */
export function ecsServicesOf(graph: Graph): EcsService[] {
  return resourcesOf(graph, 'aws_ecs_service').flatMap((element) => {
    const service = element.origin?.service;
    if (service === undefined) return [];
    const number = (attribute: string): number => numberAt(graph, element, [attribute]);
    return {
      service,
      desiredCount: number('desired_count'),
      minimumHealthyPercent: number('deployment_minimum_healthy_percent'),
      maximumPercent: number('deployment_maximum_percent'),
      healthCheckGracePeriod: number('health_check_grace_period_seconds'),
    };
  });
}
