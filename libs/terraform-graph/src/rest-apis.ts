import { ascending } from '@slipway/platform';
import type { HttpMethod, RestApi, RestRoute } from '@slipway/routing';
import { UnreadableGraphError, type GraphPlace } from './errors';
import { resourcesOf, type Graph, type GraphElement } from './graph';
import { readIntegration } from './integration';
import { isObject, type JsonObject } from './json';
import { openApiBodyOf, operationsOf, type OpenApiOperation } from './openapi-body';
import { placeOf, resourceAt, textAt } from './read-attribute';

/** The REST APIs of the graph with the API stage that serves each. */
export function restApisOf(graph: Graph): RestApi[] {
  return resourcesOf(graph, 'aws_api_gateway_stage')
    .map((apiStage) => {
      const restApi = resourceAt(graph, apiStage, ['rest_api_id'], 'aws_api_gateway_rest_api');
      return {
        name: textAt(graph, restApi, ['name']),
        apiStage: textAt(graph, apiStage, ['stage_name']),
        binaryMediaTypes: binaryMediaTypesOf(restApi),
        routes: routesOf(graph, restApi),
      };
    })
    .sort(ascending(({ name }) => name));
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-binary-media-types.html */
function binaryMediaTypesOf(restApi: GraphElement): string[] {
  const types = openApiBodyOf(restApi)['x-amazon-apigateway-binary-media-types'] ?? [];
  if (Array.isArray(types) && types.every((type) => typeof type === 'string')) return types;
  const place = placeOf(restApi, ['body', 'x-amazon-apigateway-binary-media-types']);
  throw new UnreadableGraphError(place, 'must be a list of media types');
}

function routesOf(graph: Graph, restApi: GraphElement): RestRoute[] {
  const document = openApiBodyOf(restApi);
  return operationsOf(document)
    .map((operation): RestRoute => {
      const { path, key } = operation;
      const place = placeOf(restApi, ['body', 'paths', path, key]);
      return {
        path,
        method: methodOf(key),
        apiKeyRequired: requiresApiKey(document, operation, place),
        authorization: 'NONE',
        integration: readIntegration(graph, restApi.stack, operation.operation, place),
      };
    })
    .sort(
      ascending(
        ({ path }) => path,
        ({ method }) => method,
      ),
    );
}

function methodOf(key: string): HttpMethod {
  return key === 'x-amazon-apigateway-any-method' ? 'ANY' : (key.toUpperCase() as HttpMethod);
}

/**
 * True where the operation's security names an API key in the header `x-api-key`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-api-key-source.html
 */
function requiresApiKey(
  document: JsonObject,
  { operation }: OpenApiOperation,
  place: GraphPlace,
): boolean {
  const security = operation.security ?? document.security ?? [];
  const names = Array.isArray(security)
    ? security.flatMap((requirement) => (isObject(requirement) ? Object.keys(requirement) : []))
    : [];
  for (const name of names) {
    if (!isApiKeyScheme(document, name)) {
      throw new UnreadableGraphError(place, `asks for \`${name}\`, which is not an API key`);
    }
  }
  return names.length > 0;
}

function isApiKeyScheme({ components }: JsonObject, name: string): boolean {
  const schemes = isObject(components) ? components.securitySchemes : undefined;
  const scheme = isObject(schemes) ? schemes[name] : undefined;
  if (!isObject(scheme)) return false;
  const { type, in: location, name: header } = scheme;
  const plain = !('x-amazon-apigateway-authtype' in scheme);
  return (
    plain &&
    type === 'apiKey' &&
    location === 'header' &&
    String(header).toLowerCase() === 'x-api-key'
  );
}
