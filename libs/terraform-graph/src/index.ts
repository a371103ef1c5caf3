export { apiKeysOf, type ApiKey } from './api-keys';
export {
  NotSynthesisedError,
  StaleSynthError,
  UnreadableGraphError,
  type GraphPlace,
} from './errors';
export { ecsServicesOf, type EcsService } from './ecs-services';
export { gatewayResponseTemplatesOf, type GatewayResponseTemplates } from './gateway-responses';
export { elementOf, producerOf, resolve, resolveAttribute, type Resolved } from './resolve';
export { traversalOf, traversalsIn, type Step, type Traversal } from './expression';
export { resourcesOf, type Graph, type GraphElement, type GraphStack } from './graph';
export type { Json, JsonObject } from './json';
export type { ListenerAddress } from './listener-address';
export { loadGraph } from './load-graph';
export { loadManifest } from './load-manifest';
export { routeTableFromGraph } from './route-table';
export { schedulesOf, type Schedule, type ScheduleTarget } from './schedules';
export { tablesOf, type Table, type TableIndex, type TableKey } from './tables';
export {
  containerWorkloadsOf,
  functionWorkloadsOf,
  type ContainerWorkload,
  type FunctionWorkload,
} from './workloads';
