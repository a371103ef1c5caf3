import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Agents } from './scenario';

/** Agents that the process backend runs, by what it writes below its TMPDIR. */
export class ProcessAgents implements Agents {
  constructor(private readonly folder: string) {}

  /** Of the agent itself, whose parent is the leader of its session. */
  pidOf(runId: string): number | undefined {
    const sessions = this.live().filter((session) => {
      const attempt = JSON.parse(readFileSync(join(session, 'attempt.json'), 'utf8'));
      return attempt.runId === runId;
    });
    const leaders = sessions.map((session) => readFileSync(join(session, 'pid'), 'utf8'));
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
      .find((pid) => leaders.includes(livingParent(pid) ?? ''));
  }

  /** Kills what still runs, as where a test fails. */
  killAll(): void {
    for (const session of this.live()) {
      process.kill(-Number(readFileSync(join(session, 'pid'), 'utf8')), 'SIGKILL');
    }
  }

  /** Folders of sessions that have not ended. */
  private live(): string[] {
    const sessions = join(this.folder, 'slipway-sessions');
    if (!existsSync(sessions)) return [];
    return readdirSync(sessions)
      .flatMap((backend) =>
        readdirSync(join(sessions, backend)).map((token) => join(sessions, backend, token)),
      )
      .filter((session) => !existsSync(join(session, 'exit')));
  }
}

/** Process id of the parent of a process; undefined where that one has ended. */
function livingParent(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? undefined : parent;
  } catch {
    return undefined;
  }
}
