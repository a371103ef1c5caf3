import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs, {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { groupRuns, stopGroup } from './process-group';
import { startTimeOf } from './process-identity';
import { RunFolder, runningStages, stopLeftovers } from './run-folder';

let root: string;
let pid: number;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'slipway-run-'));
  const child = spawn('exec sleep 60', { shell: true, detached: true, stdio: 'ignore' });
  await once(child, 'spawn');
  pid = child.pid ?? 0;
});

afterEach(async () => {
  await stopGroup(pid, 0);
  rmSync(root, { recursive: true });
});

const left = () => join(root, '.slipway', 'run', 'left');
const recordOf = () => join(left(), 'record.jsonl');

/** A folder as a run leaves it that was killed. */
function leaveRecord(processes: readonly object[]): void {
  mkdirSync(join(left(), 'quotes'), { recursive: true });
  writeFileSync(join(left(), 'quotes', 'main.js'), '');
  const owner = { pid: 2 ** 30, startTime: 'long ago' };
  const lines = [owner, ...processes].map((entry) => `${JSON.stringify(entry)}\n`);
  writeFileSync(recordOf(), lines.join(''));
}

async function stoppedLeftovers(): Promise<unknown[]> {
  const stopped: unknown[] = [];
  await stopLeftovers(root, (...leftover) => stopped.push(leftover));
  return stopped;
}

test('what a killed run left is stopped, and its files deleted', async () => {
  leaveRecord([{ service: 'quotes', pid, startTime: startTimeOf(pid) }]);
  expect(await stoppedLeftovers()).toEqual([['quotes', pid]]);
  expect(groupRuns(pid)).toBe(false);
  expect(readdirSync(join(root, '.slipway', 'run'))).toEqual([]);
});

test('what a function of a killed run has started is stopped, though nobody recorded it', async () => {
  leaveRecord([]);
  const env = { ...process.env, TMPDIR: join(left(), 'orchestrator') };
  const child = spawn('sleep', ['60'], { detached: true, stdio: 'ignore', env });
  await once(child, 'spawn');
  const isLinux = platform() === 'linux';
  expect(await stoppedLeftovers()).toEqual([]);
  expect(groupRuns(child.pid ?? 0)).toBe(!isLinux);
  child.kill('SIGKILL');
});

test('a process that only has the same number is left alone', async () => {
  leaveRecord([{ service: 'quotes', pid, startTime: 'another time' }]);
  expect(await stoppedLeftovers()).toEqual([]);
  expect(groupRuns(pid)).toBe(true);
});

test('a run that goes on at the same time is left alone', async () => {
  const other = new RunFolder(root);
  other.add('quotes', pid);
  expect(await stoppedLeftovers()).toEqual([]);
  expect(groupRuns(pid)).toBe(true);
  other.remove();
});

test('a run kills what it has started', async () => {
  const run = new RunFolder(root);
  run.add('quotes', pid);
  run.kill();
  while (groupRuns(pid)) await delay(10);
  run.remove();
});

test('a run is told by its process for as long as that runs', () => {
  leaveRecord([{ service: 'quotes', pid, startTime: startTimeOf(pid) }]);
  expect(runningStages(root)).toEqual([]);
  const run = new RunFolder(root);
  run.add('quotes', pid);
  expect(runningStages(root)).toEqual([process.pid]);
  run.remove();
});

test('of a record that was cut short the whole lines count', async () => {
  leaveRecord([{ service: 'quotes', pid, startTime: startTimeOf(pid) }]);
  appendFileSync(recordOf(), '{"service":');
  expect(await stoppedLeftovers()).toEqual([['quotes', pid]]);
  expect(readdirSync(join(root, '.slipway', 'run'))).toEqual([]);
});

test('a run that was killed before it recorded anything is deleted', async () => {
  mkdirSync(left(), { recursive: true });
  expect(await stoppedLeftovers()).toEqual([]);
  expect(readdirSync(join(root, '.slipway', 'run'))).toEqual([]);
});

test('a process more is one line more, whatever was recorded before', () => {
  const run = new RunFolder(root);
  const written = jest.spyOn(fs, 'appendFileSync');
  for (let count = 0; count < 3; count++) run.add('quotes', pid);
  const lengths = written.mock.calls.map(([, text]) => String(text).length);
  written.mockRestore();
  run.remove();
  expect(new Set(lengths).size).toBe(1);
  expect(lengths).toHaveLength(3);
});

test('a run that ends leaves no file and no folder', () => {
  const run = new RunFolder(root);
  run.add('quotes', pid);
  writeFileSync(join(run.temporary('quotes'), 'main.js'), '');
  expect(readdirSync(join(root, '.slipway', 'run'))).toHaveLength(1);
  run.remove();
  expect(existsSync(join(root, '.slipway'))).toBe(false);
});
