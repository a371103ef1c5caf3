import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import type { ContainerToRun, RunningContainer } from './fake-ecs';

export interface ContainerProcessOptions {
  /** Folder that commands run in. */
  readonly folder: string;
  /** Environment beside the overrides', such as PATH and the endpoints of the tests. */
  readonly environment: Readonly<Record<string, string>>;
  /** Milliseconds between SIGTERM and SIGKILL; 30,000 on ECS. */
  readonly stopTimeoutMs: number;
  /** Everything that containers write, for a test that fails. */
  readonly onOutput?: (text: string) => void;
}

/** A container that runs as a process of this machine. */
export interface ContainerProcess extends RunningContainer {
  /** Undefined where the command could not be started. */
  readonly pid: number | undefined;
}

/**
 * The `run` hook of `FakeEcs` that makes an ECS endpoint of it which really runs things: RunTask spawns the
 * container's command with the overrides' environment, StopTask sends SIGTERM and later SIGKILL, and
 * DescribeTasks shows the exit code (128 + the signal's number, as a container runtime writes it).
 *
 * ```ts
 * const ecs = await FakeEcs.start({
 *   cluster: 'agents',
 *   taskDefinitions: [{ family: 'agent', containers: ['agent'], command: ['node', 'src/main.js'] }],
 *   now: Date.now,
 *   run: containersAsProcesses({ folder, environment: { PATH: process.env.PATH ?? '' }, stopTimeoutMs: 2_000 }),
 * });
 * ```
 */
export function containersAsProcesses(
  options: ContainerProcessOptions,
): (container: ContainerToRun) => ContainerProcess {
  return ({ command: [file = '', ...args], environment }) => {
    const child = spawn(file, args, {
      cwd: options.folder,
      env: { ...options.environment, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => options.onOutput?.(text));
    }
    const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
    const exited = ended.then(
      ([exitCode, signal]) => ({
        exitCode: exitCode ?? 128 + constants.signals[signal ?? 'SIGKILL'],
      }),
      (error: Error) => ({ exitCode: 127, reason: `CannotStartContainerError: ${error.message}` }),
    );
    return {
      pid: child.pid,
      exited,
      stop: async () => {
        signalGroup(child.pid, 'SIGTERM');
        const kill = setTimeout(() => signalGroup(child.pid, 'SIGKILL'), options.stopTimeoutMs);
        await exited;
        clearTimeout(kill);
        // What the command itself started ends with it, as in a container.
        signalGroup(child.pid, 'SIGKILL');
      },
    };
  };
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
