import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ContainerService, type ContainerServiceProps } from './container-service';
import type { LocalStageEvent } from './events';
import { groupRuns } from './process-group';
import { RunFolder } from './run-folder';
import { TargetGroups } from './target-groups';

/** Healthy unless there is a file `sick`; ends at once where there is a file `broken`. */
const server = `
const { existsSync } = require('node:fs');
if (existsSync('broken')) throw new Error('it is broken');
require('node:http').createServer(({ url }, response) => {
  const status = url === '/health' && existsSync('sick') ? 500 : 200;
  response.writeHead(status).end(process.env.PORT);
}).listen(process.env.PORT, '127.0.0.1');
`;

let root: string;
let folder: string;
let events: LocalStageEvent[];
let groups: TargetGroups;
let runFolder: RunFolder;
let service: ContainerService;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'slipway-service-'));
  folder = join(root, 'apps/quotes');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'server.js'), server);
  events = [];
  groups = new TargetGroups();
  runFolder = new RunFolder(root);
});

afterEach(async () => {
  await service.stop();
  runFolder.remove();
  rmSync(root, { recursive: true });
});

async function start(given: Partial<ContainerServiceProps> = {}): Promise<void> {
  service = new ContainerService({
    name: 'quotes',
    root,
    folder: 'apps/quotes',
    command: 'exec node server.js',
    environment: {},
    stopTimeout: 5,
    targetGroup: {
      name: 'dev-quotes',
      port: 8080,
      healthCheck: {
        path: '/health',
        matcher: '200',
        interval: 0.1,
        timeout: 20,
        healthyThreshold: 2,
        unhealthyThreshold: 2,
      },
      deregistrationDelay: 5,
    },
    desiredCount: 2,
    minimumHealthyPercent: 100,
    maximumPercent: 200,
    healthCheckGracePeriod: 60,
    groups,
    runFolder,
    onEvent: (event) => events.push(event),
    ...given,
  });
  await service.start();
}

async function until(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 40_000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(JSON.stringify(events.slice(-10), undefined, 2));
    await delay(10);
  }
}

const healthy = () => service.tasks().filter(({ health }) => health === 'healthy');
const types = () => events.map(({ type }) => type);
const numbers = () => service.tasks().map(({ number }) => number);

test('runs the desired count of tasks, each at a port of its own', async () => {
  await start();
  await service.settled;
  await until(() => healthy().length === 2);
  const ports = service.tasks().map(({ port }) => port);
  expect(new Set(ports).size).toBe(2);
  const answers = await Promise.all(
    ports.map(async (port) => (await fetch(`http://127.0.0.1:${port}/`)).text()),
  );
  expect(answers).toEqual(ports.map(String));
  expect(events).toContainEqual(expect.objectContaining({ type: 'service-healthy', task: 2 }));
});

test('a service with one task numbers none', async () => {
  await start({ desiredCount: 1 });
  await service.settled;
  expect(events[0]).toMatchObject({ type: 'service-starting', service: 'quotes', task: undefined });
});

test('a task that is killed is replaced at once, and the others stay', async () => {
  await start();
  await until(() => healthy().length === 2);
  const [killed] = service.tasks();
  process.kill(-(killed?.pid ?? 0), 'SIGKILL');
  await until(() => healthy().length === 2 && !numbers().includes(killed?.number ?? 0));
  expect(events).toContainEqual(
    expect.objectContaining({
      type: 'service-failed',
      task: killed?.number,
      reason: 'was ended by SIGKILL',
      retryInMs: 0,
    }),
  );
  expect(numbers()).toEqual([2, 3].includes(killed?.number ?? 0) ? [1, 3] : [2, 3]);
});

test('a task that ends again and again is started anew, later each time, and says why', async () => {
  writeFileSync(join(folder, 'broken'), '');
  await start({ desiredCount: 1 });
  const failures = () => events.filter(({ type }) => type === 'service-failed');
  await until(() => failures().length === 2);
  expect(failures()).toMatchObject([
    { reason: 'ended with exit code 1', retryInMs: 1_000 },
    { reason: 'ended with exit code 1', retryInMs: 2_000 },
  ]);
  const [first] = failures();
  expect(first?.type === 'service-failed' && first.lastLines.join('\n')).toContain('it is broken');
});

test('a deployment replaces every task, and two are healthy all the while', async () => {
  await start();
  await until(() => healthy().length === 2);
  const before = service.tasks();
  service.deploy('main.js');
  let fewest = 2;
  await until(() => {
    fewest = Math.min(fewest, healthy().length);
    return types().includes('deployment-completed');
  });
  expect(fewest).toBe(2);
  expect(numbers()).toEqual([3, 4]);
  await until(() => before.every(({ pid = 0 }) => !groupRuns(pid)));
  // What a task wrote goes with it.
  const [run = ''] = readdirSync(join(root, '.slipway/run'));
  const kept = () => readdirSync(join(root, '.slipway/run', run)).sort();
  await until(() => kept().length === 3);
  expect(kept()).toEqual(['quotes-3', 'quotes-4', 'record.jsonl']);
});

test('a deployment in the middle of another one wins', async () => {
  await start({ desiredCount: 1 });
  await service.settled;
  service.deploy('main.js');
  service.deploy('main.js');
  await until(() => types().includes('deployment-completed'));
  expect(service.tasks()).toHaveLength(1);
  expect(healthy()).toHaveLength(1);
});

test('where new tasks do not get healthy, those of before stay, and it is said why', async () => {
  await start({ desiredCount: 1 });
  await until(() => healthy().length === 1);
  writeFileSync(join(folder, 'broken'), '');
  service.deploy('main.js');
  await until(() => types().includes('deployment-failed'));
  expect(events).toContainEqual({
    type: 'deployment-failed',
    service: 'quotes',
    reason: 'ended with exit code 1',
  });
  // No task follows the last of them.
  const retries = events.flatMap((event) =>
    event.type === 'service-failed' ? [event.retryInMs] : [],
  );
  expect(retries).toEqual([1_000, 2_000, undefined]);
  expect(numbers()).toEqual([1]);
  expect(healthy()).toHaveLength(1);
  rmSync(join(folder, 'broken'));
  service.deploy('main.js');
  await until(() => types().includes('deployment-completed'));
  expect(healthy()).toHaveLength(1);
});

test('a task that stays unhealthy is replaced', async () => {
  await start({ desiredCount: 1, healthCheckGracePeriod: 5 });
  await until(() => healthy().length === 1);
  writeFileSync(join(folder, 'sick'), '');
  await until(() => types().includes('task-replaced'));
  rmSync(join(folder, 'sick'));
  await until(() => healthy().length === 1 && !numbers().includes(1));
  expect(events).toContainEqual(
    expect.objectContaining({
      type: 'task-replaced',
      reason: '/health answered 500, 200 is healthy',
    }),
  );
});

test('stopping leaves no process, whatever is under way', async () => {
  await start();
  await until(() => healthy().length === 2);
  service.deploy('main.js');
  await until(() => service.tasks().length > 2);
  const pids = service.tasks().map(({ pid = 0 }) => pid);
  await service.stop();
  expect(pids.map(groupRuns)).toEqual(pids.map(() => false));
  expect(service.tasks()).toEqual([]);
});
