import type { Authorizer, RestRoute } from '@slipway/routing';
import { UnreadableGraphError, type GraphPlace } from './errors';
import type { GraphElement } from './graph';
import { invokedFunction } from './invoked-function';
import { isObject, type JsonObject } from './json';
import type { OpenApiOperation } from './openapi-body';
import { securityOf, securitySchemeOf } from './openapi-security';
import { attempt, type Reading } from './reading';
import { resolve } from './resolve';
import { withStageVariables } from './stage-variables';

/** What a route asks for before it goes on. */
export type Protection = Pick<
  RestRoute,
  'apiKeyRequired' | 'authorization' | 'authorizationReason' | 'authorizer'
>;

/** Where an operation is written, and the API stage that serves it. */
export interface OperationPlace {
  readonly document: JsonObject;
  readonly apiStage: GraphElement;
  readonly place: GraphPlace;
}

/** What an operation asks for, by the schemes that its security names. */
export function openApiProtectionOf(
  reading: Reading,
  at: OperationPlace,
  { operation }: OpenApiOperation,
): Protection {
  const { document, place } = at;
  const { schemes, unknown } = securityOf(document, operation);
  const written = schemes.map((name) => ({ name, scheme: securitySchemeOf(document, name) }));
  const isKey = ({ scheme }: { readonly scheme?: JsonObject }) => scheme && isApiKey(scheme);
  const apiKeyRequired = written.some(isKey);
  return attempt<Protection>(
    reading,
    () => {
      if (unknown !== undefined) throw new UnreadableGraphError(place, unknown);
      const asked = [
        ...written
          .filter((one) => !isKey(one))
          .map(({ name, scheme }) => schemeOf(reading, at, name, scheme)),
        ...iamExtensionOf(operation),
      ];
      const [only = { authorization: 'NONE' as const }, ...others] = asked;
      if (others.length === 0) return { apiKeyRequired, ...only };
      const names = asked.map(({ authorizer, authorization }) => authorizer?.name ?? authorization);
      throw new UnreadableGraphError(
        place,
        `asks for ${names.join(' and ')}, and a method has one authorization: AWS does not say which it gets`,
      );
    },
    (authorizationReason) => ({ apiKeyRequired, authorization: 'UNKNOWN', authorizationReason }),
  );
}

type SchemeProtection = Pick<Protection, 'authorization' | 'authorizer'>;

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-api-key-source.html */
function isApiKey(scheme: JsonObject): boolean {
  return (
    scheme.type === 'apiKey' &&
    scheme.in === 'header' &&
    String(scheme.name).toLowerCase() === 'x-api-key' &&
    scheme['x-amazon-apigateway-authtype'] === undefined &&
    scheme['x-amazon-apigateway-authorizer'] === undefined
  );
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-extensions-auth.html */
function iamExtensionOf(operation: JsonObject): SchemeProtection[] {
  const extension = operation['x-amazon-apigateway-auth'];
  const type = isObject(extension) ? String(extension.type).toUpperCase() : '';
  return type === 'AWS_IAM' ? [{ authorization: 'AWS_IAM' }] : [];
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html */
function schemeOf(
  reading: Reading,
  at: OperationPlace,
  name: string,
  scheme: JsonObject | undefined,
): SchemeProtection {
  const authtype = String(scheme?.['x-amazon-apigateway-authtype'] ?? '').toLowerCase();
  if (authtype === 'awssigv4') return { authorization: 'AWS_IAM' };
  const settings = scheme?.['x-amazon-apigateway-authorizer'];
  if (!scheme || !isObject(settings)) {
    throw new UnreadableGraphError(
      at.place,
      scheme
        ? `asks for \`${name}\`, which is no API key in \`x-api-key\` and has no \`x-amazon-apigateway-authorizer\``
        : `asks for \`${name}\`, which the document does not declare`,
    );
  }
  const type = String(settings.type).toUpperCase();
  switch (type) {
    case 'COGNITO_USER_POOLS':
      return {
        authorization: 'COGNITO_USER_POOLS',
        authorizer: { name, type, ...identitySourceOf(scheme, settings) },
      };
    case 'TOKEN':
    case 'REQUEST':
      return {
        authorization: 'CUSTOM',
        authorizer: lambdaAuthorizer(reading, at, { name, type, scheme, settings }),
      };
    default:
      throw new UnreadableGraphError(
        at.place,
        `asks for \`${name}\`, whose authorizer must have the type token, request or cognito_user_pools, but has \`${String(settings.type)}\``,
      );
  }
}

interface WrittenAuthorizer {
  readonly name: string;
  readonly type: 'TOKEN' | 'REQUEST';
  readonly scheme: JsonObject;
  readonly settings: JsonObject;
}

/** Seconds where nothing is said, as the extension's page says. */
const defaultTtl = 300;

function lambdaAuthorizer(
  reading: Reading,
  { apiStage, place }: OperationPlace,
  { name, type, scheme, settings }: WrittenAuthorizer,
): Authorizer {
  const { authorizerResultTtlInSeconds: ttl = defaultTtl, authorizerUri = null } = settings;
  const { graph } = reading;
  const uri = withStageVariables(graph, apiStage, resolve(graph, place.stack, authorizerUri));
  const functionName = invokedFunction(reading, uri)?.functionName;
  return {
    name,
    type,
    ...(functionName !== undefined && { functionName }),
    ...identitySourceOf(
      scheme,
      type === 'REQUEST' ? { identitySource: null, ...settings } : settings,
    ),
    ...(!Number.isNaN(Number(ttl)) && { resultTtl: Number(ttl) }),
  };
}

/** A token stands in the header that the scheme names, where nothing else is said. */
function identitySourceOf(
  { name }: JsonObject,
  { identitySource = `method.request.header.${String(name)}` }: JsonObject,
): Pick<Authorizer, 'identitySource'> {
  return typeof identitySource === 'string' ? { identitySource } : {};
}
