import { ECSClient } from '@aws-sdk/client-ecs';
import type { EcsConfig } from '../ecs/ecs-config';
import { EcsBackend } from '../ecs/ecs-backend';
import { faultOf } from './call-faults';
import { FakeEcs, type FakeEcsOptions } from './fake-ecs';
import { ManualClock } from './manual-clock';
import type { FailingCall, ObservableWorld } from './world';

/** An ECS backend over a fake cluster that is behind itself, slow to stop, and pages by two. */
export interface EcsWorld extends ObservableWorld<'ecs'> {
  readonly ecs: FakeEcs;
  readonly clock: ManualClock;
  readonly config: EcsConfig;
  readonly backend: EcsBackend;
  readonly client: ECSClient;
}

const operations: Readonly<Record<FailingCall, string>> = {
  start: 'RunTask',
  stop: 'StopTask',
  observe: 'DescribeTasks',
  find: 'ListTasks',
};

/** Starts the world; `options` go to the fake. */
export async function ecsWorld(options: Partial<FakeEcsOptions> = {}): Promise<EcsWorld> {
  const clock = new ManualClock();
  const ecs = await FakeEcs.start({
    cluster: 'agents',
    taskDefinitions: [{ family: 'agent', containers: ['log-router', 'agent'] }],
    now: clock.now,
    lag: { describeMs: 2_000, listMs: 4_000 },
    stopMs: 5_000,
    pageSize: 2,
    ...options,
  });
  const config: EcsConfig = {
    kind: 'ecs',
    cluster: ecs.clusterArn,
    taskDefinition: 'arn:aws:ecs:eu-west-1:111122223333:task-definition/agent:1',
    container: 'agent',
    subnets: ['subnet-a', 'subnet-b', 'subnet-c'],
    securityGroups: ['sg-1'],
    capacityProviders: ['FARGATE_SPOT', 'FARGATE'],
  };
  const clients = [0, 1].map(() => new ECSClient({ ...ecs.clientConfig(), maxAttempts: 1 }));
  const [client, otherClient] = clients as [ECSClient, ECSClient];
  return {
    ecs,
    clock,
    config,
    client,
    backend: new EcsBackend({ name: 'ecs', config, client, clock }),
    otherHost: new EcsBackend({ name: 'ecs', config, client: otherClient, clock }),
    stranger: new EcsBackend({ name: 'ecs-large', config, client, clock }),
    live: () =>
      Promise.resolve(
        ecs.liveTasks().map((arn) => ecs.task(arn).props.startedBy?.replace(/^.*\//, '') ?? arn),
      ),
    settle: () => {
      clock.advance(60_000);
      for (const arn of ecs.liveTasks()) ecs.setRunning(arn);
      return Promise.resolve();
    },
    exit: ({ taskArn, container }, exitCode) => {
      ecs.finish(taskArn, {
        stopCode: 'EssentialContainerExited',
        stoppedReason: 'Essential container in task exited',
        // The side container ends as it likes.
        exits: { [container]: { exitCode }, 'log-router': { exitCode: exitCode === 0 ? 1 : 0 } },
      });
      return Promise.resolve();
    },
    fail: (call, failure) => ecs.faults.next(operations[call], faultOf(failure)),
    close: async () => {
      for (const each of clients) each.destroy();
      await ecs.close();
    },
  };
}
