import type { BackendsConfig } from '@slipway/orchestrator-runtime';
import {
  containersAsProcesses,
  FakeEcs,
  type ContainerProcess,
  type FakeTask,
} from '@slipway/orchestrator-runtime/testing';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from './bundle';
import type { Agents } from './scenario';

const dockerfile = join(__dirname, '../../agent-runner/Dockerfile');

interface Started {
  readonly taskArn: string;
  readonly runId: string | undefined;
  readonly process: ContainerProcess;
}

/** A cluster of ECS that shows its tasks late; their containers are processes with the image's command. */
export class EcsAgents implements Agents {
  private constructor(
    readonly ecs: FakeEcs,
    private readonly started: readonly Started[],
  ) {}

  /**
   * @param folder that stands for the image's working directory
   * @param environment of every container beside its overrides'
   */
  static async start(
    folder: string,
    environment: Readonly<Record<string, string>>,
  ): Promise<EcsAgents> {
    bundle('agent-runner/src/main.ts', join(folder, 'main.js'));
    const run = containersAsProcesses({ folder, environment, stopTimeoutMs: 20_000 });
    const started: Started[] = [];
    const ecs = await FakeEcs.start({
      cluster: 'agents',
      taskDefinitions: [{ family: 'agent', containers: ['agent'], command: commandOfImage() }],
      now: Date.now,
      lag: { describeMs: 300, listMs: 600 },
      run: (container) => {
        const process = run(container);
        const { taskArn, environment: variables } = container;
        started.push({ taskArn, runId: variables['RUN_ID'], process });
        return process;
      },
    });
    return new EcsAgents(ecs, started);
  }

  get backend(): BackendsConfig['backends'][string] {
    return {
      kind: 'ecs',
      cluster: this.ecs.clusterArn,
      taskDefinition: 'arn:aws:ecs:eu-west-1:111122223333:task-definition/agent:1',
      container: 'agent',
      subnets: ['subnet-a', 'subnet-b'],
      securityGroups: ['sg-1'],
    };
  }

  /** Tasks of a run, oldest first. */
  tasksOf(runId: string): FakeTask[] {
    return this.started
      .filter((started) => started.runId === runId)
      .map(({ taskArn }) => this.ecs.task(taskArn));
  }

  pidOf(runId: string): number | undefined {
    const live = this.ecs.liveTasks();
    return this.started.find((each) => each.runId === runId && live.includes(each.taskArn))?.process
      .pid;
  }

  /** Ends the containers that still run, and the cluster. */
  async close(): Promise<void> {
    await this.ecs.close();
  }
}

/** CMD of the image, which is no shell: the agent gets signals itself. */
function commandOfImage(): string[] {
  const [, command = ''] = /^CMD (\[.*\])$/m.exec(readFileSync(dockerfile, 'utf8')) ?? [];
  return JSON.parse(command) as string[];
}
