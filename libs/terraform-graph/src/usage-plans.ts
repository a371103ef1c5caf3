import { ascending } from '@slipway/platform';
import type { Step } from './expression';
import { resourcesOf, type Graph, type GraphElement } from './graph';
import { lengthAt, numberAt, resourceAt, textAt } from './read-attribute';
import { throttleAt, type Throttle } from './throttle';
import { isWritten, writtenNumberAt } from './written-attribute';

/**
 * A usage plan that has at least one API key.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
 */
export interface UsagePlan {
  readonly name: string;
  /** Names of its API keys that are enabled, sorted. */
  readonly apiKeys: readonly string[];
  /** For each key, over all of the plan's API stages together. */
  readonly throttle?: Throttle;
  readonly quota?: Quota;
  readonly apiStages: readonly PlannedApiStage[];
}

/** Requests that each key may send in a period, over all of the plan's API stages together. */
export interface Quota {
  readonly limit: number;
  /** Taken off the limit in the period in which a key is first used. */
  readonly offset: number;
  readonly period: 'DAY' | 'WEEK' | 'MONTH';
}

export interface PlannedApiStage {
  readonly restApi: string;
  readonly apiStage: string;
  /** For each key, by route: `/quotes/GET`. */
  readonly routeThrottles: Readonly<Record<string, Throttle>>;
}

/** The usage plans of the graph, sorted by name. */
export function usagePlansOf(graph: Graph): UsagePlan[] {
  const keys = new Map<GraphElement, string[]>();
  for (const tie of resourcesOf(graph, 'aws_api_gateway_usage_plan_key')) {
    const key = resourceAt(graph, tie, ['key_id'], 'aws_api_gateway_api_key');
    if (key.attributes.enabled === false) continue;
    const plan = resourceAt(graph, tie, ['usage_plan_id'], 'aws_api_gateway_usage_plan');
    keys.set(plan, [...(keys.get(plan) ?? []), textAt(graph, key, ['name'])]);
  }
  return [...keys]
    .map(([plan, apiKeys]) => readPlan(graph, plan, apiKeys.sort()))
    .sort(ascending(({ name }) => name));
}

function readPlan(graph: Graph, plan: GraphElement, apiKeys: readonly string[]): UsagePlan {
  const throttle = throttleAt(
    graph,
    plan,
    ['throttle_settings', 'rate_limit'],
    ['throttle_settings', 'burst_limit'],
  );
  const quota = quotaOf(graph, plan);
  return {
    name: textAt(graph, plan, ['name']),
    apiKeys,
    ...(throttle && { throttle }),
    ...(quota && { quota }),
    apiStages: Array.from({ length: lengthAt(graph, plan, ['api_stages']) }, (_, position) =>
      readApiStage(graph, plan, ['api_stages', position]),
    ),
  };
}

function quotaOf(graph: Graph, plan: GraphElement): Quota | undefined {
  if (!isWritten(graph, plan, ['quota_settings', 'limit'])) return undefined;
  return {
    limit: numberAt(graph, plan, ['quota_settings', 'limit']),
    offset: writtenNumberAt(graph, plan, ['quota_settings', 'offset']) ?? 0,
    period: textAt(graph, plan, ['quota_settings', 'period']) as Quota['period'],
  };
}

function readApiStage(graph: Graph, plan: GraphElement, place: readonly Step[]): PlannedApiStage {
  const api = resourceAt(graph, plan, [...place, 'api_id'], 'aws_api_gateway_rest_api');
  const count = lengthAt(graph, plan, [...place, 'throttle']);
  const throttles = Array.from({ length: count }, (_, position) => {
    const at = [...place, 'throttle', position];
    const throttle = throttleAt(graph, plan, [...at, 'rate_limit'], [...at, 'burst_limit']);
    return throttle ? [[textAt(graph, plan, [...at, 'path']), throttle] as const] : [];
  });
  return {
    restApi: textAt(graph, api, ['name']),
    apiStage: textAt(graph, plan, [...place, 'stage']),
    routeThrottles: Object.fromEntries(throttles.flat()),
  };
}
