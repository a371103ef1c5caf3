import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { failed, interrupted, lacking } from '../failure';

export interface ToolOptions {
  readonly cwd?: string;
  /** Written to the tool's stdin, which is closed after it. */
  readonly input?: string;
  readonly timeoutMs?: number;
  /** Each line of stdout and stderr as it comes. */
  readonly onLine?: (line: string) => void;
  /** What to do where the tool is not on PATH. */
  readonly install: string;
}

export interface ToolResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs an executable from PATH to its end. Ctrl-C and SIGTERM go to the tool exactly once each, and
 * its own end is waited for: Terraform gives up its state lock on the first, and drops it on a second.
 * Throws a Failure where the tool is absent, runs out of time or was interrupted.
 */
export async function runTool(
  tool: string,
  args: readonly string[],
  { cwd, input, timeoutMs, onLine, install }: ToolOptions,
): Promise<ToolResult> {
  // A process group of its own keeps the terminal's Ctrl-C away, which would be the second one.
  const child = spawn(tool, args, { cwd, detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
  let stopped: NodeJS.Signals | undefined;
  let late = false;
  const signalGroup = (signal: NodeJS.Signals) => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, signal);
  };
  const forward = (signal: NodeJS.Signals) => {
    stopped = signal;
    signalGroup(signal);
  };
  for (const signal of stopSignals) process.on(signal, forward);
  const timer =
    timeoutMs === undefined
      ? undefined
      : setTimeout(() => {
          late = true;
          signalGroup('SIGKILL');
        }, timeoutMs);
  const output = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    createInterface({ input: child[stream] }).on('line', (line) => {
      output[stream] += `${line}\n`;
      onLine?.(line);
    });
  }
  // A tool may end without reading its input; its exit code says what that meant.
  child.stdin.on('error', () => undefined).end(input);
  try {
    const exitCode = await new Promise<number>((resolve, reject) => {
      child.on('error', reject).on('close', (code) => resolve(code ?? 1));
    });
    if (stopped) throw interrupted(`${tool} was stopped by ${stopped}`);
    if (late) throw failed(`${tool} ${args[0]} gave no answer within ${(timeoutMs ?? 0) / 1000} s`);
    return { exitCode, ...output };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw lacking(`${tool} is not on PATH`, install);
  } finally {
    clearTimeout(timer);
    for (const signal of stopSignals) process.off(signal, forward);
  }
}
