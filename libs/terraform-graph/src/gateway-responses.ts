import { resourcesOf, type Graph } from './graph';
import { isObject, type Json } from './json';
import { openApiBodyOf } from './openapi-body';

/** Templates of the bodies that API Gateway gives where it answers by itself; absent: its own. */
export interface GatewayResponseTemplates {
  readonly clientError?: string;
  readonly serverError?: string;
}

/**
 * What the first API of the graph says of its gateway responses, for `application/json`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-gateway-responses.html
 */
export function gatewayResponseTemplatesOf(graph: Graph): GatewayResponseTemplates {
  const [restApi] = resourcesOf(graph, 'aws_api_gateway_rest_api');
  if (!restApi) return {};
  const responses = openApiBodyOf(restApi)['x-amazon-apigateway-gateway-responses'];
  return {
    clientError: templateOf(responses, 'DEFAULT_4XX'),
    serverError: templateOf(responses, 'DEFAULT_5XX'),
  };
}

function templateOf(responses: Json | undefined, type: string): string | undefined {
  const response = isObject(responses) ? responses[type] : undefined;
  const templates = isObject(response) ? response.responseTemplates : undefined;
  const template = isObject(templates) ? templates['application/json'] : undefined;
  return typeof template === 'string' ? template : undefined;
}
