import { resourcesOf, type Graph } from './graph';
import { isObject, type Json } from './json';
import { openApiBodyOf } from './openapi-body';
import { textAt } from './read-attribute';

/** What an API says of an answer that API Gateway gives by itself. */
export interface GatewayResponseSettings {
  /** Absent: that of the answer. */
  readonly statusCode?: number;
  /** By name: `'*'` in single quotes, or a variable as `context.requestId`. */
  readonly headers: Readonly<Record<string, string>>;
  /** For `application/json`; absent: API Gateway's own. */
  readonly template?: string;
}

/** By type: `THROTTLED`, `DEFAULT_4XX` for those without settings of their own. */
export type GatewayResponses = ReadonlyMap<string, GatewayResponseSettings>;

/**
 * The gateway responses that each REST API sets, by its name.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-gateway-responses.html
 */
export function gatewayResponsesOf(graph: Graph): ReadonlyMap<string, GatewayResponses> {
  return new Map(
    resourcesOf(graph, 'aws_api_gateway_rest_api').map((restApi) => {
      const written = openApiBodyOf(restApi)['x-amazon-apigateway-gateway-responses'];
      const responses = Object.entries(isObject(written) ? written : {});
      return [
        textAt(graph, restApi, ['name']),
        new Map(responses.map(([type, response]) => [type, readResponse(response)])),
      ];
    }),
  );
}

function readResponse(response: Json): GatewayResponseSettings {
  const { statusCode, responseParameters, responseTemplates } = isObject(response) ? response : {};
  const template = isObject(responseTemplates) ? responseTemplates['application/json'] : undefined;
  const parameters = Object.entries(isObject(responseParameters) ? responseParameters : {});
  return {
    ...(statusCode !== undefined && statusCode !== null && { statusCode: Number(statusCode) }),
    headers: Object.fromEntries(
      parameters.map(([name, value]) => [
        name.replace(/^gatewayresponse\.header\./, ''),
        String(value),
      ]),
    ),
    ...(typeof template === 'string' && { template }),
  };
}
