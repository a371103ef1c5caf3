import type { HttpMethod, Integration, LinkedRequest } from '@slipway/routing';
import { UnreadableGraphError, type GraphPlace } from './errors';
import type { GraphElement } from './graph';
import { invokedFunction } from './invoked-function';
import { isObject, type Json } from './json';
import { markedText, shownText, unknownIn, unknownPart } from './marked-text';
import { describe, resourceAt } from './read-attribute';
import { attempt, nameOf, type Reading } from './reading';
import { resolve, type Resolved } from './resolve';
import { stageVariable, withStageVariables } from './stage-variables';

/**
 * Milliseconds where nothing is said.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-extensions-integration.html
 */
const defaultTimeoutMs = 29_000;

/** An integration as an OpenAPI document or a resource writes it, unresolved. */
export interface WrittenIntegration {
  /** Stack that it stands in. */
  readonly stack: string;
  /** It gives the stage variables. */
  readonly apiStage: GraphElement;
  readonly place: GraphPlace;
  /** Verb of its route. */
  readonly method: HttpMethod;
  readonly type: Json;
  readonly uri: Json;
  readonly connectionId: Json;
  readonly integrationTarget: Json;
  readonly timeout: Json;
  readonly httpMethod: Json;
  readonly requestParameters: Json;
}

/** Reads an integration; one of which the backend is not known is unknown. */
export function readIntegration(reading: Reading, written: WrittenIntegration): Integration {
  const timeoutMs = timeoutOf(reading, written);
  return attempt<Integration>(
    reading,
    () => ({ ...readBackend(reading, written), timeoutMs }),
    (reason) => ({ type: 'UNKNOWN', reason, timeoutMs }),
  );
}

function timeoutOf(reading: Reading, { stack, place, timeout }: WrittenIntegration): number {
  if (timeout === null) return defaultTimeoutMs;
  const resolved = resolve(reading.graph, stack, timeout);
  const milliseconds = resolved.kind === 'value' ? Number(resolved.value) : Number.NaN;
  if (!Number.isNaN(milliseconds)) return milliseconds;
  const problem = new UnreadableGraphError(
    place,
    `must have a timeout that is a number, but it ${describe(resolved)}`,
  );
  return attempt(
    reading,
    () => {
      throw problem;
    },
    () => defaultTimeoutMs,
  );
}

/** An integration without its timeout. */
type Backend = Integration extends infer One
  ? One extends Integration
    ? Omit<One, 'timeoutMs'>
    : never
  : never;

function readBackend(reading: Reading, written: WrittenIntegration): Backend {
  const { place, stack, connectionId } = written;
  const type = markedText(resolve(reading.graph, stack, written.type)).toUpperCase();
  switch (type) {
    case 'HTTP':
    case 'HTTP_PROXY':
      return connectionId === null || connectionId === ''
        ? { type: 'HTTP', url: addressOf(reading, written) }
        : readLink(reading, written);
    case 'AWS':
    case 'AWS_PROXY': {
      const resolved = uriOf(reading, written);
      const invoked = invokedFunction(reading, resolved);
      if (invoked) return { type: 'AWS_PROXY', ...invoked };
      if (type === 'AWS') return { type: 'AWS', service: addressOf(reading, written) };
      throw new UnreadableGraphError(
        place,
        `must have the invoke_arn of an aws_lambda_alias or an aws_lambda_function as uri, but it ${why(resolved)}`,
      );
    }
    case 'MOCK':
      return { type: 'MOCK' };
    default:
      throw new UnreadableGraphError(
        place,
        `must have the type http_proxy, http, aws_proxy, aws or mock, but has \`${String(written.type)}\``,
      );
  }
}

/** The URI with the stage variables put in. */
function uriOf({ graph }: Reading, { stack, apiStage, uri }: WrittenIntegration): Resolved {
  return withStageVariables(graph, apiStage, resolve(graph, stack, uri));
}

/** Why a value is not known, by the first part that is not. */
function why(resolved: Resolved): string {
  return describe(unknownIn(resolved) ?? resolved);
}

/** An address of which what only AWS knows keeps its expression. */
function addressOf(reading: Reading, written: WrittenIntegration): string {
  const resolved = uriOf(reading, written);
  const unknown = unknownIn(resolved);
  if (!unknown) return shownText(resolved);
  throw new UnreadableGraphError(
    written.place,
    `must have a known uri, but has \`${shownText(resolved)}\`: ${describe(unknown)}`,
  );
}

function readLink(reading: Reading, written: WrittenIntegration): Backend {
  const { graph } = reading;
  const { stack, apiStage, place, connectionId, integrationTarget } = written;
  const known = (value: Json) => withStageVariables(graph, apiStage, resolve(graph, stack, value));
  const connection = known(connectionId);
  const link = connection.kind === 'attribute' ? connection.element : undefined;
  const uri = uriOf(reading, written);
  const address = readUri(uri);
  if (!address) {
    const unknown = unknownIn(uri);
    throw new UnreadableGraphError(
      place,
      `must have a uri \`http://<host>:<port>/<path>\`, but has \`${shownText(uri)}\`${unknown ? `: ${describe(unknown)}` : ''}`,
    );
  }
  const { port, host } = address;
  const common = {
    type: 'HTTP_PROXY',
    port,
    path: mappedPath(address.path, written.requestParameters),
    ...linkedRequest(reading, written, host),
  } as const;
  switch (link?.type) {
    case 'aws_api_gateway_vpc_link': {
      const balancer = resourceAt(graph, link, ['target_arns', 0], 'aws_lb');
      return { ...common, networkLoadBalancer: nameOf(reading, balancer) };
    }
    case 'aws_apigatewayv2_vpc_link': {
      const target = known(integrationTarget);
      const balancer = balancerOf(target, place);
      return { ...common, applicationLoadBalancer: nameOf(reading, balancer) };
    }
    default:
      throw new UnreadableGraphError(
        place,
        `must have a connectionId of an aws_api_gateway_vpc_link or an aws_apigatewayv2_vpc_link, but it ${why(connection)}`,
      );
  }
}

/** The ALB that a VPC link of V2 goes to. */
function balancerOf(target: Resolved, place: GraphPlace): GraphElement {
  if (target.kind === 'attribute' && target.element.type === 'aws_lb') return target.element;
  throw new UnreadableGraphError(
    place,
    `must have the arn of an aws_lb as integrationTarget, but it ${describe(target)}`,
  );
}

/**
 * A variable of the path by the name that the route gives it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping.html
 */
function mappedPath(path: string, parameters: Json): string {
  return path.replace(/\{([^}]+)\}/g, (variable, name: string) => {
    const from = parameterOf(parameters, `integration.request.path.${name}`);
    const [, mapped] = /^method\.request\.path\.(.+)$/.exec(from ?? '') ?? [];
    return mapped === undefined ? variable : `{${mapped}}`;
  });
}

function parameterOf(parameters: Json, name: string): string | undefined {
  const value = isObject(parameters) ? parameters[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}

function linkedRequest(
  reading: Reading,
  written: WrittenIntegration,
  uriHost: LinkedRequest['host'],
): LinkedRequest {
  const { stack, method, httpMethod, requestParameters } = written;
  const mapped = parameterOf(requestParameters, 'integration.request.header.Host');
  const host = mapped === undefined ? uriHost : mappedHost(reading, written, mapped);
  const verb = markedText(resolve(reading.graph, stack, httpMethod)).toUpperCase();
  const changes = verb !== '' && verb !== 'ANY' && verb !== method;
  return {
    ...(host !== undefined && { host }),
    ...(changes && { backendMethod: verb as HttpMethod }),
  };
}

/**
 * The host that a parameter mapping makes.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping-sources.html
 */
function mappedHost(
  { graph }: Reading,
  { apiStage }: WrittenIntegration,
  mapped: string,
): LinkedRequest['host'] {
  if (mapped.toLowerCase() === 'method.request.header.host') return 'client';
  const [, literal] = /^'(.*)'$/.exec(mapped) ?? [];
  if (literal !== undefined) return { name: literal };
  const [, name] = /^stageVariables\.(\w+)$/.exec(mapped) ?? [];
  if (name === undefined) return { unknown: `it is \`${mapped}\` of the request` };
  const value = stageVariable(graph, apiStage, name);
  return value.kind === 'value' ? { name: String(value.value) } : { unknown: why(value) };
}

interface Address {
  readonly port: number;
  readonly path: string;
  readonly host: LinkedRequest['host'];
}

/** Port, path and host of a URI of which only the host may be unknown. */
function readUri(uri: Resolved): Address | undefined {
  const [matched, scheme, host = '', port, path = '/'] =
    /^(https?):\/\/([^/:]+)(?::(\d+))?(\/[^\0]*)?$/.exec(markedText(uri)) ?? [];
  if (matched === undefined) return undefined;
  return {
    port: Number(port ?? (scheme === 'https' ? 443 : 80)),
    path,
    host: hostOf(uri, host),
  };
}

/** Undefined where the host is the load balancer's own name. */
function hostOf(uri: Resolved, host: string): LinkedRequest['host'] {
  if (!host.includes(unknownPart)) return { name: host };
  const parts = uri.kind === 'text' ? uri.parts.filter((part) => typeof part !== 'string') : [];
  const [only, ...others] = parts;
  const isOwnName =
    host === unknownPart &&
    others.length === 0 &&
    only?.kind === 'attribute' &&
    only.element.type === 'aws_lb' &&
    only.path.at(-1) === 'dns_name';
  return isOwnName ? undefined : { unknown: why(uri) };
}
