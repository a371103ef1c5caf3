export {
  parsePrunerSettings,
  readPrunerSettings,
  SettingsError,
  settingsVariable,
  type PrunerSettings,
} from './settings';
export { applyPlans, type AppliedChange, type ApplyOptions, type ChangeResult } from './apply';
export { awsCalls, type AwsClients } from './aws-calls';
export { createAwsClients, destroyClients } from './aws-clients';
export { CallError, type CallFailure, type PrunerCalls } from './calls';
export { systemClock, type Clock } from './clock';
export type { EnvironmentLimits } from './inventory';
export { awsRates, createBuckets, pacedCalls } from './paced-calls';
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
export { protections } from './protections';
export { PROVIDER_VERSIONS, reportOf, type ProviderReport, type RegionReport } from './report';
export { restoreVersion, type Restored } from './restore';
