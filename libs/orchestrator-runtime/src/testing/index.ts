export { agentCoreWorld, type AgentCoreWorld } from '../conformance/agentcore-world';
export {
  describeBackendConformance,
  type BackendConformance,
} from '../conformance/backend-conformance';
export {
  containersAsProcesses,
  type ContainerProcess,
  type ContainerProcessOptions,
} from '../conformance/container-process';
export { ecsWorld, type EcsWorld } from '../conformance/ecs-world';
export {
  FakeAgentCore,
  type FakeAgentCoreOptions,
  type FakeInvocation,
  type FakeSession,
} from '../conformance/fake-agentcore';
export { FakeEcs, type FakeEcsOptions, type NextFailure } from '../conformance/fake-ecs';
export type { ContainerToRun, RunningContainer } from '../conformance/fake-ecs-containers';
export type {
  FakeExit,
  FakeTask,
  FakeTaskDefinition,
  FakeTaskEnd,
} from '../conformance/fake-ecs-task';
export { FakeError, FaultScript, type Fault } from '../conformance/fake-faults';
export { FakeMemory, type FakeEvent, type FakeMemoryOptions } from '../conformance/fake-memory';
export { FakeS3 } from '../conformance/fake-s3';
export { FakeServer, type FakeClientConfig, type RecordedCall } from '../conformance/fake-server';
export { ManualClock } from '../conformance/manual-clock';
export { processWorld } from '../conformance/process-world';
export {
  conformanceSpec,
  type CallFailure,
  type ConformanceWorld,
  type FailingCall,
  type HeartbeatWorld,
  type ObservableWorld,
} from '../conformance/world';
export { HostLife, type KillPoint, type Phase } from '../kill-points/crash';
export { killHosts, type HostedRun, type KillHost } from '../kill-points/hosts';
export {
  runKillPoints,
  type KillBackend,
  type KillFailure,
  type KillReport,
  type KillWorld,
} from '../kill-points/kit';
export { killScenarios, type KillScenario } from '../kill-points/scenarios';
export { storeConformance } from './store-conformance';
