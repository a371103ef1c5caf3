import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { LogLine, ObservableBackend, StartOutcome, StartSpec, StopOutcome } from '../backend';
import type { ClassifiedError } from '../classified-error';
import type { HandleOf } from '../handle';
import type { Observation } from '../observation';
import { SessionFolder, sessionFolders, sessionScript } from './session-folder';

export interface ProcessBackendProps {
  /** Name in the configuration. */
  readonly name: string;
  /** Run by `sh -c`, in a process group of its own. */
  readonly command: string;
  /** Working directory. */
  readonly cwd: string;
  /** Where sessions are written down: they outlive the host. */
  readonly folder: string;
  /** Variables of every session, below those of its attempt. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Milliseconds that a shell may take until it has begun, and a group to end. */
const beginLimitMs = 10_000;
const endLimitMs = 2_000;
const pollMs = 10;

/** Sessions as processes of this machine: for the local stage, and for tests of everything above. */
export class ProcessBackend implements ObservableBackend<'process'> {
  readonly kind = 'process';
  readonly observes = 'native';
  readonly variants = 1;
  readonly name: string;

  constructor(private readonly props: ProcessBackendProps) {
    this.name = props.name;
  }

  async start(spec: StartSpec): Promise<StartOutcome<'process'>> {
    const folder = this.folderOf(spec.startToken);
    const before = this.handleIn(spec.startToken, folder);
    if (before) return { type: 'adopted', handle: before };
    try {
      folder.create(spec);
      await this.spawn(spec, folder.path);
    } catch (error) {
      return { type: 'rejected', error: spawnError(error as NodeJS.ErrnoException) };
    }
    const until = Date.now() + beginLimitMs;
    while (Date.now() < until) {
      const handle = this.handleIn(spec.startToken, folder);
      if (handle) return { type: 'started', handle };
      await delay(pollMs);
    }
    const message = `The shell did not begin within ${beginLimitMs} ms.`;
    const code = 'begin-timeout';
    return {
      type: 'ambiguous',
      error: { class: 'transient', code, message, startMayHaveHappened: true },
    };
  }

  find(startToken: string): Promise<HandleOf<'process'> | undefined> {
    return Promise.resolve(this.handleIn(startToken, this.folderOf(startToken)));
  }

  observe(handle: HandleOf<'process'>): Promise<Observation> {
    const folder = this.folderOf(handle.startToken);
    if (!folder.files()) return Promise.resolve({ state: 'unknown', why: 'missing' });
    if (folder.runs()) {
      const state = folder.stoppedAt() === undefined ? 'running' : 'stopping';
      return Promise.resolve({ state, at: Date.now() });
    }
    const exitCode = folder.exitCode();
    if (exitCode === 0) return Promise.resolve({ state: 'exited', ok: true, exitCode });
    return Promise.resolve(ended(exitCode, folder.stoppedAt() !== undefined));
  }

  async stop(
    handle: HandleOf<'process'>,
    { graceMs }: { readonly graceMs: number },
  ): Promise<StopOutcome> {
    const folder = this.folderOf(handle.startToken);
    if (!folder.runs()) {
      // What the command left behind in its group.
      signalGroup(handle.pid, 'SIGKILL');
      return { type: 'already-gone' };
    }
    const before = folder.stoppedAt();
    if (before === undefined) folder.markStopped();
    const isLast = graceMs === 0 || (before !== undefined && Date.now() >= before + graceMs);
    signalGroup(handle.pid, isLast ? 'SIGKILL' : 'SIGTERM');
    const until = Date.now() + Math.min(endLimitMs, isLast ? endLimitMs : graceMs);
    while (Date.now() < until) {
      if (!folder.runs()) return { type: 'stopped' };
      await delay(pollMs);
    }
    return { type: 'requested' };
  }

  async *owned(): AsyncIterable<HandleOf<'process'>> {
    for (const { token, folder } of sessionFolders(this.props.folder)) {
      const handle = folder.runs() && this.handleIn(token, folder);
      if (handle) yield handle;
    }
  }

  tail(handle: HandleOf<'process'>, lines: number): Promise<readonly LogLine[]> {
    const texts = this.folderOf(handle.startToken).log().slice(-lines);
    return Promise.resolve(texts.map((text) => ({ at: Date.now(), text })));
  }

  private spawn(spec: StartSpec, folder: string): Promise<void> {
    const { command, cwd, environment } = this.props;
    return new Promise((resolve, reject) => {
      const child = spawn('sh', ['-c', sessionScript], {
        cwd,
        detached: true,
        stdio: 'ignore',
        env: {
          ...environment,
          ...spec.environment,
          SESSION_FOLDER: folder,
          SESSION_COMMAND: command,
        },
      });
      child.once('error', reject);
      child.once('spawn', () => {
        // The session outlives this process.
        child.unref();
        resolve();
      });
    });
  }

  private folderOf(startToken: string): SessionFolder {
    return new SessionFolder(join(this.props.folder, startToken));
  }

  private handleIn(startToken: string, folder: SessionFolder): HandleOf<'process'> | undefined {
    const files = folder.files();
    return files && { v: 1, kind: 'process', backend: this.name, startToken, ...files };
  }
}

function ended(exitCode: number | undefined, stopped: boolean): Observation {
  const code = exitCode === undefined ? 'killed' : `exit-${exitCode}`;
  const message =
    exitCode === undefined
      ? 'The process group was killed.'
      : `The command ended with ${exitCode}.`;
  return {
    state: 'exited',
    ok: false,
    cause: stopped ? 'stopped' : exitCode === undefined ? 'infrastructure' : 'error',
    error: {
      class: exitCode === undefined ? 'transient' : 'workload',
      code,
      message,
      startMayHaveHappened: false,
    },
    ...(exitCode !== undefined && { exitCode }),
  };
}

/** https://man7.org/linux/man-pages/man2/fork.2.html */
function spawnError({ code = 'unknown', message }: NodeJS.ErrnoException): ClassifiedError {
  const isFull = code === 'EAGAIN' || code === 'ENOMEM' || code === 'EMFILE';
  return {
    class: isFull ? 'capacity' : 'config',
    code,
    message,
    startMayHaveHappened: false,
  };
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
