import type {
  ApplicationListener,
  Integration,
  ListenerRule,
  NetworkListener,
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
import type { PlacedHttpService, PlacedService, PlatformModel, Shard } from '../model';
import { ascending } from '../order';
import { binaryMediaTypes } from '../rest-api';

/**
 * Every way a request can take through the stage. Container services without an image are in it: their
 * rule and target group exist, and the ALB answers 503 for them. Functions without one are not.
 */
export function routeTableOf(model: PlatformModel): RouteTable {
  const { services, shards, names } = model;
  const containers = services.filter((placed) => placed.kind === 'http');
  const restApi = { name: names.restApi, apiStage: names.apiStage, binaryMediaTypes };
  const routes = services
    .filter(isCallable)
    .flatMap((placed) => routesOf(placed, model))
    .sort(ascending(({ path }) => path));
  return {
    restApis: routes.length === 0 ? [] : [{ ...restApi, routes }],
    networkListeners: shards
      .map((shard) => networkListener(shard, names.networkLoadBalancer))
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
  { shards, names }: PlatformModel,
  path: string,
  timeoutMs: number,
): Integration {
  if (placed.kind === 'function') {
    const { functionName, alias: qualifier } = placed.names;
    return { type: 'AWS_PROXY', functionName, qualifier, timeoutMs };
  }
  const shard = shards.find(({ index }) => index === placed.shard);
  if (!shard) {
    throw new Error(
      `${placed.service.name} is placed on shard ${placed.shard}, which the stage lacks`,
    );
  }
  return {
    type: 'HTTP_PROXY',
    networkLoadBalancer: names.networkLoadBalancer,
    port: shard.networkListenerPort,
    path,
    timeoutMs,
  };
}

function networkListener(shard: Shard, networkLoadBalancer: string): NetworkListener {
  const { networkListenerPort: port, applicationLoadBalancer, applicationListenerPort } = shard;
  return { networkLoadBalancer, port, applicationLoadBalancer, applicationListenerPort };
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
    .map(({ priority, pathPatterns, names }): ListenerRule => ({
      priority,
      conditions: [{ field: 'path-pattern', values: pathPatterns }],
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
