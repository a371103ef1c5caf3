// What runs a stage sees the catalog only through the platform.
export { localStage } from '@slipway/catalog';
export { apiGroupsOf } from './api-groups';
export { buildPlatform, type BuildPlatformInput, type BuildPlatformResult } from './build-platform';
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
export type { Manifest, ManifestOrigin, ManifestService, ManifestStack } from './manifest';
export type {
  ApiGroup,
  FunctionServiceNames,
  HttpServiceNames,
  NetworkEntry,
  NetworkLoadBalancer,
  PlacedFunctionService,
  PlacedHttpService,
  PlacedService,
  PlatformModel,
  RetiredService,
  Shard,
  StageNames,
} from './model';
export { accountNames, apiGatewayLogRole, type AccountNames } from './naming/account-names';
export { functionServiceNames, httpServiceNames } from './naming/service-names';
export { stageNames } from './naming/stage-names';
export { ascending } from './order';
export { place, type PlaceInput, type PlaceResult } from './placement/place';
export { binaryMediaTypes } from './rest-api';
export { routeTableOf } from './routes/route-table';
export { rules, type RuleId } from './rules';
export { networkLoadBalancersOf, shardsOf } from './shards';
