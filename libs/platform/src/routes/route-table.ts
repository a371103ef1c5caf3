import type {
  ApplicationListener,
  Integration,
  ListenerRule,
  NetworkListener,
  RestApi,
  RestRoute,
  RouteTable,
  TargetGroup,
} from '@slipway/routing';
import {
  albHealthAction,
  albHealthPath,
  albHealthPriority,
  deregistrationDelay,
  healthCheck,
  noServiceAction,
  taskTargetGroupPort,
} from '../load-balancing';
import { isCallable } from '../images';
import type {
  ApiGroup,
  NetworkEntry,
  PlacedHttpService,
  PlacedService,
  PlatformModel,
  Shard,
} from '../model';
import { ascending } from '../order';
import { binaryMediaTypes } from '../rest-api';

/**
 * Every way a request can take through the stage. Container services without an image are in it: their
 * rule and target group exist, and the ALB answers 503 for them. Functions without one are not.
 */
export function routeTableOf(model: PlatformModel): RouteTable {
  const { services, shards } = model;
  const containers = services.filter((placed) => placed.kind === 'http');
  return {
    restApis: model.apiGroups
      .flatMap((group) => restApi(group, model))
      .sort(ascending(({ name }) => name)),
    networkListeners: shards
      .flatMap((shard) => networkListener(shard, model))
      .sort(ascending(({ port }) => port)),
    applicationListeners: [
      ...shards.map((shard) => applicationListener(shard, containers)),
      ...containers.flatMap((placed) => callListener(placed, shards)),
    ].sort(
      ascending(
        ({ applicationLoadBalancer }) => applicationLoadBalancer,
        ({ port }) => port,
      ),
    ),
    targetGroups: containers.map(targetGroup).sort(ascending(({ name }) => name)),
  };
}

/** None without a route: API Gateway serves no API that has no method. */
function restApi({ index, restApi: name }: ApiGroup, model: PlatformModel): RestApi[] {
  const routes = model.services
    .filter((placed) => placed.kind !== 'batch' && placed.apiGroup === index)
    .filter(isCallable)
    .flatMap((placed) => routesOf(placed, model))
    .sort(ascending(({ path }) => path));
  const { apiStage } = model.names;
  return routes.length === 0 ? [] : [{ name, apiStage, binaryMediaTypes, routes }];
}

/** Two routes, since `/{base}/{proxy+}` does not match `/{base}`. */
function routesOf(placed: PlacedService, model: PlatformModel): RestRoute[] {
  const { api } = placed.service;
  if (!api) return [];
  return [
    { path: api.basePath, backendPath: api.basePath },
    { path: `${api.basePath}/{proxy+}`, backendPath: `${api.basePath}/{proxy}` },
  ].map(({ path, backendPath }) => ({
    path,
    method: 'ANY',
    apiKeyRequired: api.auth === 'apiKey',
    authorization: 'NONE',
    integration: integration(placed, model, backendPath, api.timeoutMs),
  }));
}

function integration(
  placed: PlacedService,
  model: PlatformModel,
  path: string,
  timeoutMs: number,
): Integration {
  if (placed.kind === 'function') {
    const { functionName, alias: qualifier } = placed.names;
    return { type: 'AWS_PROXY', functionName, qualifier, timeoutMs };
  }
  const shard = model.shards.find(({ index }) => index === placed.shard);
  if (!shard) {
    throw new Error(
      `${placed.service.name} is placed on shard ${placed.shard}, which the stage lacks`,
    );
  }
  const { applicationLoadBalancer, applicationListenerPort, networkEntry } = shard;
  return {
    type: 'HTTP_PROXY',
    ...(networkEntry
      ? { networkLoadBalancer: nameOf(networkEntry, model), port: networkEntry.port }
      : { applicationLoadBalancer, port: applicationListenerPort }),
    path,
    timeoutMs,
  };
}

/** Name of the NLB that has the listener. */
function nameOf(
  { networkLoadBalancer }: NetworkEntry,
  { networkLoadBalancers }: PlatformModel,
): string {
  const found = networkLoadBalancers.find(({ index }) => index === networkLoadBalancer);
  if (!found) throw new Error(`the stage has no NLB ${networkLoadBalancer}`);
  return found.name;
}

function networkListener(shard: Shard, model: PlatformModel): NetworkListener[] {
  const { applicationLoadBalancer, applicationListenerPort, networkEntry } = shard;
  if (!networkEntry) return [];
  const networkLoadBalancer = nameOf(networkEntry, model);
  const { port } = networkEntry;
  return [{ networkLoadBalancer, port, applicationLoadBalancer, applicationListenerPort }];
}

function applicationListener(
  { index, applicationLoadBalancer, applicationListenerPort: port }: Shard,
  containers: readonly PlacedHttpService[],
): ApplicationListener {
  const health: ListenerRule = {
    priority: albHealthPriority,
    conditions: [{ field: 'path-pattern', values: [albHealthPath] }],
    action: albHealthAction,
  };
  const rules = containers
    .filter(({ shard, pathPatterns }) => shard === index && pathPatterns.length > 0)
    .map(({ priority, pathPatterns, rewrite, names }): ListenerRule => ({
      priority,
      conditions: [{ field: 'path-pattern', values: pathPatterns }],
      ...(rewrite && { rewrite }),
      action: { type: 'forward', targetGroup: names.targetGroup },
    }));
  return {
    applicationLoadBalancer,
    port,
    rules: [health, ...rules].sort(ascending(({ priority }) => priority)),
    defaultAction: noServiceAction,
  };
}

/** The listener that other services call a service by; it has no rule, since all it gets is the service's. */
function callListener(
  { callPort, shard, names }: PlacedHttpService,
  shards: readonly Shard[],
): ApplicationListener[] {
  const { applicationLoadBalancer } = shards.find(({ index }) => index === shard) ?? {};
  if (callPort === undefined || applicationLoadBalancer === undefined) return [];
  const defaultAction = { type: 'forward', targetGroup: names.targetGroup } as const;
  return [{ applicationLoadBalancer, port: callPort, rules: [], defaultAction }];
}

function targetGroup({ service, names }: PlacedHttpService): TargetGroup {
  return {
    name: names.targetGroup,
    port: taskTargetGroupPort,
    healthCheck: { path: service.container.health, ...healthCheck },
    deregistrationDelay,
  };
}
