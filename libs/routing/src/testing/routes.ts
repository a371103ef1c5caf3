import type { HttpMethod, RestRoute } from '../route-table';

/** A route that forwards everything to port 80 of the NLB `nlb`. */
export function routeTo(
  path: string,
  method: HttpMethod = 'ANY',
  backendPath: string = path.replace('+}', '}'),
): RestRoute {
  return {
    path,
    method,
    apiKeyRequired: false,
    authorization: 'NONE',
    integration: {
      type: 'HTTP_PROXY',
      networkLoadBalancer: 'nlb',
      port: 80,
      path: backendPath,
      timeoutMs: 29_000,
    },
  };
}
