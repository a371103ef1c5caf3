import { readdirSync, readFileSync } from 'node:fs';
import { platform } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';

/** Milliseconds between two looks at whether a group has ended. */
const pollInterval = 20;

/** What a process did after it was told to stop. */
export type Stopped = 'ended' | 'killed';

/** Sends a signal to every process of a group; does nothing where the group has ended. */
export function signalGroup(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/**
 * SIGTERM to a process group, SIGKILL to what is left of it after `timeoutMs`. Resolves when no
 * process of the group runs any more.
 */
export async function stopGroup(group: number, timeoutMs: number): Promise<Stopped> {
  const watched = new ProcessGroup(group);
  signalGroup(group, 'SIGTERM');
  const deadline = Date.now() + timeoutMs;
  while (watched.runs() && Date.now() < deadline) await delay(pollInterval);
  if (!watched.runs()) return 'ended';
  signalGroup(group, 'SIGKILL');
  while (watched.runs()) await delay(pollInterval);
  return 'killed';
}

/** True while a process of the group runs; one that ended but was not yet waited for does not. */
export function groupRuns(group: number): boolean {
  return new ProcessGroup(group).runs();
}

/** A group that is looked at again and again: all processes are searched only when a member has ended. */
class ProcessGroup {
  /** A process that ran at the last look; at first the leader, whose number the group has. */
  private member: number | undefined;

  constructor(private readonly group: number) {
    this.member = group;
  }

  runs(): boolean {
    try {
      process.kill(-this.group, 0);
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EPERM';
    }
    if (platform() !== 'linux') return true;
    // In a container whose first process waits for nobody, ended orphans stay in their group for good.
    if (this.member === undefined || !this.isRunning(this.member)) {
      this.member = processes().find((pid) => this.isRunning(pid));
    }
    return this.member !== undefined;
  }

  private isRunning(pid: number): boolean {
    const stat = statOf(pid);
    return stat?.group === this.group && stat.state !== 'Z';
  }
}

/** Every process of the machine; only Linux tells. */
export function processes(): number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number);
}

interface ProcessStat {
  readonly state: string;
  readonly group: number;
  /** Clock ticks between the start of the machine and that of the process. */
  readonly startTime: string;
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html; the name in brackets may hold spaces. */
export function statOf(pid: number): ProcessStat | undefined {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state, , group] = fields;
  const startTime = fields[19];
  return state && group && startTime ? { state, group: Number(group), startTime } : undefined;
}
