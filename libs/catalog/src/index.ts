export { loadCatalog, servicesFor, stageNamed, type Catalog } from './catalog';
export type { Finding, Severity, SourcePosition } from './finding';
export { formatFinding, type FindingPaint } from './format-finding';
export { nearest } from './nearest';
export { reportOf, type Report } from './report';
export type { Rule } from './rules/rule';
export { rules, type RuleId } from './rules/rules';
export { serviceJsonSchema, stageJsonSchema } from './schema/json-schema';
export type {
  Architecture,
  ContainerSettings,
  FunctionService,
  FunctionSettings,
  HttpService,
  RouteAuth,
  ScalingSettings,
  Service,
  ServiceApi,
} from './service';
export type { CatalogService } from './services/load-services';
export { ingressLimits } from './ingress-limits';
export { localStage } from './local-stage';
export { sortFindings } from './sort-findings';
export type { NetworkSettings, Stage, StateBackend } from './stage';
export type { CatalogStage } from './stages/load-stages';
export { stagesOfAccount } from './stages/stages-of-account';
export { albsPerNetworkLoadBalancer, networkLoadBalancerCount } from './vpc-links';
