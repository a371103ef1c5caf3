import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { LogStream } from './events';
import { readLines } from './log-lines';
import { stopGroup } from './process-group';

/** Lines kept to say why a process ended. */
const keptLines = 10;

/** Milliseconds that output gets to arrive after the last process of a group has ended. */
const pipeTimeout = 200;

export interface ContainerProcessProps {
  /** Root of the workspace; its installed packages' commands are on the PATH. */
  readonly root: string;
  /** Folder to run in. */
  readonly folder: string;
  /** Shell command. */
  readonly command: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Milliseconds between SIGTERM and SIGKILL. */
  readonly stopTimeoutMs: number;
  readonly onLine: (stream: LogStream, line: string) => void;
}

/** How a process ended by itself. */
export interface ProcessEnd {
  /** `ended with exit code 1`, `was ended by SIGKILL`, or why it could not be started. */
  readonly reason: string;
  /** Absent where a signal ended it, or it could not be started. */
  readonly exitCode?: number;
  readonly lastLines: readonly string[];
}

/** A service's local command, in a process group of its own. */
export class ContainerProcess {
  /** Undefined where it could not be started. */
  readonly pid: number | undefined;
  /** Settles as soon as the command ends; it may still have something to say. */
  readonly exited: Promise<void>;
  /** Settles when the command has ended, whether by itself or by `stop`. */
  readonly ended: Promise<ProcessEnd>;
  private readonly child: Child | undefined;
  private readonly stopTimeoutMs: number;

  constructor(props: ContainerProcessProps) {
    const { root, folder, command, environment, stopTimeoutMs, onLine } = props;
    this.stopTimeoutMs = stopTimeoutMs;
    try {
      this.child = spawn(command, {
        shell: true,
        cwd: folder,
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...withBinaries(root), ...environment },
      });
      this.pid = this.child.pid;
      this.ended = endOf(this.child, folder, onLine);
      const { child } = this;
      this.exited = new Promise((resolve) => {
        child.once('exit', () => resolve()).once('error', () => resolve());
      });
    } catch (error) {
      // Only some of the system's refusals come as an event: an environment that is too long does not.
      this.ended = Promise.resolve(notStarted(error as Error, folder));
      this.exited = Promise.resolve();
    }
  }

  /** Ends the whole group; resolves when none of its processes runs any more. */
  async stop(): Promise<void> {
    if (this.pid !== undefined) await stopGroup(this.pid, this.stopTimeoutMs);
    // A process that left the group may hold the pipes open for ever.
    await Promise.race([this.ended, delay(pipeTimeout)]);
    this.child?.stdout.destroy();
    this.child?.stderr.destroy();
  }
}

type Child = ChildProcessByStdio<null, Readable, Readable>;

function notStarted({ message }: Error, folder: string): ProcessEnd {
  // The system says that the shell is not there.
  const why = existsSync(folder) ? message : `there is no folder ${folder}`;
  return { reason: `could not be started: ${why}`, lastLines: [] };
}

function endOf(
  child: Child,
  folder: string,
  onLine: (stream: LogStream, line: string) => void,
): Promise<ProcessEnd> {
  const last: Record<LogStream, string[]> = { stdout: [], stderr: [] };
  for (const stream of ['stdout', 'stderr'] as const) {
    readLines(child[stream], (line) => {
      last[stream] = [...last[stream], line].slice(-keptLines);
      onLine(stream, line);
    });
  }
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(notStarted(error, folder)));
    child.once('exit', (code, signal) => {
      const end = () =>
        resolve({
          exitCode: code ?? undefined,
          reason: signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`,
          lastLines: last.stderr.length > 0 ? last.stderr : last.stdout,
        });
      child.once('close', end);
      // What the command has started may go on, and hold the pipes open.
      void delay(pipeTimeout, undefined, { ref: false }).then(end);
    });
  });
}

/**
 * The environment of this process with the workspace's commands first on the PATH, as in an npm
 * script, and without the person's AWS settings: nothing local may reach into a real account.
 */
function withBinaries(root: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  return {
    ...Object.fromEntries(kept),
    PATH: searchPath(root),
  };
}

/** PATH of this process with the workspace's commands first. */
export function searchPath(root: string): string {
  return [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
}
