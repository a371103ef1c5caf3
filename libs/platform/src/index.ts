// What runs a stage sees the catalog only through the platform.
export { localStage, nearest } from '@slipway/catalog';
export { apiGroupsOf } from './api-groups';
export { buildPlatform, type BuildPlatformInput, type BuildPlatformResult } from './build-platform';
export { imagedServices, isCallable, type ImagedService } from './images';
export {
  albHealthAction,
  albHealthPath,
  albHealthPriority,
  applicationListenerPort,
  deregistrationDelay,
  firstNetworkListenerPort,
  healthCheck,
  noServiceAction,
  taskTargetGroupPort,
} from './load-balancing';
export { formatImageLock, parseImageLock, withImage } from './locks/image-lock';
export type {
  ImageLock,
  Images,
  Lock,
  LockEntry,
  Locks,
  Placement,
  PlacementLock,
  Slot,
} from './locks/lock';
export { formatPlacementLock, parsePlacementLock } from './locks/placement-lock';
export { imageLockFile, placementLockFile, readLocks } from './locks/read-locks';
export { floorCosts, type FloorCost } from './capacity/floor-costs';
export { managedFunction } from './capacity/managed-function';
export type { Manifest, ManifestOrigin, ManifestService, ManifestStack } from './manifest';
export type {
  AgentRuntimeNames,
  ApiGroup,
  BatchServiceNames,
  CapacityProviderNames,
  FunctionServiceNames,
  HttpServiceNames,
  ManagedFunction,
  NetworkEntry,
  NetworkLoadBalancer,
  OrchestratedTask,
  OrchestratorFunctions,
  PlacedBatchService,
  PlacedCall,
  PlacedFunctionService,
  PlacedHttpService,
  PlacedService,
  PlatformModel,
  RetiredService,
  ScheduledFloor,
  Shard,
  StageCapacityProvider,
  StageNames,
  StageOrchestrator,
  StagePruner,
} from './model';
export { functionsOf, stageFunctionsOf } from './stage-functions';
export { accountNames, apiGatewayLogRole, type AccountNames } from './naming/account-names';
export { capacityProviderNames } from './naming/capacity-provider-names';
export { batchServiceNames, functionServiceNames, httpServiceNames } from './naming/service-names';
export { stageNames } from './naming/stage-names';
export {
  stageEndpoints,
  type GatewayEndpoint,
  type InterfaceEndpoint,
  type StageEndpoints,
} from './network/stage-endpoints';
export { controlName } from './orchestrator/stage-orchestrator';
export { ascending } from './order';
export { place, type PlaceInput, type PlaceResult } from './placement/place';
export { binaryMediaTypes } from './rest-api';
export { routeTableOf } from './routes/route-table';
export { rules, type RuleId } from './rules';
export { networkLoadBalancersOf, shardsOf } from './shards';
