import type { Integration } from '@slipway/routing';
import { UnreadableGraphError, type GraphPlace } from './errors';
import type { Graph } from './graph';
import { isObject, type Json, type JsonObject } from './json';
import { describe, resourceAt, textAt } from './read-attribute';
import { resolve, type Resolved } from './resolve';

/**
 * Milliseconds where the document says nothing.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-extensions-integration.html
 */
const defaultTimeoutMs = 29_000;

/** Reads the `x-amazon-apigateway-integration` of an operation in the body of an API of `stack`. */
export function readIntegration(
  graph: Graph,
  stack: string,
  operation: JsonObject,
  place: GraphPlace,
): Integration {
  const extension = operation['x-amazon-apigateway-integration'];
  const integration = isObject(extension) ? extension : {};
  const { type, timeoutInMillis = defaultTimeoutMs } = integration;
  const within = { ...place, attribute: `${place.attribute}.x-amazon-apigateway-integration` };
  const timeoutMs = Number(timeoutInMillis);
  switch (String(type).toLowerCase()) {
    case 'http_proxy':
      return { ...readLink(graph, stack, integration, within), timeoutMs };
    case 'aws_proxy':
      return { ...readFunction(graph, stack, integration, within), timeoutMs };
    default:
      throw new UnreadableGraphError(
        within,
        `must have the type http_proxy or aws_proxy, but has \`${String(type)}\``,
      );
  }
}

function readLink(
  graph: Graph,
  stack: string,
  { connectionId, integrationTarget, uri }: JsonObject,
  place: GraphPlace,
) {
  const connection = resolve(graph, stack, connectionId ?? null);
  const link = connection.kind === 'attribute' ? connection.element : undefined;
  const address = readUri(resolve(graph, stack, uri ?? null));
  if (!address) {
    throw new UnreadableGraphError(
      place,
      `must have a uri \`http://<host>:<port>/<path>\`, but has \`${String(uri)}\``,
    );
  }
  switch (link?.type) {
    case 'aws_api_gateway_vpc_link': {
      const balancer = resourceAt(graph, link, ['target_arns', 0], 'aws_lb');
      const networkLoadBalancer = textAt(graph, balancer, ['name']);
      return { type: 'HTTP_PROXY', networkLoadBalancer, ...address } as const;
    }
    case 'aws_apigatewayv2_vpc_link': {
      const target = resolve(graph, stack, integrationTarget ?? null);
      const applicationLoadBalancer = balancerNameOf(graph, target, place);
      return { type: 'HTTP_PROXY', applicationLoadBalancer, ...address } as const;
    }
    default:
      throw new UnreadableGraphError(
        place,
        `must have a connectionId of an aws_api_gateway_vpc_link or an aws_apigatewayv2_vpc_link, but it ${describe(connection)}`,
      );
  }
}

/** Name of the ALB that a VPC link of V2 goes to. */
function balancerNameOf(graph: Graph, target: Resolved, place: GraphPlace): string {
  if (target.kind === 'attribute' && target.element.type === 'aws_lb') {
    return textAt(graph, target.element, ['name']);
  }
  throw new UnreadableGraphError(
    place,
    `must have the arn of an aws_lb as integrationTarget, but it ${describe(target)}`,
  );
}

/** Stands for what only AWS knows; no URI has it. */
const unknownPart = '\0';

/** Port and path of a URI of which only the host may be unknown. */
function readUri(uri: Resolved): { port: number; path: string } | undefined {
  const [matched, port = '80', path = '/'] =
    /^http:\/\/[^/:]+(?::(\d+))?(\/[^\0]*)?$/.exec(textOf(uri)) ?? [];
  return matched === undefined ? undefined : { port: Number(port), path };
}

function textOf(uri: Resolved): string {
  if (uri.kind === 'value') return String(uri.value);
  if (uri.kind !== 'text') return '';
  return uri.parts.map((part) => (typeof part === 'string' ? part : unknownPart)).join('');
}

function readFunction(graph: Graph, stack: string, { uri }: JsonObject, place: GraphPlace) {
  const resolved = resolve(graph, stack, uri ?? null);
  if (resolved.kind !== 'attribute' || resolved.element.type !== 'aws_lambda_alias') {
    throw new UnreadableGraphError(
      place,
      `must have the invoke_arn of an aws_lambda_alias as uri, but it ${describe(resolved)}`,
    );
  }
  const alias = resolved.element;
  return {
    type: 'AWS_PROXY',
    functionName: functionNameAt(graph, alias.stack, alias.attributes.function_name ?? null, place),
    qualifier: textAt(graph, alias, ['name']),
  } as const;
}

/** A function's name, given as such or by the function's ARN. */
function functionNameAt(graph: Graph, stack: string, value: Json, place: GraphPlace): string {
  const resolved = resolve(graph, stack, value);
  if (resolved.kind === 'value') return String(resolved.value);
  if (resolved.kind === 'attribute' && resolved.element.type === 'aws_lambda_function') {
    return textAt(graph, resolved.element, ['function_name']);
  }
  throw new UnreadableGraphError(place, `invokes an alias whose function ${describe(resolved)}`);
}
