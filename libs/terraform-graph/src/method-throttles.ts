import { resourcesOf, type Graph } from './graph';
import { resourceAt, textAt } from './read-attribute';
import { throttleAt, type Throttle } from './throttle';

/** How many requests each of some routes takes, from all callers together. */
export interface MethodThrottle extends Throttle {
  readonly restApi: string;
  readonly apiStage: string;
  /** `*` for every route. */
  readonly path: string;
  /** `*` for every verb. */
  readonly method: string;
}

/**
 * Throttles in the settings of methods. Where several name a route, the one with its path counts.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
 */
export function methodThrottlesOf(graph: Graph): MethodThrottle[] {
  return resourcesOf(graph, 'aws_api_gateway_method_settings').flatMap((settings) => {
    const throttle = throttleAt(
      graph,
      settings,
      ['settings', 'throttling_rate_limit'],
      ['settings', 'throttling_burst_limit'],
    );
    if (!throttle) return [];
    const api = resourceAt(graph, settings, ['rest_api_id'], 'aws_api_gateway_rest_api');
    const written = textAt(graph, settings, ['method_path']).replaceAll('~1', '/');
    const slash = written.lastIndexOf('/');
    const path = written.slice(0, slash).replace(/^\/*/, '/');
    return [
      {
        restApi: textAt(graph, api, ['name']),
        apiStage: textAt(graph, settings, ['stage_name']),
        path: path === '/*' ? '*' : path,
        method: written.slice(slash + 1),
        ...throttle,
      },
    ];
  });
}
