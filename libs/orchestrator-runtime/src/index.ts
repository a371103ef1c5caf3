export { assertNever } from './assert-never';
export {
  BackendError,
  type Backend,
  type HeartbeatBackend,
  type LogLine,
  type ObservableBackend,
  type StartOutcome,
  type StartSpec,
  type StopOutcome,
} from './backend';
export { errorClasses, type ClassifiedError, type ErrorClass } from './classified-error';
export { systemClock, type Clock } from './clock';
export {
  agentVariables,
  ConfigurationError,
  controlVariables,
  parseBackends,
  parseLimits,
  requiredVariable,
  type BackendConfig,
  type BackendsConfig,
  type LimitsConfig,
  type TaskConfig,
} from './environment';
export {
  handleVersion,
  InvalidHandleError,
  parseHandle,
  type BackendKind,
  type HandleOf,
  type SessionHandle,
} from './handle';
export type { JsonValue } from './json';
export { exitCauses, type ExitCause, type Observation } from './observation';
export type { PayloadRef, PayloadStore } from './payload';
export { startToken } from './start-token';
