import type { RunSettings } from '@slipway/catalog';
import type { OrchestratedTask, StageOrchestrator } from '@slipway/platform';
import { Construct } from 'constructs';
import { BatchService } from '../compute/batch-service';
import { readNetworking } from '../contracts/networking';
import { packFunction } from '../function/function-bundle';
import type { FunctionSurroundings } from '../function/lambda-service';
import { Orchestrator } from '../orchestrator/orchestrator';
import type { PlatformStack } from '../platform-stack';
import { sampleBatchService, sampleFunctionService } from './sample-services';

const cluster = {
  clusterName: 'slipway-dev',
  clusterArn: 'arn:aws:ecs:eu-central-1:123456789012:cluster/slipway-dev',
};

/** A task `<name>` that the orchestrator runs. */
export function sampleTask(
  name: string,
  run: Partial<RunSettings> = {},
  imageDigest: string | undefined = `sha256:${'0'.repeat(64)}`,
): OrchestratedTask {
  return {
    placed: sampleBatchService(name, { imageDigest }),
    run: {
      backend: 'ecs',
      replayable: true,
      maxAttempts: 3,
      heartbeatSeconds: 15,
      lostAfterSeconds: 90,
      stuckAfterSeconds: 1800,
      ...run,
    },
    runtimeNames: { runtime: `slipway_dev_${name}`, role: `slipway-dev-${name}-agent` },
  };
}

/** The orchestrator of the sample stage. */
export function sampleOrchestrator(changes: Partial<StageOrchestrator> = {}): StageOrchestrator {
  return {
    control: 'orchestrator',
    owner: 'agents-team',
    functions: {
      run: sampleFunctionService('orchestrator-run'),
      reaper: sampleFunctionService('orchestrator-reaper', {
        schedules: [{ name: 'reap', expression: 'rate(1 minute)' }],
      }),
    },
    tasks: [
      sampleTask('agent', { failover: 'agentcore' }),
      sampleTask('writer', { backend: 'agentcore' }),
    ],
    limits: { perUser: 5, account: 50, ecs: 20, deadlineSeconds: 14_400 },
    retentionDays: 30,
    memory: { name: 'slipway_dev_memory', retentionDays: 30 },
    names: {
      table: 'slipway-dev-runs',
      bucket: 'slipway-dev-payloads-123456789012',
      alarms: {
        debt: 'slipway-dev-runs-debt',
        queue: 'slipway-dev-runs-queue',
        failures: 'slipway-dev-runs-failures',
        stranded: 'slipway-dev-runs-stranded',
      },
    },
    ...changes,
  };
}

/** Adds an orchestrator with its tasks to a stack; what its control function needs is the result. */
export function addOrchestrator(
  stack: PlatformStack,
  orchestrator: StageOrchestrator,
): Pick<FunctionSurroundings, 'statements' | 'variables'> {
  const code = (name: string) => packFunction(name, Buffer.from('exports.handler = () => 1'));
  const network = readNetworking(stack, []);
  const made = new Orchestrator(stack, stack, 'orchestrator', {
    orchestrator,
    bundles: { run: code('orchestrator-run'), reaper: code('orchestrator-reaper') },
  });
  const services = new Map(
    orchestrator.tasks.map(({ placed }) => [
      placed.service.name,
      new BatchService(stack, stack, placed, network, cluster, made.agent),
    ]),
  );
  return made.deploy(new Construct(stack, 'runs'), services, { cluster, network });
}
