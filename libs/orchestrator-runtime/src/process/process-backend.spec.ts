import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { StartSpec } from '../backend';
import { parseHandle } from '../handle';
import { startToken } from '../start-token';
import { ProcessBackend } from './process-backend';

let folder: string;
const backends: ProcessBackend[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-process-'));
});

afterEach(async () => {
  for (const backend of backends.splice(0)) {
    for await (const handle of backend.owned()) await backend.stop(handle, { graceMs: 0 });
  }
  rmSync(folder, { recursive: true });
});

function backend(command: string): ProcessBackend {
  const made = new ProcessBackend({
    name: 'process',
    command,
    cwd: folder,
    folder: join(folder, 'sessions'),
    environment: { PATH: process.env.PATH },
  });
  backends.push(made);
  return made;
}

function spec(attempt = 1): StartSpec {
  return {
    runId: 'run',
    attempt,
    startToken: startToken('run', attempt),
    task: 'work',
    payload: { kind: 'inline', value: 1 },
    environment: { RUN_ID: 'run', ATTEMPT: String(attempt) },
    variant: 0,
  };
}

async function startOf(made: ProcessBackend, attempt = 1) {
  const outcome = await made.start(spec(attempt));
  if (outcome.type !== 'started') throw new Error(outcome.type);
  return outcome.handle;
}

async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
  const limit = Date.now() + 30_000;
  while (!(await isSo())) {
    if (Date.now() > limit) throw new Error('did not come about');
    await delay(20);
  }
}

test('a start that is repeated, from this host or another, starts nothing', async () => {
  const made = backend('echo "$RUN_ID $ATTEMPT" >> began; sleep 60');
  const outcomes = await Promise.all([made.start(spec()), made.start(spec())]);
  const again = await backend('sleep 60').start(spec());
  expect(again.type).toBe('adopted');
  expect(() => parseHandle('handle' in again && again.handle)).not.toThrow();
  const pids = [...outcomes, again].map((o) => ('handle' in o ? o.handle.pid : o));
  expect(new Set(pids).size).toBe(1);
  await until(() => readFileSync(join(folder, 'began'), 'utf8').length > 0);
  expect(readFileSync(join(folder, 'began'), 'utf8')).toBe('run 1\n');
  expect(await made.find(startToken('run', 1))).toEqual(again.type === 'adopted' && again.handle);
  expect(await made.find(startToken('run', 2))).toBeUndefined();
});

test('tells how a session ended, to any host', async () => {
  const ends: [string, object][] = [
    ['exit 0', { state: 'exited', ok: true }],
    ['exit 3', { state: 'exited', ok: false, cause: 'error', exitCode: 3 }],
    ['kill -9 $$', { state: 'exited', ok: false, cause: 'error', exitCode: 137 }],
  ];
  for (const [index, [command, expected]] of ends.entries()) {
    const handle = await startOf(backend(command), index + 1);
    const other = backend('');
    await until(async () => (await other.observe(handle)).state === 'exited');
    expect(await other.observe(handle)).toMatchObject(expected);
    expect(await other.stop(handle, { graceMs: 100 })).toEqual({ type: 'already-gone' });
  }
});

test('a group that is killed as a whole is an infrastructure failure', async () => {
  const made = backend('sleep 60');
  const handle = await startOf(made);
  process.kill(-handle.pid, 'SIGKILL');
  await until(async () => (await made.observe(handle)).state === 'exited');
  expect(await made.observe(handle)).toMatchObject({ cause: 'infrastructure', ok: false });
});

test('lists what runs, and stops it with all it has started', async () => {
  const made = backend('sleep 60 & echo $! > "$SESSION_FOLDER/grandchild"; wait');
  const handle = await startOf(made);
  const listed = [];
  for await (const one of made.owned()) listed.push(one);
  expect(listed).toEqual([handle]);
  const file = join(folder, 'sessions', handle.startToken, 'grandchild');
  await until(() => {
    try {
      return readFileSync(file, 'utf8').length > 0;
    } catch {
      return false;
    }
  });
  const grandchild = Number(readFileSync(file, 'utf8'));
  await until(async () => (await made.stop(handle, { graceMs: 200 })).type !== 'requested');
  await until(() => {
    try {
      return readFileSync(`/proc/${grandchild}/stat`, 'utf8').includes(') Z ');
    } catch {
      return true;
    }
  });
  for await (const one of made.owned()) expect(one).toBeUndefined();
});

test('kills what does not heed SIGTERM, after its grace', async () => {
  const made = backend('trap "" TERM; echo up > up; while :; do sleep 0.1; done');
  const handle = await startOf(made);
  await until(() => {
    try {
      return readFileSync(join(folder, 'up'), 'utf8') !== '';
    } catch {
      return false;
    }
  });
  expect(await made.stop(handle, { graceMs: 300 })).toEqual({ type: 'requested' });
  expect(await made.observe(handle)).toMatchObject({ state: 'stopping' });
  await until(async () => (await made.stop(handle, { graceMs: 300 })).type !== 'requested');
  expect((await made.observe(handle)).state).toBe('exited');
});

test('a session that this machine does not know is missing', async () => {
  const made = backend('exit 0');
  const handle = await startOf(made);
  // Until then its shell writes into the folder.
  await until(async () => (await made.observe(handle)).state === 'exited');
  rmSync(join(folder, 'sessions', handle.startToken), { recursive: true });
  expect(await made.observe(handle)).toEqual({ state: 'unknown', why: 'missing' });
});

test('a folder that cannot be written is an error of the configuration', async () => {
  writeFileSync(join(folder, 'sessions'), '');
  expect(await backend('exit 0').start(spec())).toMatchObject({
    type: 'rejected',
    error: { class: 'config', code: 'ENOTDIR', startMayHaveHappened: false },
  });
  rmSync(join(folder, 'sessions'));
});
