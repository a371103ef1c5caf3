import { ECSClient } from '@aws-sdk/client-ecs';
import { EcsBackend } from '../ecs/ecs-backend';
import { isFinal, type RunRecord } from '../run-record';
import { advance } from '../runtime/advance';
import { cancel } from '../runtime/commands';
import type { RuntimeContext } from '../runtime/context';
import { reap } from '../runtime/reap';
import { submit } from '../runtime/submit';
import { startToken } from '../start-token';
import { World } from '../testing/world';
import { FakeEcs, type FakeEcsOptions } from './fake-ecs';
import { FakeError } from './fake-faults';

/** The runtime over the ECS backend and a cluster that is behind itself; agents are those of the runtime's tests. */
describe('a run on ECS', () => {
  let ecs: FakeEcs;
  let client: ECSClient;
  let world: World;
  let context: RuntimeContext;

  async function start(options: Partial<FakeEcsOptions> = {}): Promise<void> {
    world = new World();
    ecs = await FakeEcs.start({
      cluster: 'agents',
      taskDefinitions: [{ family: 'agent', containers: ['agent'] }],
      now: () => world.clock.now(),
      lag: { describeMs: 2_000, listMs: 4_000 },
      stopMs: 5_000,
      ...options,
    });
    client = new ECSClient({ ...ecs.clientConfig(), maxAttempts: 1 });
    const backend = new EcsBackend({
      name: 'ecs',
      client,
      clock: world.clock,
      config: {
        kind: 'ecs',
        cluster: ecs.clusterArn,
        taskDefinition: 'arn:aws:ecs:eu-west-1:111122223333:task-definition/agent:1',
        container: 'agent',
        subnets: ['subnet-a', 'subnet-b'],
        securityGroups: ['sg-1'],
      },
    });
    const { work } = world.context.tasks;
    if (!work) throw new Error('The world has no task');
    context = {
      ...world.context,
      backends: new Map([['ecs', backend]]),
      tasks: { work: { ...work, backends: ['ecs'] } },
    };
  }

  afterEach(async () => {
    client.destroy();
    await ecs.close();
  });

  /** Agents of new tasks begin, those of ended ones end, and tasks end with their agents. */
  async function agentsWork(): Promise<void> {
    for (const taskArn of ecs.liveTasks()) {
      const { startedBy = '' } = ecs.task(taskArn).props;
      const token = startedBy.replace(/^.*\//, '');
      const attempt = [1, 2, 3, 4].find((n) => startToken('run', n) === token) ?? 0;
      if (!world.agents.knows(token)) {
        const payload = { kind: 'inline', value: {} } as const;
        const spec = { runId: 'run', attempt, startToken: token, task: 'work', payload };
        world.agents.begin({ ...spec, environment: {}, variant: 0 });
        ecs.setRunning(taskArn);
      }
    }
    await world.agents.tick();
    for (const taskArn of ecs.liveTasks()) {
      const token = ecs.task(taskArn).props.startedBy?.replace(/^.*\//, '') ?? '';
      const seen = world.agents.observe(token);
      if (seen.state !== 'exited') continue;
      const exits = { agent: { exitCode: seen.exitCode ?? 1 } };
      const stoppedReason = 'Essential container in task exited';
      ecs.finish(taskArn, { stopCode: 'EssentialContainerExited', stoppedReason, exits });
    }
  }

  async function outcome(): Promise<RunRecord> {
    await submit(context, { runId: 'run', user: 'alice', task: 'work', payload: {} });
    for (let pass = 0; pass < 500; pass++) {
      await advance(context, 'run');
      const record = await world.record();
      if (isFinal(record)) return record;
      await agentsWork();
      world.clock.advance(5_000);
    }
    throw new Error(`It does not end: ${JSON.stringify(await world.record())}`);
  }

  async function nothingLeaks(): Promise<void> {
    for (const ms of [60_000, 1_800_000, 3_600_000]) {
      world.clock.advance(ms);
      await reap(context);
    }
    world.clock.advance(60_000);
    expect(ecs.liveTasks()).toEqual([]);
    expect(world.agents.mostAtOnce).toBe(1);
  }

  test('succeeds with one task, and leaks none', async () => {
    await start();
    expect(await outcome()).toMatchObject({ state: 'succeeded' });
    expect(ecs.inputsOf('RunTask')).toHaveLength(1);
    await nothingLeaks();
  });

  test('failure mode 4: a start whose answer is lost is found, and starts no second task', async () => {
    await start();
    ecs.faults.next('RunTask', { kind: 'reset', applied: true });
    expect(await outcome()).toMatchObject({ state: 'succeeded', sessions: 1 });
    await nothingLeaks();
  });

  test('failure mode 5: failures[] beside a task that runs is the session of the run', async () => {
    await start();
    ecs.failNextRunTask({ reason: 'RESOURCE:MEMORY', ghost: true });
    expect(await outcome()).toMatchObject({ state: 'succeeded', sessions: 1 });
    await nothingLeaks();
  });

  test('failure mode 6: a run that a subnet has no room for gets the next one', async () => {
    await start();
    ecs.withoutCapacity('subnet-a');
    expect(await outcome()).toMatchObject({ state: 'succeeded', sessions: 1 });
    await nothingLeaks();
  });

  test('failure mode 9: Spot takes the first task, and the next attempt finishes', async () => {
    await start();
    let taken = false;
    const { tick } = world.agents;
    world.agents.tick = async () => {
      await tick.call(world.agents);
      const [taskArn] = ecs.liveTasks();
      if (taken || taskArn === undefined) return;
      taken = true;
      world.agents.kill();
      const stoppedReason = 'Your Spot Task was interrupted.';
      ecs.finish(taskArn, { stopCode: 'SpotInterruption', stoppedReason });
    };
    expect(await outcome()).toMatchObject({ state: 'succeeded', sessions: 2 });
    await nothingLeaks();
  });

  test('finding 4: a stop that is denied at first is not swallowed: the run ends with its task', async () => {
    await start({ stopMs: 20_000 });
    world.agents.tick = async () => {
      await cancel(context, 'run', { by: 'alice', reason: 'not needed' });
    };
    const denied = new FakeError('AccessDeniedException', 'not authorized', 403);
    ecs.faults.next('StopTask', { kind: 'error', error: denied });
    expect(await outcome()).toMatchObject({ state: 'cancelled' });
    expect(ecs.inputsOf('StopTask').length).toBeGreaterThan(1);
    await nothingLeaks();
  });
});
