import type { OrchestratorSettings, RunSettings } from '@slipway/catalog';
import { derivePlatform } from '../build-platform';
import { functionsOf } from '../stage-functions';
import { batchService, functionService, lockedFor, sampleStage } from '../testing/samples';

const orchestrator: OrchestratorSettings = {
  owner: 'agents-team',
  tasks: ['writer', 'agent'],
  limits: { perUser: 5, account: 50, ecs: 20 },
  deadlineSeconds: 14_400,
  retentionDays: 30,
  memory: { retentionDays: 7 },
};

const run: RunSettings = {
  backend: 'ecs',
  failover: 'agentcore',
  replayable: true,
  maxAttempts: 3,
  heartbeatSeconds: 15,
  lostAfterSeconds: 90,
  stuckAfterSeconds: 1800,
};

function derived(control = 'orchestrator', name = 'dev') {
  const stage = sampleStage({ name, orchestrator });
  const services = [
    functionService(control),
    { ...batchService('agent'), run },
    { ...batchService('writer'), run },
    { ...batchService('report'), run },
  ];
  return derivePlatform({ stage, services, locks: lockedFor(stage, services) }).model;
}

const model = derived();

it('has a function for runs and one that a schedule calls, beside the service that answers its API', () => {
  expect(functionsOf(model).map(({ names }) => names.functionName)).toEqual([
    'slipway-dev-orchestrator',
    'slipway-dev-orchestrator-run',
    'slipway-dev-orchestrator-reaper',
  ]);
  expect(model.orchestrator?.functions?.run.service.schedules).toEqual([]);
  expect(model.orchestrator?.functions?.reaper.service.schedules).toHaveLength(1);
  expect(model.orchestrator?.functions?.run.service).toMatchObject({
    folder: 'apps/orchestrator',
    owner: 'agents-team',
  });
});

it('runs the tasks that it is told to, by name', () => {
  expect(model.orchestrator?.tasks.map(({ placed }) => placed.service.name)).toEqual([
    'agent',
    'writer',
  ]);
});

it('has names that AWS takes, where it takes no hyphen too', () => {
  expect(model.orchestrator?.names).toMatchObject({
    table: 'slipway-dev-runs',
    bucket: 'slipway-dev-payloads-123456789012',
  });
  expect(model.orchestrator?.memory).toEqual({ name: 'slipway_dev_memory', retentionDays: 7 });
  expect(model.orchestrator?.tasks[0]?.runtimeNames).toEqual({
    runtime: 'slipway_dev_agent',
    role: 'slipway-dev-agent-agent',
  });
});

it('is not there without the function that answers its API', () => {
  expect(derived('conductor').orchestrator).toBeUndefined();
});

it('has no functions of its own on this machine', () => {
  const local = derived('orchestrator', 'local').orchestrator;
  expect(local).toBeDefined();
  expect(local).not.toHaveProperty('functions');
});
