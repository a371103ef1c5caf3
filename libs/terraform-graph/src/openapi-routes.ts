import type { Authorizer, HttpMethod, RestRoute } from '@slipway/routing';
import { UnreadableGraphError, type GraphPlace } from './errors';
import type { GraphElement } from './graph';
import { readIntegration } from './integration';
import { isObject, type JsonObject } from './json';
import { openApiBodyOf, operationsOf, type OpenApiOperation } from './openapi-body';
import { placeOf } from './read-attribute';
import { attempt, type Reading } from './reading';

/**
 * The routes that the OpenAPI document of a REST API has.
 *
 * @throws UnreadableGraphError where the document cannot be read
 */
export function openApiRoutesOf(reading: Reading, restApi: GraphElement): RestRoute[] {
  const document = openApiBodyOf(restApi);
  return operationsOf(document).map((operation): RestRoute => {
    const { path, key } = operation;
    const method = methodOf(key);
    const place = placeOf(restApi, ['body', 'paths', path, key]);
    return {
      path,
      method,
      ...protectionOf(reading, document, operation, place),
      integration: readIntegration(reading, {
        ...written(operation.operation),
        stack: restApi.stack,
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

type Protection = Pick<RestRoute, 'apiKeyRequired' | 'authorization' | 'authorizer'>;

/** What the security of an operation asks for, by the schemes that it names. */
function protectionOf(
  reading: Reading,
  document: JsonObject,
  { operation }: OpenApiOperation,
  place: GraphPlace,
): Protection {
  const security = operation.security ?? document.security ?? [];
  const names = Array.isArray(security)
    ? security.flatMap((requirement) => (isObject(requirement) ? Object.keys(requirement) : []))
    : [];
  const open: Protection = { apiKeyRequired: false, authorization: 'NONE' };
  return names.reduce(
    (protection, name) => ({
      ...protection,
      ...attempt<Partial<Protection>>(
        reading,
        () => schemeOf(document, name, place),
        // What asks for something unknown is not open.
        () => ({ authorization: 'CUSTOM', authorizer: { name, type: 'REQUEST' } }),
      ),
    }),
    open,
  );
}

/**
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-api-key-source.html
 */
function schemeOf(
  { components }: JsonObject,
  name: string,
  place: GraphPlace,
): Partial<Protection> {
  const schemes = isObject(components) ? components.securitySchemes : undefined;
  const scheme = isObject(schemes) ? schemes[name] : undefined;
  if (isObject(scheme)) {
    const authtype = String(scheme['x-amazon-apigateway-authtype'] ?? '').toLowerCase();
    const settings = scheme['x-amazon-apigateway-authorizer'];
    if (authtype === 'awssigv4') return { authorization: 'AWS_IAM' };
    if (isObject(settings)) {
      const type = String(settings.type).toUpperCase();
      if (authtype === 'cognito_user_pools' || type === 'COGNITO_USER_POOLS') {
        return {
          authorization: 'COGNITO_USER_POOLS',
          authorizer: { name, type: 'COGNITO_USER_POOLS' },
        };
      }
      return { authorization: 'CUSTOM', authorizer: authorizerOf(name, type, settings) };
    }
    const header = String(scheme.name).toLowerCase();
    const plain = authtype === '' && scheme.type === 'apiKey' && scheme.in === 'header';
    if (plain && header === 'x-api-key') return { apiKeyRequired: true };
  }
  throw new UnreadableGraphError(place, `asks for \`${name}\`, which is not an API key`);
}

function authorizerOf(name: string, type: string, settings: JsonObject): Authorizer {
  const { identitySource, authorizerResultTtlInSeconds: ttl } = settings;
  return {
    name,
    type: type === 'REQUEST' ? 'REQUEST' : 'TOKEN',
    ...(typeof identitySource === 'string' && { identitySource }),
    ...(typeof ttl === 'number' && { resultTtl: ttl }),
  };
}
