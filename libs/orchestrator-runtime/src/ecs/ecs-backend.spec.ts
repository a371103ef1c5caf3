import { ECSClient, RunTaskCommand } from '@aws-sdk/client-ecs';
import { ecsWorld, type EcsWorld } from '../conformance/ecs-world';
import { FakeError } from '../conformance/fake-faults';
import { conformanceSpec, started } from '../conformance/world';
import type { SessionHandle } from '../handle';
import { EcsBackend } from './ecs-backend';
import { startedByOf } from './started-by';

describe('EcsBackend', () => {
  let world: EcsWorld;

  const start = async (options: Parameters<typeof ecsWorld>[0] = {}) => {
    world = await ecsWorld(options);
  };

  afterEach(() => world.close());

  const spec = conformanceSpec('run-1');
  const stop = (handle: Parameters<EcsBackend['stop']>[0]) =>
    world.backend.stop(handle, { reason: 'cancelled', graceMs: 30_000 });

  async function owned(): Promise<SessionHandle[]> {
    const handles: SessionHandle[] = [];
    for await (const handle of world.backend.owned()) handles.push(handle);
    return handles;
  }

  test('asks RunTask for one task in one subnet, named by token, tags and overrides', async () => {
    await start();
    await started(world, 'run-1');
    const [request] = world.ecs.inputsOf('RunTask');
    expect(request).toMatchObject({
      cluster: world.config.cluster,
      taskDefinition: world.config.taskDefinition,
      count: 1,
      clientToken: spec.startToken,
      startedBy: `ecs/${spec.startToken}`,
      capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }],
      networkConfiguration: {
        awsvpcConfiguration: { securityGroups: ['sg-1'], assignPublicIp: 'DISABLED' },
      },
      tags: [
        { key: 'slipway:run', value: 'run-1' },
        { key: 'slipway:attempt', value: '1' },
        { key: 'slipway:task', value: 'conformance' },
      ],
    });
    expect(request).toHaveProperty('networkConfiguration.awsvpcConfiguration.subnets.length', 1);
    expect(request).toHaveProperty('overrides.containerOverrides', [
      {
        name: 'agent',
        environment: [
          { name: 'RUN_ID', value: 'run-1' },
          { name: 'ATTEMPT', value: '1' },
        ],
      },
    ]);
  });

  describe('failure mode 4: ambiguous RunTask', () => {
    test("the SDK's own retry of a lost answer makes no second task", async () => {
      await start();
      const client = new ECSClient(world.ecs.clientConfig());
      const { config, clock } = world;
      const retrying = new EcsBackend({ name: 'ecs', config, client, clock });
      world.fail?.('start', 'reset-after');
      expect(await retrying.start(spec)).toMatchObject({ type: 'started' });
      expect(world.ecs.inputsOf('RunTask')).toHaveLength(2);
      expect(world.ecs.liveTasks()).toHaveLength(1);
      client.destroy();
    });

    test('the token of a task that has stopped gives that task, adopted, and starts nothing', async () => {
      await start();
      const handle = await started(world, 'run-1');
      await world.exit(handle, 1);
      expect(await world.backend.start(spec)).toEqual({ type: 'adopted', handle });
      expect(await world.live()).toEqual([]);
    });

    test('a conflict of the token, as after a deploy, adopts the task that it names', async () => {
      await start();
      const handle = await started(world, 'run-1');
      const { client, clock } = world;
      const config = { ...world.config, securityGroups: ['sg-2'] };
      const deployed = new EcsBackend({ name: 'ecs', config, client, clock });
      // Not described yet, then described.
      expect(await deployed.start(spec)).toEqual({ type: 'adopted', handle });
      await world.settle();
      expect(await deployed.start(spec)).toEqual({ type: 'adopted', handle });
      expect(world.ecs.liveTasks()).toHaveLength(1);
    });

    test('a conflict with a task of somebody else is not adopted', async () => {
      await start();
      await world.client.send(
        new RunTaskCommand({
          cluster: world.config.cluster,
          taskDefinition: world.config.taskDefinition,
          clientToken: spec.startToken,
          startedBy: 'somebody',
        }),
      );
      await world.settle();
      expect(await world.backend.start(spec)).toMatchObject({
        type: 'rejected',
        error: {
          class: 'config',
          code: 'ConflictException',
          message: expect.stringContaining('was started by somebody') as string,
        },
      });
    });

    test('a conflict that names no task is rejected, and may be looked for', async () => {
      await start({ tokenBindsFailures: true });
      world.ecs.failNextRunTask({ reason: 'RESOURCE:MEMORY' });
      expect(await world.backend.start(spec)).toMatchObject({ type: 'rejected' });
      expect(await world.backend.start({ ...spec, variant: 1 })).toMatchObject({
        type: 'rejected',
        error: { class: 'transient', code: 'ConflictException', startMayHaveHappened: true },
      });
      await world.settle();
      expect(await world.backend.find(spec.startToken)).toBeUndefined();
    });
  });

  describe('failure mode 5: failures[] may lie', () => {
    test('a task that runs beside failures[] is adopted, not started again', async () => {
      await start({ lag: { describeMs: 0, listMs: 0 } });
      world.ecs.failNextRunTask({ reason: 'RESOURCE:ENI', ghost: true });
      const outcome = await world.backend.start(spec);
      const [taskArn] = world.ecs.liveTasks();
      expect(outcome).toMatchObject({ type: 'adopted', handle: { taskArn } });
    });

    test('one that the list does not show yet may have happened, and is found later', async () => {
      await start();
      world.ecs.failNextRunTask({ reason: 'RESOURCE:ENI', ghost: true });
      expect(await world.backend.start(spec)).toMatchObject({
        type: 'rejected',
        error: { class: 'capacity', code: 'RESOURCE:ENI', startMayHaveHappened: true },
      });
      await world.settle();
      const [taskArn] = world.ecs.liveTasks();
      expect(await world.backend.find(spec.startToken)).toMatchObject({ taskArn });
      expect(await owned()).toMatchObject([{ taskArn, runId: 'run-1' }]);
    });

    test('a look-up that fails leaves the failure as it was', async () => {
      await start();
      world.ecs.failNextRunTask({ reason: 'AGENT' });
      world.fail?.('find', 'throttled');
      expect(await world.backend.start(spec)).toMatchObject({
        type: 'rejected',
        error: { class: 'capacity', code: 'AGENT' },
      });
    });
  });

  describe('failure mode 6: capacity and quota', () => {
    test('the variants of a run reach a subnet and provider that have room', async () => {
      await start();
      world.ecs.withoutCapacity('FARGATE_SPOT');
      world.ecs.withoutCapacity('subnet-a');
      world.ecs.withoutCapacity('subnet-b');
      expect(world.backend.variants).toBe(6);
      const outcomes: string[] = [];
      for (let variant = 0; variant < world.backend.variants; variant++) {
        const attempt = { ...conformanceSpec('run-1', variant + 1), variant };
        const outcome = await world.backend.start(attempt);
        outcomes.push(outcome.type === 'rejected' ? outcome.error.class : outcome.type);
      }
      expect(outcomes.filter((outcome) => outcome === 'started')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'capacity')).toHaveLength(5);
      const [taskArn = ''] = world.ecs.liveTasks();
      expect(world.ecs.task(taskArn).props).toMatchObject({
        subnetId: 'subnet-c',
        capacityProviderName: 'FARGATE',
      });
    });

    test('the quota of tasks in PROVISIONING is a quota', async () => {
      await start();
      world.ecs.faults.next('RunTask', {
        kind: 'error',
        error: new FakeError('ClientException', 'quota of tasks in the PROVISIONING per cluster'),
      });
      expect(await world.backend.start(spec)).toMatchObject({
        type: 'rejected',
        error: { class: 'quota', startMayHaveHappened: false },
      });
    });
  });

  test('failure mode 7: a throttle inside InvalidParameterException may be tried again', async () => {
    await start();
    world.ecs.faults.next('RunTask', {
      kind: 'error',
      error: new FakeError(
        'InvalidParameterException',
        'Error retrieving subnet information for [subnet-a]: Rate exceeded (ErrorCode: Throttling)',
      ),
    });
    expect(await world.backend.start(spec)).toMatchObject({
      type: 'rejected',
      error: { class: 'transient', startMayHaveHappened: false },
    });
    expect(await world.backend.start(spec)).toMatchObject({ type: 'started' });
  });

  test('failure mode 8: a task that failed to start without containers is seen as that', async () => {
    await start();
    const handle = await started(world, 'run-1');
    await world.settle();
    world.ecs.finish(handle.taskArn, {
      stopCode: 'TaskFailedToStart',
      stoppedReason: 'Timeout waiting for network interface provisioning to complete.',
      withoutContainers: true,
    });
    expect(await world.backend.observe(handle)).toMatchObject({
      state: 'exited',
      ok: false,
      cause: 'failed-to-start',
      error: { class: 'transient' },
    });
  });

  test('failure mode 9: Spot takes the task, its agent ends with 0, and that is no success', async () => {
    await start();
    const handle = await started(world, 'run-1');
    await world.settle();
    const reason = 'Your Spot Task was interrupted.';
    world.ecs.task(handle.taskArn).requestStop(reason, 'SpotInterruption');
    expect(await world.backend.observe(handle)).toMatchObject({ state: 'stopping' });
    world.ecs.finish(handle.taskArn, { stoppedReason: '', exits: { agent: { exitCode: 0 } } });
    expect(await world.backend.observe(handle)).toMatchObject({
      state: 'exited',
      ok: false,
      cause: 'spot-interruption',
      error: { class: 'capacity', message: expect.stringContaining(reason) as string },
    });
  });

  test('failure mode 10: the side container is killed, the named one decides', async () => {
    await start();
    const handle = await started(world, 'run-1');
    world.ecs.finish(handle.taskArn, {
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
      exits: { 'log-router': { exitCode: 137, reason: 'OutOfMemoryError: Container killed' } },
    });
    await world.settle();
    expect(await world.backend.observe(handle)).toEqual({ state: 'exited', ok: true, exitCode: 0 });
  });

  test('failure mode 11: MISSING is unknown, when it is too new and when it is too old', async () => {
    await start();
    const handle = await started(world, 'run-1');
    const missing = { state: 'unknown', why: 'missing' };
    expect(await world.backend.observe(handle)).toEqual(missing);
    await world.settle();
    expect(await world.backend.observe(handle)).toMatchObject({ state: 'running' });
    await world.exit(handle, 0);
    world.clock.advance(3_600_001);
    expect(await world.backend.observe(handle)).toEqual(missing);
    // Nor does StopTask take it for gone: whoever asks decides by the time that has passed.
    expect(await stop(handle)).toEqual({ type: 'requested' });
  });

  test('a task that is listed and not described yet is not taken for none', async () => {
    await start({ lag: { describeMs: 4_000, listMs: 1_000 } });
    await started(world, 'run-1');
    world.clock.advance(2_000);
    await expect(world.backend.find(spec.startToken)).rejects.toMatchObject({
      name: 'BackendError',
      classified: { message: expect.stringContaining('DescribeTasks does not yet') as string },
    });
    world.clock.advance(2_000);
    expect(await world.backend.find(spec.startToken)).toMatchObject({ runId: 'run-1' });
  });

  test('failure mode 19: a task without tags is found, and told whose it is', async () => {
    await start();
    const handle = await started(world, 'run-1');
    await world.settle();
    world.ecs.task(handle.taskArn).tags = [];
    expect(await owned()).toEqual([handle]);
    await stop(handle);
    expect(world.ecs.task(handle.taskArn).tags).toEqual([]);
    expect(await world.backend.find(spec.startToken)).toEqual(handle);
  });

  test('tasks whose startedBy or overrides somebody else chose are not owned', async () => {
    await start();
    const { cluster, taskDefinition } = world.config;
    const run = (startedBy: string, runId: string) =>
      world.client.send(
        new RunTaskCommand({
          cluster,
          taskDefinition,
          startedBy,
          overrides: {
            containerOverrides: [
              {
                name: 'agent',
                environment: [
                  { name: 'RUN_ID', value: runId },
                  { name: 'ATTEMPT', value: '1' },
                ],
              },
            ],
          },
        }),
      );
    await run('ecs-svc/1234567890', 'run-1');
    await run(startedByOf('ecs', spec.startToken), 'run-2');
    await run(startedByOf('other', spec.startToken), 'run-1');
    await world.settle();
    expect(await owned()).toEqual([]);
    expect(await world.backend.find(spec.startToken)).toBeUndefined();
  });

  test('a name that startedBy cannot have is found all the same', async () => {
    await start();
    const { config, client, clock } = world;
    const backend = new EcsBackend({ name: 'große Tasks', config, client, clock });
    const outcome = await backend.start(spec);
    await world.settle();
    expect(outcome).toMatchObject({ handle: { backend: 'große Tasks' } });
    expect(await backend.find(spec.startToken)).toMatchObject({ backend: 'große Tasks' });
  });

  test('overrides above the limit of RunTask are refused here, with the sizes', async () => {
    await start();
    const environment = { ...spec.environment, NOTES: 'x'.repeat(9_000) };
    expect(await world.backend.start({ ...spec, environment })).toEqual({
      type: 'rejected',
      error: {
        class: 'config',
        code: 'OverridesTooLarge',
        message: expect.stringMatching(
          /have 9\d\d\d characters, RunTask takes 8192; the largest variable is NOTES with 9005/,
        ) as string,
        startMayHaveHappened: false,
      },
    });
    expect(world.ecs.calls).toEqual([]);
  });

  test('finding 4: a stop that is denied or throttled is data for whoever pays, never swallowed', async () => {
    await start();
    const handle = await started(world, 'run-1');
    world.fail?.('stop', 'denied');
    expect(await stop(handle)).toMatchObject({
      type: 'failed',
      mayStillRun: true,
      error: { class: 'auth', code: 'AccessDeniedException' },
    });
    expect(world.ecs.liveTasks()).toEqual([handle.taskArn]);
  });

  test('without capacity providers tasks have the launch type FARGATE', async () => {
    await start();
    const { client, clock } = world;
    const config = { ...world.config, capacityProviders: undefined, assignPublicIp: true };
    const backend = new EcsBackend({ name: 'ecs', config, client, clock });
    await backend.start(spec);
    expect(backend.variants).toBe(3);
    expect(world.ecs.inputsOf('RunTask')).toMatchObject([
      {
        launchType: 'FARGATE',
        networkConfiguration: { awsvpcConfiguration: { assignPublicIp: 'ENABLED' } },
      },
    ]);
  });
});
