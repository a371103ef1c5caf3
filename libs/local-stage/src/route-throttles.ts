import type { RestApi, RestRoute } from '@slipway/routing';
import type { MethodThrottle } from '@slipway/terraform-graph';
import { TokenBucket, type Clock } from './token-bucket';

type OfApi = Pick<RestApi, 'name' | 'apiStage'>;

/** The throttle of each route that has one: that of the settings which name it most closely. */
export function routeThrottle(
  throttles: readonly MethodThrottle[],
  { name, apiStage }: OfApi,
  route: RestRoute,
  clock: Clock,
): TokenBucket | undefined {
  const [closest] = throttles
    .filter(
      ({ restApi, apiStage: stage, path, method }) =>
        restApi === name &&
        stage === apiStage &&
        (path === '*' || path === route.path) &&
        (method === '*' || method === route.method),
    )
    .sort((a, b) => wildcardsOf(a) - wildcardsOf(b));
  return closest && new TokenBucket(closest, clock);
}

function wildcardsOf({ path, method }: MethodThrottle): number {
  return (path === '*' ? 2 : 0) + (method === '*' ? 1 : 0);
}
