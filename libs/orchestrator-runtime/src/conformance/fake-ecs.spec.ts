import {
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
  RunTaskCommand,
  StopTaskCommand,
  type ConflictException,
} from '@aws-sdk/client-ecs';
import { FakeEcs, type FakeEcsOptions } from './fake-ecs';
import { FakeError } from './fake-faults';

describe('FakeEcs', () => {
  let now = 1_000_000;
  let ecs: FakeEcs;
  let client: ECSClient;

  async function start(options: Partial<FakeEcsOptions> = {}): Promise<void> {
    ecs = await FakeEcs.start({
      cluster: 'agents',
      taskDefinitions: [{ family: 'agent', containers: ['agent', 'log-router'] }],
      now: () => now,
      ...options,
    });
    client = new ECSClient({ ...ecs.clientConfig(), maxAttempts: 1 });
  }

  afterEach(async () => {
    client.destroy();
    await ecs.close();
  });

  const run = (input: Record<string, unknown> = {}) =>
    client.send(new RunTaskCommand({ cluster: 'agents', taskDefinition: 'agent:1', ...input }));
  const describeTask = (arn: string) =>
    client.send(new DescribeTasksCommand({ cluster: 'agents', tasks: [arn], include: ['TAGS'] }));
  const arnOf = async (input: Record<string, unknown> = {}) =>
    (await run(input)).tasks?.[0]?.taskArn ?? 'none';

  test('a new task is MISSING and unlisted until the service has caught up', async () => {
    await start({ lag: { describeMs: 2_000, listMs: 4_000 } });
    const arn = await arnOf({ startedBy: 'me' });
    const list = new ListTasksCommand({ cluster: 'agents', startedBy: 'me' });

    expect((await describeTask(arn)).failures).toEqual([{ arn, reason: 'MISSING' }]);
    now += 2_000;
    expect((await describeTask(arn)).tasks?.[0]?.lastStatus).toBe('PROVISIONING');
    expect((await client.send(list)).taskArns).toEqual([]);
    now += 2_000;
    expect((await client.send(list)).taskArns).toEqual([arn]);
  });

  test('a client token brings back its task, also a stopped one, conflicts, and expires', async () => {
    await start();
    const arn = await arnOf({ clientToken: 'token' });
    expect(await arnOf({ clientToken: 'token' })).toBe(arn);
    const conflict = await run({ clientToken: 'token', startedBy: 'other' }).catch(
      (error: ConflictException) => error,
    );
    expect(conflict).toMatchObject({ name: 'ConflictException', resourceIds: [arn] });

    ecs.finish(arn, { stoppedReason: 'Essential container in task exited' });
    const again = (await run({ clientToken: 'token' })).tasks?.[0];
    expect(again).toMatchObject({ taskArn: arn, lastStatus: 'STOPPED' });
    now += 86_400_000;
    expect(await arnOf({ clientToken: 'token' })).not.toBe(arn);
  });

  test('failures[] may hide a task that runs', async () => {
    await start();
    ecs.failNextRunTask({ reason: 'RESOURCE:ENI', ghost: true });
    expect(await run()).toMatchObject({ tasks: [], failures: [{ reason: 'RESOURCE:ENI' }] });
    expect(ecs.liveTasks()).toHaveLength(1);
  });

  test('StopTask deletes tags and takes its time', async () => {
    await start({ stopMs: 30_000 });
    const arn = await arnOf({ tags: [{ key: 'run', value: '1' }] });
    await client.send(new StopTaskCommand({ cluster: 'agents', task: arn, reason: 'cancelled' }));
    expect((await describeTask(arn)).tasks?.[0]).toMatchObject({
      lastStatus: 'STOPPING',
      desiredStatus: 'STOPPED',
      tags: [],
    });
    now += 30_000;
    expect((await describeTask(arn)).tasks?.[0]).toMatchObject({
      lastStatus: 'STOPPED',
      stopCode: 'UserInitiated',
      stoppedReason: 'cancelled',
      containers: [{ exitCode: 143 }, { exitCode: 143 }],
    });
  });

  test('a stopped task is forgotten after an hour', async () => {
    await start();
    const arn = await arnOf();
    ecs.finish(arn, { stoppedReason: 'Essential container in task exited' });
    now += 3_600_001;
    expect((await describeTask(arn)).failures).toEqual([{ arn, reason: 'MISSING' }]);
  });

  test('ListTasks pages', async () => {
    await start({ pageSize: 2 });
    for (let i = 0; i < 5; i++) await run();
    const pages: number[] = [];
    let nextToken: string | undefined;
    do {
      const page = await client.send(new ListTasksCommand({ cluster: 'agents', nextToken }));
      pages.push(page.taskArns?.length ?? 0);
      nextToken = page.nextToken;
    } while (nextToken);
    expect(pages).toEqual([2, 2, 1]);
  });

  test('an answer may be lost after the task has started, or an error stand for it', async () => {
    await start();
    ecs.faults.next('RunTask', { kind: 'reset', applied: true });
    await expect(run()).rejects.toThrow('ECONNRESET');
    ecs.faults.next('RunTask', {
      kind: 'error',
      error: new FakeError('ServerException', 'Service Unavailable. Please try again later.', 500),
      applied: true,
    });
    await expect(run()).rejects.toMatchObject({ name: 'ServerException' });
    expect(ecs.liveTasks()).toHaveLength(2);
    expect(ecs.inputsOf('RunTask')).toHaveLength(2);
  });

  test('refuses what ECS refuses', async () => {
    await start();
    const environment = [{ name: 'PAYLOAD', value: 'x'.repeat(8_192) }];
    const overrides = { containerOverrides: [{ name: 'agent', environment }] };
    await expect(run({ overrides })).rejects.toThrow(
      'Container Overrides length must be at most 8192',
    );
    await expect(run({ clientToken: 'x'.repeat(65) })).rejects.toThrow('clientToken');
    await expect(run({ startedBy: 'a b' })).rejects.toThrow('startedBy');
    await expect(run({ taskDefinition: 'other' })).rejects.toThrow('TaskDefinition not found.');
    await expect(
      client.send(new StopTaskCommand({ cluster: 'agents', task: 'none' })),
    ).rejects.toThrow('The referenced task was not found.');
  });
});
