export { apiKeysOf, type ApiKey } from './api-keys';
export {
  NoTerraformError,
  NotSynthesisedError,
  StaleSynthError,
  UnreadableGraphError,
  type GraphPlace,
} from './errors';
export { gatewayResponseTemplatesOf, type GatewayResponseTemplates } from './gateway-responses';
export { elementOf, producerOf, resolve, resolveAttribute, type Resolved } from './resolve';
export { traversalOf, traversalsIn, type Step, type Traversal } from './expression';
export { resourcesOf, type Graph, type GraphElement, type GraphStack } from './graph';
export type { Json, JsonObject } from './json';
export type { ListenerAddress } from './listener-address';
export { loadGraph } from './load-graph';
export { loadManifest } from './load-manifest';
export { loadTerraform } from './load-terraform';
export type { Fact } from './reading';
export { readRouteTable, routeTableFromGraph, type PartialRouteTable } from './route-table';
export { placeOfSubject } from './subject-place';
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
export {
  containerWorkloadsOf,
  functionWorkloadsOf,
  type ContainerWorkload,
  type FunctionWorkload,
} from './workloads';
