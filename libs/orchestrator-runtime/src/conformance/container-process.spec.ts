import { setTimeout as delay } from 'node:timers/promises';
import {
  DescribeTasksCommand,
  ECSClient,
  RunTaskCommand,
  StopTaskCommand,
} from '@aws-sdk/client-ecs';
import { containersAsProcesses, type ContainerProcess } from './container-process';
import { FakeEcs } from './fake-ecs';

describe('an ECS endpoint that runs containers as processes', () => {
  let ecs: FakeEcs;
  let client: ECSClient;
  let output = '';
  let processes: ContainerProcess[] = [];

  async function start(
    script = '',
    command: string[] = [process.execPath, '-e', script],
  ): Promise<void> {
    output = '';
    processes = [];
    const spawn = containersAsProcesses({
      folder: __dirname,
      environment: { PATH: process.env['PATH'] ?? '' },
      stopTimeoutMs: 300,
      onOutput: (text) => (output += text),
    });
    ecs = await FakeEcs.start({
      cluster: 'agents',
      taskDefinitions: [{ family: 'agent', containers: ['agent'], command }],
      now: Date.now,
      run: (container) => {
        const started = spawn(container);
        processes.push(started);
        return started;
      },
    });
    client = new ECSClient(ecs.clientConfig());
  }

  afterEach(async () => {
    client.destroy();
    await ecs.close();
  });

  async function run(environment: Record<string, string> = {}): Promise<string> {
    const overrides = {
      containerOverrides: [
        {
          name: 'agent',
          environment: Object.entries(environment).map(([name, value]) => ({ name, value })),
        },
      ],
    };
    const { tasks } = await client.send(
      new RunTaskCommand({ cluster: 'agents', taskDefinition: 'agent', overrides }),
    );
    return tasks?.[0]?.taskArn ?? 'none';
  }

  async function until<T>(look: () => Promise<T | undefined> | T | undefined): Promise<T> {
    for (const end = Date.now() + 30_000; Date.now() < end; await delay(20)) {
      const seen = await look();
      if (seen) return seen;
    }
    throw new Error(`Not seen within 30 s. Output: ${output}`);
  }

  const stopped = (arn: string) =>
    until(async () => {
      const describe = new DescribeTasksCommand({ cluster: 'agents', tasks: [arn] });
      const task = (await client.send(describe)).tasks?.[0];
      return task?.lastStatus === 'STOPPED' ? task : undefined;
    });

  test("runs the command with the overrides' environment and shows its exit code", async () => {
    await start('console.log("run", process.env.RUN_ID); process.exit(7)');
    const task = await stopped(await run({ RUN_ID: 'run-1' }));
    expect(task).toMatchObject({
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
      containers: [{ name: 'agent', exitCode: 7 }],
    });
    await until(() => output.includes('run run-1') || undefined);
  });

  test('StopTask sends SIGTERM, which the container may handle', async () => {
    await start(
      'process.on("SIGTERM", () => process.exit(0)); setInterval(() => {}, 1000); console.log("up")',
    );
    const arn = await run();
    await until(() => output.includes('up') || undefined);
    await client.send(new StopTaskCommand({ cluster: 'agents', task: arn, reason: 'cancelled' }));
    expect(await stopped(arn)).toMatchObject({
      stopCode: 'UserInitiated',
      stoppedReason: 'cancelled',
      containers: [{ exitCode: 0 }],
    });
  });

  test('SIGKILL ends what does not listen', async () => {
    await start('process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log("up")');
    const arn = await run();
    await until(() => output.includes('up') || undefined);
    await client.send(new StopTaskCommand({ cluster: 'agents', task: arn }));
    expect(await stopped(arn)).toMatchObject({ containers: [{ exitCode: 137 }] });
  });

  test('a container that somebody kills ends with 137 and no word of StopTask', async () => {
    await start('setInterval(() => {}, 1000); console.log("up")');
    const arn = await run();
    await until(() => output.includes('up') || undefined);
    process.kill(processes[0]?.pid ?? 0, 'SIGKILL');
    expect(await stopped(arn)).toMatchObject({
      stopCode: 'EssentialContainerExited',
      containers: [{ exitCode: 137 }],
    });
  });

  test('a command that does not exist is a container that could not start', async () => {
    await start(undefined, ['/no/such/file']);
    const task = await stopped(await run());
    expect(task.containers?.[0]).toMatchObject({
      exitCode: 127,
      reason: expect.stringContaining('CannotStartContainerError') as string,
    });
  });

  test('closing ends what still runs', async () => {
    await start('setInterval(() => {}, 1000); console.log("up")');
    await run();
    await until(() => output.includes('up') || undefined);
    const [running] = processes;
    await ecs.close();
    expect(await running?.exited).toEqual({ exitCode: 143 });
  });
});
