import type { Resolution, RouteRequest } from './resolution';
import { evaluateListener } from './resolve-listener';
import { createRestRouter, type RestRouter, type RouteMatch } from './rest-router';
import type {
  ApplicationListener,
  Integration,
  NetworkListener,
  RestApi,
  RestRoute,
  RouteTable,
  TargetGroup,
  UrlRewrite,
} from './route-table';

export type Resolver = (request: RouteRequest) => Resolution;

type LinkIntegration = Extract<Integration, { readonly type: 'HTTP_PROXY' }>;

interface Index {
  readonly routers: readonly { readonly api: RestApi; readonly route: RestRouter }[];
  readonly networkListeners: ReadonlyMap<string, NetworkListener>;
  readonly applicationListeners: ReadonlyMap<string, ApplicationListener>;
  readonly targetGroups: ReadonlyMap<string, TargetGroup>;
}

/**
 * Prepares a table once for any number of requests. With several REST APIs, whose base paths never
 * overlap, the first one that has a route takes the request.
 */
export function createResolver(table: RouteTable): Resolver {
  const index: Index = {
    routers: table.restApis.map((api) => ({ api, route: createRestRouter(api.routes) })),
    networkListeners: new Map(
      table.networkListeners.map((listener) => [
        listenerKey(listener.networkLoadBalancer, listener.port),
        listener,
      ]),
    ),
    applicationListeners: new Map(
      table.applicationListeners.map((listener) => [
        listenerKey(listener.applicationLoadBalancer, listener.port),
        listener,
      ]),
    ),
    targetGroups: new Map(table.targetGroups.map((group) => [group.name, group])),
  };
  return (request) => {
    for (const { api, route } of index.routers) {
      const match = route(request.method, request.path);
      if (match) return integrate(index, api, match, request);
    }
    return { outcome: 'no-route' };
  };
}

const resolvers = new WeakMap<RouteTable, Resolver>();

/** Where one request goes by a table. The table is prepared at its first request and must not change. */
export function resolveRequest(table: RouteTable, request: RouteRequest): Resolution {
  const resolver = resolvers.get(table) ?? createResolver(table);
  resolvers.set(table, resolver);
  return resolver(request);
}

function integrate(
  index: Index,
  api: RestApi,
  match: RouteMatch,
  request: RouteRequest,
): Resolution {
  const { route, pathParameters } = match;
  const { integration } = route;
  if (integration.type === 'AWS_PROXY') {
    const { functionName, qualifier } = integration;
    return { outcome: 'function', api, route, pathParameters, functionName, qualifier };
  }
  return followLink(index, api, match, integration, request);
}

function followLink(
  index: Index,
  api: RestApi,
  { route, pathParameters }: RouteMatch,
  integration: LinkIntegration,
  { host }: RouteRequest,
): Resolution {
  const broken = (reason: string): Resolution => ({ outcome: 'broken', route, reason });

  const { path, unmapped } = fill(integration.path, pathParameters);
  if (unmapped !== undefined) {
    return broken(
      `the backend path ${integration.path} has {${unmapped}}, which ${route.path} does not`,
    );
  }
  if ('applicationLoadBalancer' in integration) {
    const { applicationLoadBalancer, port } = integration;
    const listener = index.applicationListeners.get(listenerKey(applicationLoadBalancer, port));
    if (!listener) return broken(`${applicationLoadBalancer} has no listener on port ${port}`);
    return enterEitherWay(index, { api, route, listener }, path, host);
  }
  const { networkLoadBalancer, port } = integration;
  const networkListener = index.networkListeners.get(listenerKey(networkLoadBalancer, port));
  if (!networkListener) return broken(`${networkLoadBalancer} has no listener on port ${port}`);

  const { applicationLoadBalancer, applicationListenerPort } = networkListener;
  const listener = index.applicationListeners.get(
    listenerKey(applicationLoadBalancer, applicationListenerPort),
  );
  if (!listener) {
    return broken(`${applicationLoadBalancer} has no listener on port ${applicationListenerPort}`);
  }
  return enter(index, { api, route, networkListener, listener }, path, host);
}

interface Hops {
  readonly api: RestApi;
  readonly route: RestRoute;
  readonly networkListener?: NetworkListener;
  readonly listener: ApplicationListener;
}

/**
 * What an ALB does with a request of a VPC link of V2, which comes with the name of the API stage in
 * front of the path or without. AWS's documentation says both, so only what both come to is an answer.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/private-integration.html
 */
function enterEitherWay(
  index: Index,
  hops: Hops,
  path: string,
  host: string | undefined,
): Resolution {
  const { api, route } = hops;
  const staged = `/${api.apiStage}${path}`;
  const plain = enter(index, hops, path, host);
  const other = enter(index, hops, staged, host);
  if (endOf(plain) === endOf(other)) return plain;
  const reason = `as ${path} it goes to ${endOf(plain)}, as ${staged} to ${endOf(other)}`;
  return { outcome: 'uncertain', api, route, reason };
}

/** Where a request ends at an ALB, in words. */
function endOf(resolution: Resolution): string {
  switch (resolution.outcome) {
    case 'target-group':
      return `${resolution.targetGroup.name} with ${resolution.backendPath}`;
    case 'fixed-response':
      return `an answer ${resolution.statusCode} ${resolution.body}`;
    default:
      return resolution.outcome;
  }
}

/** What the ALB does with a request for a path. */
function enter(index: Index, hops: Hops, path: string, host: string | undefined): Resolution {
  const { targetGroups } = index;
  const resolved = evaluateListener((name) => targetGroups.get(name), hops.listener, {
    path,
    host,
  });
  return resolved.outcome === 'broken'
    ? { outcome: 'broken', route: hops.route, reason: resolved.reason }
    : { ...hops, ...resolved, backendPath: rewritten(path, resolved.rule?.rewrite) };
}

function rewritten(path: string, rewrite: UrlRewrite | undefined): string {
  return rewrite ? path.replace(new RegExp(rewrite.regex), rewrite.replace) : path;
}

/** The backend path with its variables filled in, or the first variable that has no value. */
function fill(
  template: string,
  parameters: Readonly<Record<string, string>>,
): { readonly path: string; readonly unmapped?: string } {
  const values = new Map(Object.entries(parameters));
  let unmapped: string | undefined;
  const path = template.replace(/\{([^}]+)\}/g, (variable, name: string) => {
    const value = values.get(name);
    if (value === undefined) unmapped ??= name;
    return value ?? variable;
  });
  return { path, unmapped };
}

function listenerKey(loadBalancer: string, port: number): string {
  return `${loadBalancer}:${port}`;
}
