export { loadCatalog, servicesFor, stageNamed, type Catalog } from './catalog';
export { collectorPorts } from './collector-ports';
export type { Finding, Severity, SourcePosition } from './finding';
export {
  executionEnvironment,
  managedConcurrency,
  type ExecutionEnvironment,
} from './execution-environment';
export { formatFinding, type FindingPaint } from './format-finding';
export { codeOf, defaultDockerfile, runtimeOf, type FunctionCode } from './function-code';
export { limitsByQuarter, type EnvironmentLimits } from './floor-week';
export { nearest } from './nearest';
export { callVariable } from './services/call-variable';
export { reportOf, type Report } from './report';
export type { Rule } from './rules/rule';
export { rules, type RuleId } from './rules/rules';
export {
  handlerFiles,
  isNodeRuntime,
  type LambdaRuntime,
  type NodeRuntime,
} from './schema/lambda-runtimes';
export { days, slotMinutes } from './schema/floor-schema';
export {
  instanceSizeOf,
  knownFamilies,
  type InstanceFamilies,
  type InstanceSize,
} from './schema/instance-types';
export { endpointNames, type EndpointName } from './schema/endpoints';
export { serviceJsonSchema, stageJsonSchema } from './schema/json-schema';
export type {
  Architecture,
  BatchContainerSettings,
  BatchService,
  CapacitySettings,
  ContainerLogSettings,
  ContainerSettings,
  DeploymentSettings,
  FloorSettings,
  FunctionService,
  FunctionSettings,
  HttpService,
  RouteAuth,
  RunSettings,
  ScheduleSettings,
  ScalingSettings,
  Service,
  ServiceApi,
  TaskService,
  TelemetrySettings,
} from './service';
export { warmSchedule } from './services/schedule-findings';
export type { CatalogService } from './services/load-services';
export { ingressLimits } from './ingress-limits';
export { localStage } from './local-stage';
export { sortFindings } from './sort-findings';
export type {
  CapacityProviderSettings,
  NetworkSettings,
  OrchestratorSettings,
  PrunerSettings,
  Stage,
  StateBackend,
} from './stage';
export type { CatalogStage } from './stages/load-stages';
export { stagesOfAccount } from './stages/stages-of-account';
export { albsPerNetworkLoadBalancer, networkLoadBalancerCount } from './vpc-links';
