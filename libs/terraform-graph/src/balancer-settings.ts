import { resourcesOf, type Graph } from './graph';
import { textAt } from './read-attribute';
import { writtenNumberAt } from './written-attribute';

/** What an ALB does with every connection. */
export interface BalancerSettings {
  /** Seconds in which nothing is sent before it gives a connection up. */
  readonly idleTimeout: number;
  /** Whether it takes header lines out whose names have other characters than letters, digits and hyphens. */
  readonly dropInvalidHeaderFields: boolean;
}

/**
 * Seconds where nothing is said.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html
 */
const defaultIdleTimeout = 60;

/** Settings of every ALB, by name. */
export function balancerSettingsOf(graph: Graph): ReadonlyMap<string, BalancerSettings> {
  return new Map(
    resourcesOf(graph, 'aws_lb')
      .filter((balancer) => textAt(graph, balancer, ['load_balancer_type']) === 'application')
      .map((balancer) => [
        textAt(graph, balancer, ['name']),
        {
          idleTimeout: writtenNumberAt(graph, balancer, ['idle_timeout']) ?? defaultIdleTimeout,
          dropInvalidHeaderFields: balancer.attributes.drop_invalid_header_fields === true,
        },
      ]),
  );
}
