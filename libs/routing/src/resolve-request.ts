import type { ListenerRequest } from './conditions';
import { enterDomain, type DomainEntry } from './domain-mappings';
import type { PassedResource, Resolution, RouteRequest } from './resolution';
import { evaluateListener } from './resolve-listener';
import { createRestRouter, type RestRouter, type RouteMatch } from './rest-router';
import type {
  ApplicationListener,
  DomainMapping,
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
  readonly domainMappings: readonly DomainMapping[];
  readonly routers: readonly { readonly api: RestApi; readonly route: RestRouter }[];
  readonly networkListeners: ReadonlyMap<string, NetworkListener>;
  readonly applicationListeners: ReadonlyMap<string, ApplicationListener>;
  readonly targetGroups: ReadonlyMap<string, TargetGroup>;
}

/**
 * Prepares a table once for any number of requests. A custom domain leads to one REST API. Without
 * one, a request is for the `execute-api` endpoint of the REST API that has a route for it; where
 * several have one and come to different ends, only the host, which has the API's id, tells which.
 */
export function createResolver(table: RouteTable): Resolver {
  const index: Index = {
    domainMappings: table.domainMappings ?? [],
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
    const entry = enterDomain(index.domainMappings, request.host, request.path);
    return entry && 'unmappedDomain' in entry
      ? { outcome: 'no-route', ...entry }
      : findRoute(index, entry, request);
  };
}

const resolvers = new WeakMap<RouteTable, Resolver>();

/** Where one request goes by a table. The table is prepared at its first request and must not change. */
export function resolveRequest(table: RouteTable, request: RouteRequest): Resolution {
  const resolver = resolvers.get(table) ?? createResolver(table);
  resolvers.set(table, resolver);
  return resolver(request);
}

function findRoute(
  index: Index,
  entry: Exclude<DomainEntry, { readonly unmappedDomain: string }> | undefined,
  request: RouteRequest,
): Resolution {
  const { mapping, path } = entry ?? { path: request.path };
  if (mapping && !index.routers.some(({ api }) => leadsTo(mapping, api))) {
    const { domainName, restApi, apiStage } = mapping;
    const reason = `${domainName} leads to ${restApi}, API stage ${apiStage}, of which no route is known`;
    return { outcome: 'uncertain', mapping, reason };
  }
  const passedOver: PassedResource[] = [];
  const matched: Matched[] = [];
  for (const { api, route } of index.routers) {
    if (mapping ? !leadsTo(mapping, api) : isDisabled(api)) continue;
    const match = route(request.method, path);
    if (api.unknownRoutes !== undefined && !isExact(match.route, request.method)) {
      const reason = `further routes of ${api.name} are not known: ${api.unknownRoutes}`;
      const { passedOver: passed } = match;
      return {
        ...{ outcome: 'uncertain', api, reason },
        ...(mapping && { mapping }),
        ...(passed.length > 0 && { passedOver: passed }),
      };
    }
    if (match.route) matched.push({ api, match, mapping });
    else passedOver.push(...match.passedOver);
  }
  const [first, ...others] = matched;
  if (first) return throughEndpoint(index, first, others, request);
  const disabledEndpoint = mapping ? undefined : disabledEndpointFor(index, request);
  return {
    outcome: 'no-route',
    ...(mapping && { mapping }),
    ...(passedOver.length > 0 && { passedOver }),
    ...(disabledEndpoint && { disabledEndpoint }),
  };
}

/** Whether no other route of an API can go before one: it has the very path and the verb. */
function isExact(route: RestRoute | undefined, method: string): boolean {
  return route?.method === method && !route.path.includes('{');
}

function leadsTo({ restApi, apiStage }: DomainMapping, api: RestApi): boolean {
  return api.name === restApi && api.apiStage === apiStage;
}

function isDisabled({ executeApiEndpoint }: RestApi): boolean {
  return executeApiEndpoint === 'disabled';
}

/** The API whose disabled endpoint a request is for: one with a route for it, or any where all are disabled. */
function disabledEndpointFor(
  { routers }: Index,
  { method, path }: RouteRequest,
): Pick<RestApi, 'name' | 'apiStage'> | undefined {
  const disabled = routers.filter(({ api }) => isDisabled(api));
  const [any] = disabled.length === routers.length ? disabled : [];
  const found = disabled.find(({ route }) => route(method, path).route) ?? any;
  return found && { name: found.api.name, apiStage: found.api.apiStage };
}

/** What becomes of a request for which one API has a route, or several have. */
function throughEndpoint(
  index: Index,
  first: Matched,
  others: readonly Matched[],
  request: RouteRequest,
): Resolution {
  const resolution = integrate(index, first, request);
  const apis = [first, ...others];
  for (const { api, mapping } of apis) {
    if (mapping || typeof api.executeApiEndpoint !== 'object') continue;
    const reason = `nobody can say whether the execute-api endpoint of ${api.name} is disabled: ${api.executeApiEndpoint.unknown}`;
    return { outcome: 'uncertain', ...onRoute(first), reason };
  }
  const ends = others.map((other) => endOf(integrate(index, other, request)));
  if (ends.every((end) => end === endOf(resolution))) return resolution;
  const rivalApis = apis.map(({ api: { name, apiStage } }) => ({ name, apiStage }));
  const names = rivalApis.map(({ name, apiStage }) => `${name} (API stage ${apiStage})`);
  const reason = `${names.slice(0, -1).join(', ')} and ${names.at(-1)} have a route for it, and only the host tells which one is asked`;
  return { outcome: 'uncertain', ...onRoute(first), reason, rivalApis };
}

interface Matched {
  readonly api: RestApi;
  readonly match: RouteMatch;
  readonly mapping?: DomainMapping;
}

/** What every resolution of a matched request says of the way to its route. */
function onRoute({ api, match: { route, passedOver }, mapping }: Matched) {
  return {
    api,
    route,
    ...(mapping && { mapping }),
    ...(passedOver.length > 0 && { passedOver }),
  };
}

function integrate(index: Index, matched: Matched, request: RouteRequest): Resolution {
  const { route, pathParameters, rivals } = matched.match;
  const way = onRoute(matched);
  const [rival] = rivals;
  if (rival) {
    const reason =
      `AWS does not say which goes first for ${request.path}: ` +
      `${routeName(route)}, or ${routeName(rival)}, which is more exact further on`;
    return { outcome: 'uncertain', ...way, reason };
  }
  const { integration } = route;
  switch (integration.type) {
    case 'AWS_PROXY': {
      const { functionName, qualifier } = integration;
      return { outcome: 'function', ...way, pathParameters, functionName, qualifier };
    }
    case 'MOCK':
      return { outcome: 'mock', ...way };
    case 'HTTP':
      return { outcome: 'outside', ...way, destination: integration.url };
    case 'AWS':
      return { outcome: 'outside', ...way, destination: integration.service };
    case 'UNKNOWN':
      return { outcome: 'uncertain', ...way, reason: integration.reason };
    case 'HTTP_PROXY':
      return followLink(index, matched, integration, request);
  }
}

function routeName({ method, path }: RestRoute): string {
  return `${method} ${path}`;
}

function followLink(
  index: Index,
  matched: Matched,
  integration: LinkIntegration,
  request: RouteRequest,
): Resolution {
  const { route, pathParameters } = matched.match;
  const way = onRoute(matched);
  const broken = (reason: string): Resolution => ({ outcome: 'broken', ...way, reason });

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
    return enterEitherWay(index, { way, listener }, seenByAlb(integration, request, path));
  }
  const { networkLoadBalancer, port } = integration;
  const networkListener = index.networkListeners.get(listenerKey(networkLoadBalancer, port));
  if (!networkListener) return broken(`${networkLoadBalancer} has no listener on port ${port}`);
  if ('unknown' in networkListener) {
    const reason = networkListener.unknown;
    return { outcome: 'uncertain', ...way, networkListener, reason };
  }
  if ('targetGroup' in networkListener) {
    const targetGroup = index.targetGroups.get(networkListener.targetGroup);
    return targetGroup
      ? { outcome: 'network-target-group', ...way, networkListener, targetGroup, backendPath: path }
      : broken(
          `port ${port} of ${networkLoadBalancer} forwards to ${networkListener.targetGroup}, which does not exist`,
        );
  }
  const { applicationLoadBalancer, applicationListenerPort } = networkListener;
  const listener = index.applicationListeners.get(
    listenerKey(applicationLoadBalancer, applicationListenerPort),
  );
  if (!listener) {
    return broken(`${applicationLoadBalancer} has no listener on port ${applicationListenerPort}`);
  }
  const seen = seenByAlb(integration, request, path);
  return enter(index, { way, networkListener, listener }, seen);
}

/** How the names that AWS gives to load balancers end. */
const loadBalancerNames = '.amazonaws.com';

/** The request as API Gateway sends it on through a VPC link. */
function seenByAlb(
  { host, backendMethod }: LinkIntegration,
  request: RouteRequest,
  path: string,
): ListenerRequest {
  const { method, headers, query, sourceIp } = request;
  return {
    ...{ path, headers, query, sourceIp },
    method: backendMethod && backendMethod !== 'ANY' ? backendMethod : method,
    ...hostSeen(host, request),
  };
}

function hostSeen(host: LinkIntegration['host'], request: RouteRequest) {
  if (host === undefined) return { hostSuffix: loadBalancerNames };
  if (host === 'client') return { host: request.host };
  return 'name' in host ? { host: host.name } : { hostUnknown: host.unknown };
}

interface Hops {
  readonly way: ReturnType<typeof onRoute>;
  readonly networkListener?: NetworkListener;
  readonly listener: ApplicationListener;
}

/**
 * What an ALB does with a request of a VPC link of V2, which comes with the name of the API stage in
 * front of the path or without. AWS's documentation says both, so only what both come to is an answer.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/private-integration.html
 */
function enterEitherWay(index: Index, hops: Hops, request: ListenerRequest): Resolution {
  const { path } = request;
  const staged = `/${hops.way.api.apiStage}${path}`;
  const plain = enter(index, hops, request);
  const other = enter(index, hops, { ...request, path: staged });
  if (endOf(plain) === endOf(other)) return plain;
  const reason = `as ${path} it goes to ${endOf(plain)}, as ${staged} to ${endOf(other)}`;
  return { outcome: 'uncertain', ...hops.way, reason };
}

/** Where a request ends, in words. */
function endOf(resolution: Resolution): string {
  switch (resolution.outcome) {
    case 'target-group': {
      const { weighted, targetGroup, backendPath } = resolution;
      const groups = weighted
        ? weighted.map((share) => `${share.targetGroup.name} (${share.weight})`).join(' or ')
        : targetGroup.name;
      return `${groups} with ${backendPath}`;
    }
    case 'fixed-response':
      return `an answer ${resolution.statusCode} ${resolution.body}`;
    case 'redirect':
      return `a redirect to ${resolution.location}`;
    case 'function':
      return `${resolution.functionName}:${resolution.qualifier}`;
    case 'network-target-group':
      return `${resolution.targetGroup.name} with ${resolution.backendPath}`;
    case 'outside':
      return resolution.destination ?? 'outside';
    default:
      return resolution.outcome;
  }
}

/** What the ALB does with a request. */
function enter(
  index: Index,
  { way, networkListener, listener }: Hops,
  request: ListenerRequest,
): Resolution {
  const { targetGroups } = index;
  const resolved = evaluateListener((name) => targetGroups.get(name), listener, request);
  if (resolved.outcome === 'broken') return { outcome: 'broken', ...way, reason: resolved.reason };
  const through = { ...way, ...(networkListener && { networkListener }), listener };
  if (resolved.outcome === 'uncertain') {
    const { reason, losers } = resolved;
    return { outcome: 'uncertain', ...through, losers, reason };
  }
  const backendPath = rewritten(request.path, resolved.rule?.rewrite);
  if (backendPath === undefined) {
    const { rule, losers } = resolved;
    const reason = `rule ${rule?.priority} rewrites by ${rule?.rewrite?.regex}, which is not an expression that JavaScript knows`;
    return { outcome: 'uncertain', ...through, losers, reason };
  }
  return { ...through, ...resolved, backendPath };
}

/** Undefined where the expression cannot be read. */
function rewritten(path: string, rewrite: UrlRewrite | undefined): string | undefined {
  if (!rewrite) return path;
  try {
    return path.replace(new RegExp(rewrite.regex), rewrite.replace);
  } catch {
    return undefined;
  }
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
