export type {
  ApplicationListener,
  HealthCheck,
  HttpMethod,
  Integration,
  ListenerAction,
  ListenerRule,
  NetworkListener,
  RestApi,
  RestRoute,
  RouteTable,
  RuleCondition,
  TargetGroup,
  UrlRewrite,
} from './route-table';
export type { LosingRule, Resolution, RouteRequest } from './resolution';
export { matchesPattern } from './path-pattern';
export { resolveListener, type ListenerResolution } from './resolve-listener';
export { createResolver, resolveRequest, type Resolver } from './resolve-request';
