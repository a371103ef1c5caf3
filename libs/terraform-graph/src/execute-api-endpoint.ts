import type { RestApi } from '@slipway/routing';
import type { GraphElement } from './graph';
import { isObject, type Json, type JsonObject } from './json';
import { openApiBodyOf } from './openapi-body';
import { describe } from './read-attribute';
import { attempt, type Reading } from './reading';
import { resolve, resolveAttribute } from './resolve';

/**
 * Whether the `execute-api` endpoint of a REST API is disabled: by the resource, or by the OpenAPI
 * document, which a resource that says `false` does not overrule.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/api_gateway_rest_api
 */
export function executeApiEndpointOf(
  reading: Reading,
  restApi: GraphElement,
): Pick<RestApi, 'executeApiEndpoint'> {
  const { graph } = reading;
  const attribute = resolveAttribute(graph, restApi, ['disable_execute_api_endpoint']);
  const isUnset = attribute.kind === 'attribute' && attribute.element === restApi;
  const document = attempt(
    reading,
    () => openApiBodyOf(restApi),
    (): JsonObject => ({}),
  );
  const settings = [
    ...(isUnset ? [] : [attribute]),
    ...extensionsOf(document).map((value) => resolve(graph, restApi.stack, value)),
  ];
  if (settings.some((one) => one.kind === 'value' && String(one.value) === 'true')) {
    return { executeApiEndpoint: 'disabled' };
  }
  const unknown = settings.find(({ kind }) => kind !== 'value');
  return unknown ? { executeApiEndpoint: { unknown: describe(unknown) } } : {};
}

/**
 * What the extension says: of Swagger 2.0 it stands in the document, of OpenAPI 3 at a server.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-endpoint-configuration.html
 */
function extensionsOf({ swagger, servers, ...document }: JsonObject): Json[] {
  const holders = swagger === undefined ? servers : [document];
  return (Array.isArray(holders) ? (holders as readonly Json[]) : []).flatMap((holder) => {
    const extension = isObject(holder)
      ? holder['x-amazon-apigateway-endpoint-configuration']
      : null;
    return isObject(extension) ? (extension.disableExecuteApiEndpoint ?? []) : [];
  });
}
