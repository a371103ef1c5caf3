import type { Step } from './expression';
import type { Graph, GraphElement } from './graph';
import { writtenNumberAt } from './written-attribute';

/**
 * A token bucket: tokens that come in each second, and how many it holds.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
 */
export interface Throttle {
  readonly rateLimit: number;
  readonly burstLimit: number;
}

/**
 * The throttle whose two limits stand there; undefined where they are absent or -1, which means none.
 */
export function throttleAt(
  graph: Graph,
  element: GraphElement,
  rate: readonly Step[],
  burst: readonly Step[],
): Throttle | undefined {
  const rateLimit = writtenNumberAt(graph, element, rate) ?? -1;
  const burstLimit = writtenNumberAt(graph, element, burst) ?? -1;
  return rateLimit < 0 || burstLimit < 0 ? undefined : { rateLimit, burstLimit };
}
