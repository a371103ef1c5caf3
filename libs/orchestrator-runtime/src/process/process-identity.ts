import { readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { platform } from 'node:os';

/** What says whether a process id still means the process it was given to. */
export interface ProcessIdentity {
  readonly startTime: string;
  /** It has ended, and nobody has waited for it yet. */
  readonly zombie: boolean;
}

/** Who has a process id now; undefined where nobody has. */
export function identityOf(pid: number): ProcessIdentity | undefined {
  if (platform() !== 'linux') {
    const { stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
    const startTime = stdout.trim();
    return startTime ? { startTime, zombie: false } : undefined;
  }
  try {
    return parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return undefined;
  }
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html; the name in brackets may hold spaces. */
export function parseStat(text: string): ProcessIdentity | undefined {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state] = fields;
  const startTime = fields[19];
  return state && startTime ? { startTime, zombie: state === 'Z' } : undefined;
}
