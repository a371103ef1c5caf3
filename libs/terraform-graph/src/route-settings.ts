import type { HttpMethod } from '@slipway/routing';
import { resourcesOf, type Graph, type GraphElement } from './graph';
import { isObject, type Json, type JsonObject } from './json';
import { readLambdaAuthorizer, type LambdaAuthorizer } from './lambda-authorizer';
import { openApiBodyOf, operationsOf, type OpenApiOperation } from './openapi-body';
import { securityOf, securitySchemeOf } from './openapi-security';
import { placeOf, textAt } from './read-attribute';

/** What the document of a REST API says of a route beside where it leads. */
export interface RouteSettings {
  readonly restApi: string;
  /** `/quotes/{proxy+}`. */
  readonly path: string;
  readonly method: HttpMethod;
  readonly mock?: MockAnswer;
  readonly authorizer?: LambdaAuthorizer;
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
      const authorizer = authorizerOf(graph, restApi, document, operation);
      const integration = objectAt(operation.operation, 'x-amazon-apigateway-integration');
      const mock = mockOf(integration);
      return {
        restApi: name,
        path: operation.path,
        method: methodOf(operation.key),
        ...(mock && { mock }),
        ...(authorizer && { authorizer }),
        requestHeaders: named(integration.requestParameters, 'integration.request.header.'),
      };
    });
  });
}

function methodOf(key: string): HttpMethod {
  return key === 'x-amazon-apigateway-any-method' ? 'ANY' : (key.toUpperCase() as HttpMethod);
}

function authorizerOf(
  graph: Graph,
  restApi: GraphElement,
  document: JsonObject,
  { path, key, operation }: OpenApiOperation,
): LambdaAuthorizer | undefined {
  const place = placeOf(restApi, ['body', 'paths', path, key]);
  return securityOf(document, operation)
    .schemes.map((name) =>
      readLambdaAuthorizer(graph, name, securitySchemeOf(document, name) ?? {}, place),
    )
    .find((authorizer) => authorizer !== undefined);
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
