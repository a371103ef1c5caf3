export type {
  ApplicationListener,
  Authorization,
  Authorizer,
  DomainMapping,
  HealthCheck,
  HttpMethod,
  Integration,
  LinkedRequest,
  ListenerAction,
  ListenerAuthentication,
  ListenerRule,
  NetworkListener,
  QueryStringValue,
  RestApi,
  RestRoute,
  RouteTable,
  RuleCondition,
  TargetGroup,
  TargetStickiness,
  UrlRewrite,
  WeightedTargetGroup,
} from './route-table';
export type { ListenerRequest } from './conditions';
export type {
  LosingRule,
  PassedResource,
  RequestHeaders,
  Resolution,
  RouteRequest,
  TargetGroupShare,
} from './resolution';
export { isMappedHost } from './domain-mappings';
export { matchesPattern } from './path-pattern';
export { resolveListener, type ListenerResolution } from './resolve-listener';
export { createResolver, resolveRequest, type Resolver } from './resolve-request';
export { lintRoutes, type LintContext } from './lints/lint-routes';
export type { RouteMistake, RouteSubject } from './lints/route-mistake';
export { actionText, conditionsText } from './lints/rule-text';
export { routeRules, type RouteRule, type RouteRuleId } from './lints/rules';
