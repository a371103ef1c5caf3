import type { RestApi, RestRoute } from '@slipway/routing';
import type { UsagePlan } from '@slipway/terraform-graph';
import { limitExceeded, tooManyRequests, type GatewayResponse } from './gateway-responses';
import { QuotaCounter } from './quota-counter';
import { TokenBucket, type Clock } from './token-bucket';

export interface UsageLimitsProps {
  readonly plans: readonly UsagePlan[];
  readonly clock: Clock;
  /** Milliseconds since 1970. */
  readonly today: () => number;
}

/** What one key may still do under one plan. */
interface Usage {
  readonly bucket?: TokenBucket;
  readonly quota?: QuotaCounter;
  /** By API, API stage and route. */
  readonly routeBuckets: ReadonlyMap<string, TokenBucket>;
}

/**
 * The throttles and quotas of usage plans. They hold for each key over all API stages of its plan;
 * those of a route for each key on that route.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
 */
export class UsageLimits {
  /** By key, API and API stage. */
  private readonly usages = new Map<string, Usage>();

  constructor({ plans, clock, today }: UsageLimitsProps) {
    for (const { apiKeys, throttle, quota, apiStages } of plans) {
      for (const key of apiKeys) {
        const routeThrottles = apiStages.flatMap(({ restApi, apiStage, routeThrottles }) =>
          Object.entries(routeThrottles).map(
            ([route, limits]) =>
              [keyOf(restApi, apiStage, route), new TokenBucket(limits, clock)] as const,
          ),
        );
        const usage: Usage = {
          ...(throttle && { bucket: new TokenBucket(throttle, clock) }),
          ...(quota && { quota: new QuotaCounter(quota, today) }),
          routeBuckets: new Map(routeThrottles),
        };
        for (const { restApi, apiStage } of apiStages) {
          this.usages.set(keyOf(key, restApi, apiStage), usage);
        }
      }
    }
  }

  /** Whether an enabled key is in a plan of the API stage: without one, API Gateway refuses it. */
  covers(key: string, { name, apiStage }: Pick<RestApi, 'name' | 'apiStage'>): boolean {
    return this.usages.has(keyOf(key, name, apiStage));
  }

  /** Counts a request of a key. Returns what it is refused with, undefined where it may go on. */
  refusalOf(
    key: string,
    { name, apiStage }: Pick<RestApi, 'name' | 'apiStage'>,
    { path, method }: Pick<RestRoute, 'path' | 'method'>,
  ): GatewayResponse | undefined {
    const usage = this.usages.get(keyOf(key, name, apiStage));
    const route = usage?.routeBuckets.get(keyOf(name, apiStage, `${path}/${method}`));
    if (route?.take() === false || usage?.bucket?.take() === false) return tooManyRequests;
    return usage?.quota?.take() === false ? limitExceeded : undefined;
  }
}

function keyOf(...parts: readonly string[]): string {
  return parts.join('\n');
}
