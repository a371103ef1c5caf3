import { ascending } from '@slipway/platform';
import { resourcesOf, type Graph, type GraphElement } from './graph';
import { lengthAt, resourceAt, textAt } from './read-attribute';

/** An API key and where it is good: on every route of the API stage that asks for a key. */
export interface ApiKey {
  readonly name: string;
  /** Service it was made for; absent where the stage made it. */
  readonly service?: string;
  readonly restApi: string;
  readonly apiStage: string;
}

/**
 * The API keys that a usage plan ties to an API stage, sorted by name, API and API stage. A key
 * without a plan opens nothing.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
 */
export function apiKeysOf(graph: Graph): ApiKey[] {
  return resourcesOf(graph, 'aws_api_gateway_usage_plan_key')
    .flatMap((tie) => {
      const key = resourceAt(graph, tie, ['key_id'], 'aws_api_gateway_api_key');
      const plan = resourceAt(graph, tie, ['usage_plan_id'], 'aws_api_gateway_usage_plan');
      return apiStagesOf(graph, plan).map((apiStage) => ({
        name: textAt(graph, key, ['name']),
        ...(key.origin?.service && { service: key.origin.service }),
        ...apiStage,
      }));
    })
    .sort(
      ascending(
        ({ name }) => name,
        ({ restApi }) => restApi,
        ({ apiStage }) => apiStage,
      ),
    );
}

function apiStagesOf(graph: Graph, plan: GraphElement) {
  return Array.from({ length: lengthAt(graph, plan, ['api_stages']) }, (_, position) => {
    const api = resourceAt(
      graph,
      plan,
      ['api_stages', position, 'api_id'],
      'aws_api_gateway_rest_api',
    );
    return {
      restApi: textAt(graph, api, ['name']),
      apiStage: textAt(graph, plan, ['api_stages', position, 'stage']),
    };
  });
}
