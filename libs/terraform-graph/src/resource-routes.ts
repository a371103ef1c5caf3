import type { Authorizer, HttpMethod, RestRoute } from '@slipway/routing';
import { UnreadableGraphError } from './errors';
import { resourcesOf, type GraphElement } from './graph';
import { readIntegration } from './integration';
import { invokedFunction } from './invoked-function';
import type { Protection } from './openapi-protection';
import { describe, placeOf, resourceAt, textAt } from './read-attribute';
import { attempt, nameOf, type Reading } from './reading';
import { resolveAttribute, type Resolved } from './resolve';
import { withStageVariables } from './stage-variables';

/** A REST API, one of its API stages, and what is told of a route that is not known. */
interface ServedApi {
  readonly restApi: GraphElement;
  readonly apiStage: GraphElement;
  readonly lost: (reason: string) => [];
}

/**
 * The routes that a REST API has on one of its API stages, written as resources: `aws_api_gateway_method`
 * and what is around it.
 */
export function resourceRoutesOf(
  reading: Reading,
  { restApi, apiStage, lost }: ServedApi,
): RestRoute[] {
  const { graph } = reading;
  return ofApi(reading, restApi, 'aws_api_gateway_method').flatMap((method) =>
    attempt(
      reading,
      () => {
        const verb = textAt(graph, method, ['http_method']).toUpperCase() as HttpMethod;
        const resource = resolveAttribute(graph, method, ['resource_id']);
        const path = pathOf(reading, restApi, method, 'resource_id');
        const integration = ofApi(reading, restApi, 'aws_api_gateway_integration').find(
          (candidate) => {
            const on = resolveAttribute(graph, candidate, ['resource_id']);
            return (
              isSame(on, resource) &&
              textAt(graph, candidate, ['http_method']).toUpperCase() === verb
            );
          },
        );
        return [
          {
            path,
            method: verb,
            ...attempt<Protection>(
              reading,
              () => protectionOf(reading, method, apiStage),
              (authorizationReason) => {
                return { apiKeyRequired: true, authorization: 'UNKNOWN', authorizationReason };
              },
            ),
            integration: integration
              ? integrationOf(reading, integration, apiStage, verb)
              : withoutIntegration(reading, method),
          },
        ];
      },
      lost,
    ),
  );
}

function withoutIntegration(reading: Reading, method: GraphElement): RestRoute['integration'] {
  return attempt<RestRoute['integration']>(
    reading,
    () => {
      throw new UnreadableGraphError(placeOf(method, ['http_method']), 'has no integration');
    },
    (reason) => ({ type: 'UNKNOWN', reason, timeoutMs: 29_000 }),
  );
}

/** Whether both name one element, and the same attribute of it. */
function isSame(one: Resolved, other: Resolved): boolean {
  if (one.kind === 'attribute' && other.kind === 'attribute') {
    return one.element === other.element && one.path.join() === other.path.join();
  }
  return one.kind === 'value' && other.kind === 'value' && one.value === other.value;
}

/** Elements of a type whose `rest_api_id` is the API's. */
function ofApi({ graph }: Reading, restApi: GraphElement, type: string): readonly GraphElement[] {
  return resourcesOf(graph, type).filter((element) => {
    const api = resolveAttribute(graph, element, ['rest_api_id']);
    return api.kind === 'attribute' && api.element === restApi;
  });
}

/** Resources of API Gateway nested deeper can only be a cycle. */
const deepest = 64;

/** The path of the resource that an attribute names. */
function pathOf(
  { graph }: Reading,
  restApi: GraphElement,
  from: GraphElement,
  attribute: string,
): string {
  const segments: string[] = [];
  let element = from;
  let step = attribute;
  while (segments.length < deepest) {
    const parent = resolveAttribute(graph, element, [step]);
    if (parent.kind === 'attribute' && parent.element === restApi) {
      return `/${segments.join('/')}`;
    }
    if (parent.kind !== 'attribute' || parent.element.type !== 'aws_api_gateway_resource') {
      const problem = `must refer to a resource of the API, but ${describe(parent)}`;
      throw new UnreadableGraphError(placeOf(element, [step]), problem);
    }
    segments.unshift(textAt(graph, parent.element, ['path_part']));
    element = parent.element;
    step = 'parent_id';
  }
  throw new UnreadableGraphError(placeOf(from, [attribute]), 'leads to itself');
}

function integrationOf(
  reading: Reading,
  integration: GraphElement,
  apiStage: GraphElement,
  method: HttpMethod,
) {
  const { attributes, stack } = integration;
  return readIntegration(reading, {
    stack,
    apiStage,
    place: placeOf(integration, ['uri']),
    method,
    type: attributes.type ?? null,
    uri: attributes.uri ?? null,
    connectionId: attributes.connection_id ?? null,
    integrationTarget: attributes.integration_target ?? null,
    timeout: attributes.timeout_milliseconds ?? null,
    httpMethod: attributes.integration_http_method ?? null,
    requestParameters: attributes.request_parameters ?? null,
  });
}

function protectionOf(reading: Reading, method: GraphElement, apiStage: GraphElement): Protection {
  const { graph } = reading;
  const authorization = textAt(graph, method, ['authorization']);
  const key = resolveAttribute(graph, method, ['api_key_required']);
  const isUnset = key.kind === 'attribute' && key.element === method;
  if (key.kind !== 'value' && !isUnset) {
    const problem = `must be true or false, but ${describe(key)}`;
    throw new UnreadableGraphError(placeOf(method, ['api_key_required']), problem);
  }
  const apiKeyRequired = key.kind === 'value' && String(key.value) === 'true';
  switch (authorization) {
    case 'NONE':
    case 'AWS_IAM':
      return { apiKeyRequired, authorization };
    case 'CUSTOM':
    case 'COGNITO_USER_POOLS': {
      const authorizer = attempt<Authorizer | undefined>(
        reading,
        () => authorizerOf(reading, method, apiStage),
        () => undefined,
      );
      return { apiKeyRequired, authorization, ...(authorizer && { authorizer }) };
    }
    default:
      throw new UnreadableGraphError(
        placeOf(method, ['authorization']),
        `must be NONE, AWS_IAM, CUSTOM or COGNITO_USER_POOLS, but is \`${authorization}\``,
      );
  }
}

function authorizerOf(reading: Reading, method: GraphElement, apiStage: GraphElement): Authorizer {
  const { graph } = reading;
  const element = resourceAt(graph, method, ['authorizer_id'], 'aws_api_gateway_authorizer');
  const known = (path: string): string | undefined => {
    const resolved = resolveAttribute(graph, element, [path]);
    return resolved.kind === 'value' ? String(resolved.value) : undefined;
  };
  const uri = resolveAttribute(graph, element, ['authorizer_uri']);
  const invoked = invokedFunction(reading, withStageVariables(graph, apiStage, uri));
  const ttl = known('authorizer_result_ttl_in_seconds');
  const identitySource = known('identity_source');
  return {
    name: nameOf(reading, element),
    type: (known('type') ?? 'TOKEN') as Authorizer['type'],
    ...(invoked && { functionName: invoked.functionName }),
    ...(identitySource !== undefined && { identitySource }),
    ...(ttl !== undefined && { resultTtl: Number(ttl) }),
  };
}
