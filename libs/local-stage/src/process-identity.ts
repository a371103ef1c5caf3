import { spawnSync } from 'node:child_process';
import { platform } from 'node:os';
import { statOf } from './process-group';

/**
 * When a process started, in a form that only says whether two are the same; undefined where it does
 * not run. A process id alone may have been given to another process since.
 */
export function startTimeOf(pid: number): string | undefined {
  if (platform() === 'linux') return statOf(pid)?.startTime;
  const { stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() || undefined;
}
