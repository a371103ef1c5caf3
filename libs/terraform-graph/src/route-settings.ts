import type { HttpMethod } from '@slipway/routing';
import { resourcesOf, type Graph } from './graph';
import { isObject, type Json, type JsonObject } from './json';
import { openApiBodyOf, operationsOf, type OpenApiOperation } from './openapi-body';
import { textAt } from './read-attribute';

/** What the document of a REST API says of a route beside where it leads. */
export interface RouteSettings {
  readonly restApi: string;
  /** `/quotes/{proxy+}`. */
  readonly path: string;
  readonly method: HttpMethod;
  readonly mock?: MockAnswer;
  /** What a token must match as a whole before a Lambda authorizer sees it. */
  readonly identityValidation?: string;
  /** Headers that the integration gets, by name: `context.authorizer.principalId`, `'a fixed value'`. */
  readonly requestHeaders: Readonly<Record<string, string>>;
}

/**
 * What a mock integration answers where its request template chooses no other response, as for CORS.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html
 */
export interface MockAnswer {
  readonly statusCode: number;
  /** By name: `'GET,OPTIONS'` in single quotes. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The settings of every route of every REST API. */
export function routeSettingsOf(graph: Graph): RouteSettings[] {
  return resourcesOf(graph, 'aws_api_gateway_rest_api').flatMap((restApi) => {
    const name = textAt(graph, restApi, ['name']);
    const document = openApiBodyOf(restApi);
    return operationsOf(document).map((operation): RouteSettings => {
      const identityValidation = identityValidationOf(document, operation);
      const integration = objectAt(operation.operation, 'x-amazon-apigateway-integration');
      const mock = mockOf(integration);
      return {
        restApi: name,
        path: operation.path,
        method: methodOf(operation.key),
        ...(mock && { mock }),
        ...(identityValidation !== undefined && { identityValidation }),
        requestHeaders: named(integration.requestParameters, 'integration.request.header.'),
      };
    });
  });
}

function methodOf(key: string): HttpMethod {
  return key === 'x-amazon-apigateway-any-method' ? 'ANY' : (key.toUpperCase() as HttpMethod);
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html */
function identityValidationOf(
  document: JsonObject,
  { operation }: OpenApiOperation,
): string | undefined {
  const schemes = objectAt(objectAt(document, 'components'), 'securitySchemes');
  const security = operation.security ?? document.security;
  const names = Array.isArray(security) ? security.flatMap((one) => Object.keys(one ?? {})) : [];
  return names
    .map((name: string) => objectAt(objectAt(schemes, name), 'x-amazon-apigateway-authorizer'))
    .map(({ identityValidationExpression }) => identityValidationExpression)
    .find((expression) => typeof expression === 'string');
}

function mockOf(integration: JsonObject): MockAnswer | undefined {
  if (String(integration.type).toLowerCase() !== 'mock') return undefined;
  const response = objectAt(objectAt(integration, 'responses'), 'default');
  const template = objectAt(response, 'responseTemplates')['application/json'];
  return {
    statusCode: Number(response.statusCode ?? 200),
    headers: named(response.responseParameters, 'method.response.header.'),
    body: typeof template === 'string' ? template : '',
  };
}

/** The members whose names begin so, without that beginning. */
function named(members: Json | undefined, prefix: string): Record<string, string> {
  const entries = Object.entries(isObject(members) ? members : {});
  return Object.fromEntries(
    entries.flatMap(([name, value]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), String(value)]] : [],
    ),
  );
}

function objectAt(object: JsonObject, key: string): JsonObject {
  const value = object[key];
  return isObject(value) ? value : {};
}
