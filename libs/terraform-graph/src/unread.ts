import { apiStagesOf } from './api-stages';
import { resourcesOf, type Graph, type GraphElement } from './graph';
import { resolveAttribute } from './resolve';

/** What stands in the stacks and is not read: a request that goes there is not found. */
export interface Unread {
  /** Absent for a file. */
  readonly stack?: string;
  /** `module.api`, `aws_apigatewayv2_api.shop`, `network/main.tf`. */
  readonly address: string;
  /** After the address: `is a module, and …`. */
  readonly reason: string;
}

/** Everything that may serve requests and is not read, in the order of stacks. */
export function unreadOf(graph: Graph): Unread[] {
  const modules = [...graph.stacks.values()].flatMap(({ id, modules: names }) =>
    names.map((name) => ({
      stack: id,
      address: `module.${name}`,
      reason: 'is a module, and what is in it is not read',
    })),
  );
  const served = new Set(
    apiStagesOf(graph).flatMap((apiStage) => {
      const api = resolveAttribute(graph, apiStage, ['rest_api_id']);
      return api.kind === 'attribute' ? api.element : [];
    }),
  );
  const files = graph.nativeFiles.map((address) => {
    return { address, reason: "is in Terraform's native syntax, and only its JSON is read" };
  });
  const foreign = resourcesOf(graph, 'aws_api_gateway_method').filter((method) => {
    const api = resolveAttribute(graph, method, ['rest_api_id']);
    return api.kind !== 'attribute' || api.element.type !== 'aws_api_gateway_rest_api';
  });
  return [
    ...files,
    ...modules,
    ...resourcesOf(graph, 'aws_apigatewayv2_api').map((api) =>
      unread(api, 'is an HTTP or a WebSocket API, and only REST APIs are read'),
    ),
    ...foreign.map((method) => unread(method, 'is of a REST API that is not of these stacks')),
    ...resourcesOf(graph, 'aws_api_gateway_rest_api')
      .filter((api) => !served.has(api))
      .map((api) => unread(api, 'has no API stage that is known, so that nothing serves it')),
  ];
}

function unread({ stack, address }: GraphElement, reason: string): Unread {
  return { stack, address, reason };
}
