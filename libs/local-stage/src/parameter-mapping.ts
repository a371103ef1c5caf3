import { contextVariable } from './context-variables';
import type { Exchange } from './exchange';

/**
 * The value that a mapping expression has for a request; undefined where it has none.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping-sources.html
 *
 * @param expression `'a fixed value'`, `method.request.header.Origin`, `context.requestId`,
 *   `stageVariables.tier`
 */
export function mappedValue(expression: string, exchange: Exchange): string | undefined {
  const fixed = /^'(.*)'$/s.exec(expression);
  if (fixed) return fixed[1];
  const [, source = '', name = ''] =
    /^(context|stageVariables|method\.request\.(?:header|querystring|path))\.(.+)$/.exec(
      expression,
    ) ?? [];
  switch (source) {
    case 'context':
      return contextVariable(exchange, name);
    case 'stageVariables':
      return exchange.context.stageVariables?.[name];
    case 'method.request.header':
      return exchange.request.headers[name.toLowerCase()]?.toString();
    case 'method.request.querystring':
      return new URLSearchParams(exchange.query).get(name) ?? undefined;
    case 'method.request.path':
      return exchange.context.pathParameters?.[name];
    default:
      return undefined;
  }
}

/** Headers whose expressions have a value for a request. */
export function mappedHeaders(
  expressions: Readonly<Record<string, string>>,
  exchange: Exchange,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(expressions).flatMap(([name, expression]) => {
      const value = mappedValue(expression, exchange);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
