import { createResolver, type RestApi, type RestRoute, type RouteTable } from '@slipway/routing';
import { explanationOf } from '../explain/explanation';
import type { Stacks } from '../explain/stacks';

/** A route as it is listed and pinned. */
export interface RouteLine {
  readonly restApi: string;
  readonly apiStage: string;
  readonly method: string;
  readonly path: string;
  /** `none`, `api key`, `AWS_IAM`, `CUSTOM (token) + api key`, `uncertain`. */
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
      apiStage: api.apiStage,
      method: route.method,
      path: route.path,
      auth: authOf(route),
      backend: backendOf(stacks, table, api, route),
      timeoutMs: route.integration.timeoutMs,
    })),
  );
}

function authOf({ authorization, authorizer, apiKeyRequired }: RestRoute): string {
  const asked = authorization === 'UNKNOWN' ? 'uncertain' : authorization;
  const parts = [
    ...(authorization === 'NONE' ? [] : [authorizer ? `${asked} (${authorizer.name})` : asked]),
    ...(apiKeyRequired ? ['api key'] : []),
  ];
  return parts.join(' + ') || 'none';
}

/** Where a request ends that only this route can take. */
function backendOf(stacks: Stacks, table: RouteTable, api: RestApi, route: RestRoute): string {
  const alone = {
    ...table,
    restApis: [{ ...api, executeApiEndpoint: undefined, routes: [route] }],
    domainMappings: [],
  };
  const request = {
    method: route.method === 'ANY' ? 'GET' : route.method,
    path: route.path.replace(/\{[^}]+\}/g, 'x'),
  };
  const { outcome, end } = explanationOf(stacks, request, createResolver(alone)(request));
  return outcome === 'broken' || outcome === 'uncertain' ? outcome : end;
}

/** REST APIs that no request reaches: their endpoint is disabled, and no custom domain leads to them. */
export function unreachableApis({
  restApis,
  domainMappings = [],
}: RouteTable): Pick<RestApi, 'name' | 'apiStage'>[] {
  return restApis
    .filter(({ executeApiEndpoint }) => executeApiEndpoint === 'disabled')
    .filter(
      ({ name, apiStage }) =>
        !domainMappings.some((one) => one.restApi === name && one.apiStage === apiStage),
    )
    .map(({ name, apiStage }) => ({ name, apiStage }));
}
