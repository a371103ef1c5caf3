import { agentCoreWorld } from './agentcore-world';
import { describeBackendConformance } from './backend-conformance';
import { ecsWorld } from './ecs-world';

describeBackendConformance({
  name: 'ECS',
  network: true,
  observes: 'native',
  start: () => ecsWorld(),
});

describeBackendConformance({
  name: 'AgentCore',
  network: true,
  observes: 'heartbeat-only',
  start: () => agentCoreWorld(),
});
