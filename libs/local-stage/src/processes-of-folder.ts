import { readFileSync } from 'node:fs';
import { platform } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { processes, statOf } from './process-group';

/** Milliseconds between two looks at whether they have ended. */
const pollInterval = 20;

/**
 * Processes that were started with a path in or at a folder in their environment, as what a function has
 * started is: it is in no record, and in a process group of its own. Only Linux tells.
 */
function processesOf(folder: string): number[] {
  if (platform() !== 'linux') return [];
  return processes().filter(
    (pid) =>
      pid !== process.pid && environmentOf(pid).includes(folder) && statOf(pid)?.state !== 'Z',
  );
}

/** Kills the processes of a folder at once. */
export function killProcessesOf(folder: string): void {
  for (const pid of processesOf(folder)) signal(pid, 'SIGKILL');
}

/** SIGTERM to the processes of a folder, SIGKILL to those that run after `timeoutMs`. */
export async function stopProcessesOf(folder: string, timeoutMs: number): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  let running = processesOf(folder);
  for (const pid of running) signal(pid, 'SIGTERM');
  while (running.length > 0 && Date.now() < deadline) {
    await delay(pollInterval);
    running = processesOf(folder);
  }
  for (const pid of running) signal(pid, 'SIGKILL');
}

/** Empty where the process has ended, or belongs to another user. */
function environmentOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch {
    return '';
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
