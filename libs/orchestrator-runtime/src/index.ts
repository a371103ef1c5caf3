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
  parseRetention,
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
export {
  AgentCoreBackend,
  agentCoreIdleTimeoutMs,
  agentCoreMaxLifetimeMs,
  type AgentCoreBackendOptions,
  type AgentCoreInvocation,
} from './agentcore/agentcore-backend';
export { classifyError } from './aws/classify-error';
export { errorTable, type ErrorRow } from './aws/error-table';
export { EcsBackend, type EcsBackendOptions } from './ecs/ecs-backend';
export { failureTable, type FailureRow } from './ecs/run-task-failures';
export { overridesLimit } from './ecs/run-task-request';
export { truthTable, type TruthRow } from './ecs/task-truth';
export {
  disabledMemory,
  type AgentMemory,
  type ForgetOutcome,
  type RecallOutcome,
  type RecordOutcome,
} from './memory/agent-memory';
export { AgentCoreMemory, type AgentCoreMemoryOptions } from './memory/agentcore-memory';
export {
  InvalidMemoryIdentityError,
  memoryActor,
  memoryIdentity,
  type ActorId,
  type ConversationId,
  type MemoryIdentity,
} from './memory/memory-identity';
export type { MemoryMessage, MemoryRole, Turn } from './memory/turns';
export {
  PayloadChecksumError,
  PayloadExpiredError,
  PayloadStorageError,
} from './payload/payload-errors';
export { S3Payloads, type S3PayloadsOptions } from './payload/s3-payloads';
export {
  FatalTaskError,
  runAgent,
  type AgentEnd,
  type AgentOptions,
  type AgentTask,
} from './agent/agent';
export { invocationServer } from './agent/invocation-server';
export { stopSignal } from './agent/signals';
export type { AgentReport, AgentResult, ApprovalRequest } from './agent-report';
export type { Debt } from './debt';
export {
  InvalidRequestError,
  PayloadTooLargeError,
  RunExistsError,
  UnknownBackendError,
  UnknownRunError,
  UnknownTaskError,
  WrongStateError,
} from './errors';
export { CheckpointError, largestCheckpointBytes } from './hosts/checkpoint-guard';
export { durableHost, type DurableInput, type DurableOutput } from './hosts/durable';
export { drive } from './hosts/drive';
export { durableWake } from './hosts/wake';
export { Worker, type WorkerProps } from './hosts/worker';
export { inlinePayloads, largestInlineBytes } from './inline-payloads';
export { defaultPolicy, type RunPolicy } from './policy';
export { ProcessBackend, type ProcessBackendProps } from './process/process-backend';
export type { AgentEventBody, EventBody, RunEvent } from './run-event';
export {
  failureReasons,
  InvalidRecordError,
  isFinal,
  runStates,
  type ApprovalAnswer,
  type Failure,
  type FailureReason,
  type Outcome,
  type RunRecord,
  type RunState,
} from './run-record';
export { advance, type Advance } from './runtime/advance';
export { answer, cancel } from './runtime/commands';
export type { RuntimeContext } from './runtime/context';
export { createBackends } from './runtime/create-backends';
export {
  agentFromEnvironment,
  contextFromEnvironment,
  memoryFromEnvironment,
} from './runtime/from-environment';
export { reap, type Sweep } from './runtime/reap';
export { submit, type RunRequest } from './runtime/submit';
export { watch } from './runtime/watch';
export { decide, type Action } from './state/decide';
export type { Lease, Seen, Situation } from './state/seen';
export { transitions } from './state/transitions/table';
export type { Transition } from './state/transitions/transition';
export { DynamoStore, type DynamoStoreOptions } from './store/dynamo-store';
export { MemoryStore } from './store/memory-store';
export {
  ItemTooLargeError,
  StoreError,
  type AgentStore,
  type Commit,
  type CommitOutcome,
  type EventPage,
  type QueueEntry,
  type RunView,
  type Slot,
  type Store,
} from './store/store';
export { metricNamespace, metrics, Telemetry, type MetricName } from './telemetry/telemetry';
