import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ProcessBackend } from '../process/process-backend';
import type { ObservableWorld } from './world';

/** Ends with the exit code that the file `leave` of its session has, once it is there. */
const command =
  'while [ ! -f "$SESSION_FOLDER/leave" ]; do sleep 0.05; done; exit "$(cat "$SESSION_FOLDER/leave")"';

/** Milliseconds that a process may take to do as it was told on a busy machine. */
const patienceMs = 30_000;

/** A process backend in a folder of its own, whose sessions wait until they are told how to end. */
export function processWorld(): Promise<ObservableWorld<'process'>> {
  const root = mkdtempSync(join(tmpdir(), 'sessions-'));
  const environment = { PATH: process.env['PATH'] };
  const backend = (name: string) =>
    new ProcessBackend({ name, command, cwd: root, folder: join(root, name), environment });
  const live = (): Session[] =>
    ['process', 'stranger'].flatMap((name) => sessionsIn(join(root, name)).filter(runs));
  return Promise.resolve({
    backend: backend('process'),
    otherHost: backend('process'),
    stranger: backend('stranger'),
    live: () => Promise.resolve(live().map(({ token }) => token)),
    settle: async () => {
      const stopping = () => live().some(({ folder }) => existsSync(join(folder, 'stop')));
      for (const end = Date.now() + patienceMs; stopping() && Date.now() < end;) await delay(20);
    },
    exit: async ({ startToken, backend: name, pid }, exitCode) => {
      const leave = join(root, name, startToken, 'leave');
      writeFileSync(`${leave}.tmp`, String(exitCode));
      renameSync(`${leave}.tmp`, leave);
      for (const end = Date.now() + patienceMs; runs({ pid }) && Date.now() < end;) await delay(20);
    },
    close: async () => {
      for (const { pid } of live()) process.kill(-pid, 'SIGKILL');
      for (const end = Date.now() + patienceMs; live().length > 0 && Date.now() < end;) {
        await delay(20);
      }
      rmSync(root, { recursive: true, force: true });
    },
  });
}

interface Session {
  readonly token: string;
  readonly folder: string;
  /** Process group. */
  readonly pid: number;
}

function sessionsIn(root: string): Session[] {
  if (!existsSync(root)) return [];
  return readdirSync(root).flatMap((token) => {
    const folder = join(root, token);
    const file = join(folder, 'pid');
    return existsSync(file) ? [{ token, folder, pid: Number(readFileSync(file, 'utf8')) }] : [];
  });
}

/** Whether a process of the group runs. */
function runs({ pid }: { readonly pid: number }): boolean {
  try {
    return process.kill(-pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
