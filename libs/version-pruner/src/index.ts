export {
  parsePrunerSettings,
  readPrunerSettings,
  SettingsError,
  settingsVariable,
  type ColdTier,
  type FunctionTag,
  type PrunerFuse,
  type PrunerScope,
  type PrunerSettings,
} from './settings';
export { applyPlans, type AppliedChange, type ApplyOptions, type ChangeResult } from './apply';
export { awsCalls, type AwsClients } from './aws-calls';
export { createAwsClients, destroyClients } from './aws-clients';
export { callError } from './aws-failure';
export { CallError, type CallFailure, type PrunerCalls } from './calls';
export { systemClock, type Clock } from './clock';
export type { EnvironmentLimits, FunctionInventory, VersionRecord } from './inventory';
export type { Reason } from './judge';
export { awsRates, createBuckets, pacedCalls, type Buckets, type CallRates } from './paced-calls';
export { fuseTrips, planFunction, type Action, type Decision, type FunctionPlan } from './plan';
export {
  functionsToChange,
  parsePlanFile,
  planFile,
  PlanFileError,
  staleness,
  type PlanFile,
} from './plan-file';
export { planRegion, type ProviderUsage, type RegionPlan } from './plan-region';
export type { MonthlyPrice } from './prices';
export { pinTag, protections } from './protections';
export { isPublishedVersion } from './qualifier';
export { PROVIDER_VERSIONS, reportOf, type ProviderReport, type RegionReport } from './report';
export { restoreVersion, type Restored } from './restore';
