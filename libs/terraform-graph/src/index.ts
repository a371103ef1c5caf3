export { accessLogsOf, type AccessLog } from './access-logs';
export { apiKeysOf, type ApiKey } from './api-keys';
export { balancerSettingsOf, type BalancerSettings } from './balancer-settings';
export {
  NoTerraformError,
  NotSynthesisedError,
  StaleSynthError,
  UnreadableGraphError,
  type GraphPlace,
} from './errors';
export { ecsServicesOf, type EcsService } from './ecs-services';
export {
  gatewayResponsesOf,
  type GatewayResponses,
  type GatewayResponseSettings,
} from './gateway-responses';
export { elementOf, producerOf, resolve, resolveAttribute, type Resolved } from './resolve';
export { traversalOf, traversalsIn, type Step, type Traversal } from './expression';
export { resourcesOf, type Graph, type GraphElement, type GraphStack } from './graph';
export type { Json, JsonObject } from './json';
export type { LambdaAuthorizer } from './lambda-authorizer';
export type { ListenerAddress } from './listener-address';
export { loadGraph } from './load-graph';
export { loadManifest } from './load-manifest';
export { loadTerraform } from './load-terraform';
export { methodThrottlesOf, type MethodThrottle } from './method-throttles';
export type { Fact } from './reading';
export { routeSettingsOf, type MockAnswer, type RouteSettings } from './route-settings';
export { readRouteTable, routeTableFromGraph, type PartialRouteTable } from './route-table';
export { schedulesOf, type Schedule, type ScheduleTarget } from './schedules';
export {
  stageFactsOf,
  type AliasFacts,
  type ApiStageFacts,
  type EcsServiceFacts,
  type FunctionFacts,
  type NetworkTargetGroupFacts,
  type StageFacts,
  type ThrottleFacts,
  type UsagePlanFacts,
} from './stage-facts';
export { stageVariablesOf, type StageVariables } from './stage-variables';
export { placeOfSubject } from './subject-place';
export { tablesOf, type Table, type TableIndex, type TableKey } from './tables';
export type { Throttle } from './throttle';
export { unreadOf, type Unread } from './unread';
export { usagePlansOf, type PlannedApiStage, type Quota, type UsagePlan } from './usage-plans';
export {
  containerWorkloadsOf,
  functionWorkloadsOf,
  type ContainerWorkload,
  type FunctionWorkload,
} from './workloads';
