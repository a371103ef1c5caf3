import type { HttpMethod, Integration, LinkedRequest } from '@slipway/routing';
import { UnreadableGraphError, type GraphPlace } from './errors';
import type { GraphElement } from './graph';
import { isObject, type Json } from './json';
import { describe, resourceAt, textAt } from './read-attribute';
import { attempt, nameOf, type Reading } from './reading';
import { resolve, type Resolved } from './resolve';

/**
 * Milliseconds where nothing is said.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-extensions-integration.html
 */
const defaultTimeoutMs = 29_000;

/** An integration as an OpenAPI document or a resource writes it, unresolved. */
export interface WrittenIntegration {
  /** Stack that it stands in. */
  readonly stack: string;
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
  const { place, stack, connectionId, uri } = written;
  const type = textOf(resolve(reading.graph, stack, written.type)).toUpperCase();
  switch (type) {
    case 'HTTP':
    case 'HTTP_PROXY':
      return connectionId === null
        ? { type: 'HTTP', url: addressOf(reading, written) }
        : readLink(reading, written);
    case 'AWS':
    case 'AWS_PROXY': {
      const resolved = resolve(reading.graph, stack, uri);
      const invoked = readFunction(reading, resolved, place);
      if (invoked) return invoked;
      if (type === 'AWS') return { type: 'AWS', service: addressOf(reading, written) };
      throw new UnreadableGraphError(
        place,
        `must have the invoke_arn of an aws_lambda_alias or an aws_lambda_function as uri, but it ${describe(resolved)}`,
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

/** A URI whose unknown parts keep their expression. */
function addressOf({ graph }: Reading, { stack, uri }: WrittenIntegration): string {
  const resolved = resolve(graph, stack, uri);
  if (resolved.kind === 'value') return String(resolved.value);
  return resolved.kind === 'text' ? String(uri) : describe(resolved);
}

function readLink(reading: Reading, written: WrittenIntegration): Backend {
  const { graph } = reading;
  const { stack, place, connectionId, integrationTarget, uri } = written;
  const connection = resolve(graph, stack, connectionId);
  const link = connection.kind === 'attribute' ? connection.element : undefined;
  const address = readUri(resolve(graph, stack, uri));
  if (!address) {
    throw new UnreadableGraphError(
      place,
      `must have a uri \`http://<host>:<port>/<path>\`, but has \`${String(uri)}\``,
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
      const target = resolve(graph, stack, integrationTarget);
      const balancer = balancerOf(target, place);
      return { ...common, applicationLoadBalancer: nameOf(reading, balancer) };
    }
    default:
      throw new UnreadableGraphError(
        place,
        `must have a connectionId of an aws_api_gateway_vpc_link or an aws_apigatewayv2_vpc_link, but it ${describe(connection)}`,
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
  { graph }: Reading,
  { stack, method, httpMethod, requestParameters }: WrittenIntegration,
  uriHost: string | undefined,
): LinkedRequest {
  const mapped = parameterOf(requestParameters, 'integration.request.header.Host');
  const literal = /^'(.*)'$/.exec(mapped ?? '')?.[1] ?? uriHost;
  const host: LinkedRequest['host'] =
    mapped?.toLowerCase() === 'method.request.header.host'
      ? 'client'
      : literal === undefined
        ? undefined
        : { name: literal };
  const verb = textOf(resolve(graph, stack, httpMethod)).toUpperCase();
  const changes = verb !== '' && verb !== 'ANY' && verb !== method;
  return {
    ...(host !== undefined && { host }),
    ...(changes && { backendMethod: verb as HttpMethod }),
  };
}

/** Stands for what only AWS knows; no URI has it. */
const unknownPart = '\0';

/** Port, path and host of a URI of which only the host may be unknown. */
function readUri(uri: Resolved): { port: number; path: string; host?: string } | undefined {
  const [matched, scheme, host, port, path = '/'] =
    /^(https?):\/\/([^/:]+)(?::(\d+))?(\/[^\0]*)?$/.exec(textOf(uri)) ?? [];
  if (matched === undefined) return undefined;
  return {
    port: Number(port ?? (scheme === 'https' ? 443 : 80)),
    path,
    ...(host !== undefined && !host.includes(unknownPart) && { host }),
  };
}

/** Text with a mark for each part that is not known; empty where nothing is. */
function textOf(resolved: Resolved): string {
  if (resolved.kind === 'value') return resolved.value === null ? '' : String(resolved.value);
  if (resolved.kind !== 'text') return '';
  return resolved.parts.map((part) => (typeof part === 'string' ? part : unknownPart)).join('');
}

/** The function that a URI invokes; undefined where it names none of the stage. */
function readFunction(
  reading: Reading,
  uri: Resolved,
  place: GraphPlace,
): Extract<Backend, { readonly type: 'AWS_PROXY' }> | undefined {
  const { graph } = reading;
  const invoked = invokedBy(uri);
  if (invoked?.type === 'aws_lambda_function') {
    const functionName = textAt(graph, invoked, ['function_name']);
    return { type: 'AWS_PROXY', functionName, qualifier: '$LATEST' };
  }
  if (invoked?.type !== 'aws_lambda_alias') return undefined;
  const name = invoked.attributes.function_name ?? null;
  const functionName = functionNameAt(reading, invoked.stack, name, place);
  return { type: 'AWS_PROXY', functionName, qualifier: textAt(graph, invoked, ['name']) };
}

/** `invoke_arn`, or `arn:aws:apigateway:…:lambda:path/…/functions/${…arn}/invocations` around an ARN. */
function invokedBy(uri: Resolved): GraphElement | undefined {
  if (uri.kind === 'attribute') return uri.element;
  if (uri.kind !== 'text') return undefined;
  const text = textOf(uri);
  if (!/:lambda:path\/.*\/functions\/\0\/invocations$/.test(text)) return undefined;
  const last = uri.parts.filter((part) => typeof part !== 'string').at(-1);
  return typeof last === 'object' && last.kind === 'attribute' ? last.element : undefined;
}

/** A function's name, given as such or by the function's ARN. */
function functionNameAt({ graph }: Reading, stack: string, value: Json, place: GraphPlace): string {
  const resolved = resolve(graph, stack, value);
  if (resolved.kind === 'value') return String(resolved.value);
  if (resolved.kind === 'attribute' && resolved.element.type === 'aws_lambda_function') {
    return textAt(graph, resolved.element, ['function_name']);
  }
  throw new UnreadableGraphError(place, `invokes an alias whose function ${describe(resolved)}`);
}
