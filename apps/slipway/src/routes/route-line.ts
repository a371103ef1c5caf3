import { createResolver, type RestApi, type RestRoute, type RouteTable } from '@slipway/routing';
import { explanationOf } from '../explain/explanation';
import type { Stacks } from '../explain/stacks';

/** A route as it is listed and pinned. */
export interface RouteLine {
  readonly restApi: string;
  readonly method: string;
  readonly path: string;
  /** `none`, `api key`, `AWS_IAM`, `CUSTOM (token) + api key`. */
  readonly auth: string;
  /** Service, function, target group, address or answer that it ends at. */
  readonly backend: string;
  readonly timeoutMs: number;
}

/** Every route of every REST API, in the order of the table. */
export function routeLinesOf(stacks: Stacks): RouteLine[] {
  const { table } = stacks;
  return table.restApis.flatMap((api) =>
    api.routes.map((route) => ({
      restApi: api.name,
      method: route.method,
      path: route.path,
      auth: authOf(route),
      backend: backendOf(stacks, table, api, route),
      timeoutMs: route.integration.timeoutMs,
    })),
  );
}

function authOf({ authorization, authorizer, apiKeyRequired }: RestRoute): string {
  const parts = [
    ...(authorization === 'NONE'
      ? []
      : [authorizer ? `${authorization} (${authorizer.name})` : authorization]),
    ...(apiKeyRequired ? ['api key'] : []),
  ];
  return parts.join(' + ') || 'none';
}

/** Where a request ends that only this route can take. */
function backendOf(stacks: Stacks, table: RouteTable, api: RestApi, route: RestRoute): string {
  const alone = {
    ...table,
    restApis: [{ ...api, routes: [route] }],
    domainMappings: [],
  };
  const request = {
    method: route.method === 'ANY' ? 'GET' : route.method,
    path: route.path.replace(/\{[^}]+\}/g, 'x'),
  };
  const { outcome, end } = explanationOf(stacks, request, createResolver(alone)(request));
  return outcome === 'broken' || outcome === 'uncertain' ? outcome : end;
}
