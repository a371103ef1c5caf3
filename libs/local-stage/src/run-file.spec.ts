import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { groupRuns, stopGroup } from './process-group';
import { startTimeOf } from './process-identity';
import { RunFile, stopLeftovers } from './run-file';

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

/** A record as a run leaves it that was killed. */
function leaveRecord(processes: readonly object[]): void {
  const folder = join(root, '.slipway', 'run');
  mkdirSync(folder, { recursive: true });
  const owner = { pid: 2 ** 30, startTime: 'long ago' };
  writeFileSync(join(folder, 'left.json'), JSON.stringify({ owner, processes }));
}

async function stoppedLeftovers(): Promise<unknown[]> {
  const stopped: unknown[] = [];
  await stopLeftovers(root, (...leftover) => stopped.push(leftover));
  return stopped;
}

test('what a killed run left is stopped, and its record deleted', async () => {
  leaveRecord([{ service: 'quotes', pid, startTime: startTimeOf(pid) }]);
  expect(await stoppedLeftovers()).toEqual([['quotes', pid]]);
  expect(groupRuns(pid)).toBe(false);
  expect(readdirSync(join(root, '.slipway', 'run'))).toEqual([]);
});

test('a process that only has the same number is left alone', async () => {
  leaveRecord([{ service: 'quotes', pid, startTime: 'another time' }]);
  expect(await stoppedLeftovers()).toEqual([]);
  expect(groupRuns(pid)).toBe(true);
});

test('a run that goes on at the same time is left alone', async () => {
  const other = new RunFile(root);
  other.add('quotes', pid);
  expect(await stoppedLeftovers()).toEqual([]);
  expect(groupRuns(pid)).toBe(true);
  other.remove();
});

test('a record that was cut short is deleted', async () => {
  leaveRecord([]);
  writeFileSync(join(root, '.slipway', 'run', 'left.json'), '{"owner":');
  expect(await stoppedLeftovers()).toEqual([]);
  expect(readdirSync(join(root, '.slipway', 'run'))).toEqual([]);
});

test('a run that ends leaves no file and no folder', () => {
  const run = new RunFile(root);
  run.add('quotes', pid);
  expect(readdirSync(join(root, '.slipway', 'run'))).toHaveLength(1);
  run.remove();
  expect(existsSync(join(root, '.slipway'))).toBe(false);
});
