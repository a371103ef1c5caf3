import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContainerProcess } from './container-process';
import { groupRuns } from './process-group';

const folder = mkdtempSync(join(tmpdir(), 'slipway-container-'));
const lines: string[] = [];
const started: ContainerProcess[] = [];

function start(command: string, environment: Record<string, string> = {}): ContainerProcess {
  const container = new ContainerProcess({
    root: folder,
    folder,
    command,
    environment,
    stopTimeoutMs: 2_000,
    onLine: (stream, line) => lines.push(`${stream}: ${line}`),
  });
  started.push(container);
  return container;
}

beforeEach(() => lines.splice(0));
afterEach(() => Promise.all(started.splice(0).map((container) => container.stop())));
afterAll(() => rmSync(folder, { recursive: true }));

test('a command that fails tells its exit code and the last lines of stderr', async () => {
  const { ended } = start('echo fine; for i in $(seq 1 12); do echo "line $i" >&2; done; exit 3');
  const { reason, lastLines } = await ended;
  expect(reason).toBe('ended with exit code 3');
  expect(lastLines).toEqual(Array.from({ length: 10 }, (_, index) => `line ${index + 3}`));
  expect(lines).toContain('stdout: fine');
});

test('without stderr, the last lines of stdout tell', async () => {
  expect(await start('echo why; exit 1').ended).toEqual({
    reason: 'ended with exit code 1',
    exitCode: 1,
    lastLines: ['why'],
  });
});

test('a command that is killed tells the signal', async () => {
  expect((await start('kill -KILL $$').ended).reason).toBe('was ended by SIGKILL');
});

test('a folder that is not there is told', async () => {
  const container = new ContainerProcess({
    root: folder,
    folder: join(folder, 'nowhere'),
    command: 'true',
    environment: {},
    stopTimeoutMs: 0,
    onLine: () => undefined,
  });
  expect((await container.ended).reason).toBe(
    `could not be started: there is no folder ${join(folder, 'nowhere')}`,
  );
  await container.stop();
});

test('an environment that no process can have is told', async () => {
  const { ended, pid } = start('true', { LEVEL: 'in\0fo' });
  expect(pid).toBeUndefined();
  expect((await ended).reason).toMatch(/^could not be started: .*LEVEL/);
});

test('a command of the installed packages is found, as in an npm script', async () => {
  const { ended } = start('echo "$PATH"');
  await ended;
  expect(lines[0]).toMatch(`stdout: ${join(folder, 'node_modules', '.bin')}:`);
});

test('the person’s AWS settings are not passed on', async () => {
  process.env.AWS_PROFILE = 'production';
  try {
    await start('env', { AWS_REGION: 'us-east-1' }).ended;
  } finally {
    delete process.env.AWS_PROFILE;
  }
  expect(lines.filter((line) => line.includes('AWS_'))).toEqual(['stdout: AWS_REGION=us-east-1']);
});

test('stop leaves nothing of the group running', async () => {
  const container = start('sleep 60 & sleep 60; true');
  expect(groupRuns(container.pid ?? 0)).toBe(true);
  await container.stop();
  expect(groupRuns(container.pid ?? 0)).toBe(false);
});
