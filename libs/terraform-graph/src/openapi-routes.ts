import type { HttpMethod, RestRoute } from '@slipway/routing';
import type { GraphElement } from './graph';
import { readIntegration } from './integration';
import { isObject, type JsonObject } from './json';
import { openApiBodyOf, operationsOf } from './openapi-body';
import { openApiProtectionOf } from './openapi-protection';
import { placeOf } from './read-attribute';
import type { Reading } from './reading';

/**
 * The routes that the OpenAPI document of a REST API has on one of its API stages.
 *
 * @throws UnreadableGraphError where the document cannot be read
 */
export function openApiRoutesOf(
  reading: Reading,
  restApi: GraphElement,
  apiStage: GraphElement,
): RestRoute[] {
  const document = openApiBodyOf(restApi);
  return operationsOf(document).map((operation): RestRoute => {
    const { path, key } = operation;
    const method = methodOf(key);
    const place = placeOf(restApi, ['body', 'paths', path, key]);
    return {
      path,
      method,
      ...openApiProtectionOf(reading, { document, apiStage, place }, operation),
      integration: readIntegration(reading, {
        ...written(operation.operation),
        stack: restApi.stack,
        apiStage,
        place: { ...place, attribute: `${place.attribute}.x-amazon-apigateway-integration` },
        method,
      }),
    };
  });
}

function methodOf(key: string): HttpMethod {
  return key === 'x-amazon-apigateway-any-method' ? 'ANY' : (key.toUpperCase() as HttpMethod);
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-extensions-integration.html */
function written(operation: JsonObject) {
  const extension = operation['x-amazon-apigateway-integration'];
  const integration = isObject(extension) ? extension : {};
  return {
    type: integration.type ?? null,
    uri: integration.uri ?? null,
    connectionId: integration.connectionId ?? null,
    integrationTarget: integration.integrationTarget ?? null,
    timeout: integration.timeoutInMillis ?? null,
    httpMethod: integration.httpMethod ?? null,
    requestParameters: integration.requestParameters ?? null,
  };
}
