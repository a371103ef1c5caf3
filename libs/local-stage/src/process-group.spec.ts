import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { groupRuns, stopGroup } from './process-group';

const groups: number[] = [];

/** Starts a shell script as a group of its own and waits until it says that it is ready. */
async function start(script: string): Promise<number> {
  const child: ChildProcess = spawn(script, {
    shell: true,
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const { pid, stdout } = child;
  if (pid === undefined || !stdout) throw new Error('the shell did not start');
  groups.push(pid);
  await once(stdout, 'data');
  return pid;
}

afterEach(async () => {
  await Promise.all(groups.splice(0).map((group) => stopGroup(group, 0)));
});

test('a group ends with its grandchildren', async () => {
  const group = await start('(sleep 60 & echo ready; wait); true');
  expect(groupRuns(group)).toBe(true);
  expect(await stopGroup(group, 5_000)).toBe('ended');
  expect(groupRuns(group)).toBe(false);
});

test('what ignores SIGTERM is killed after the timeout', async () => {
  const group = await start("trap '' TERM; echo ready; while true; do sleep 0.05; done");
  expect(await stopGroup(group, 100)).toBe('killed');
  expect(groupRuns(group)).toBe(false);
});

test('stopping a group that has ended is no mistake', async () => {
  const group = await start('echo ready');
  expect(await stopGroup(group, 5_000)).toBe('ended');
  expect(await stopGroup(group, 5_000)).toBe('ended');
});

test('while a process of the group runs, no other is looked for', async () => {
  const group = await start("trap '' TERM; echo ready; while true; do sleep 0.05; done");
  const listed = jest.spyOn(fs, 'readdirSync');
  await stopGroup(group, 500);
  // Once for whether the killed leader left anybody.
  expect(listed.mock.calls.filter(([folder]) => folder === '/proc').length).toBeLessThan(3);
  listed.mockRestore();
});
