import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identityOf, parseStat } from './process-identity';

/** What a session's shell wrote when it began. */
export interface SessionFiles {
  readonly pid: number;
  readonly startTime: string;
  readonly runId: string;
  readonly attempt: number;
}

/**
 * Run by `sh -c` as the leader of a session's process group. The first shell of a folder takes it;
 * every other one ends at once, so that a start that is repeated starts nothing. What the shell writes
 * outlives the host that started it.
 */
export const sessionScript = [
  'mkdir "$SESSION_FOLDER/taken" 2>/dev/null || exit 0',
  '{ cat /proc/$$/stat 2>/dev/null || ps -o lstart= -p $$; } > "$SESSION_FOLDER/identity.tmp"',
  'mv "$SESSION_FOLDER/identity.tmp" "$SESSION_FOLDER/identity"',
  'printf %s "$$" > "$SESSION_FOLDER/pid.tmp" && mv "$SESSION_FOLDER/pid.tmp" "$SESSION_FOLDER/pid"',
  // A signal to the group is the command's to answer: the shell waits for it.
  'trap : TERM INT',
  'sh -c "$SESSION_COMMAND" > "$SESSION_FOLDER/log" 2>&1 &',
  'child=$!',
  'wait $child; code=$?',
  'while kill -0 $child 2>/dev/null; do wait $child; code=$?; done',
  'printf %s "$code" > "$SESSION_FOLDER/exit.tmp" && mv "$SESSION_FOLDER/exit.tmp" "$SESSION_FOLDER/exit"',
].join('\n');

/** What is known of one session, on disk. */
export class SessionFolder {
  constructor(readonly path: string) {}

  /** Says which attempt it is for. */
  create({ runId, attempt }: { readonly runId: string; readonly attempt: number }): void {
    mkdirSync(this.path, { recursive: true });
    writeFileSync(join(this.path, 'attempt.json'), JSON.stringify({ runId, attempt }));
  }

  /** Undefined until the shell has begun. */
  files(): SessionFiles | undefined {
    const pid = this.read('pid');
    const identity = this.read('identity');
    const attempt = this.read('attempt.json');
    if (!pid || !identity || !attempt) return undefined;
    const startTime = identity.includes(')') ? parseStat(identity)?.startTime : identity.trim();
    if (!startTime) return undefined;
    return {
      pid: Number(pid),
      startTime,
      ...(JSON.parse(attempt) as { runId: string; attempt: number }),
    };
  }

  /** Whether the leader of the group runs. */
  runs(): boolean {
    const files = this.files();
    const now = files && identityOf(files.pid);
    return now !== undefined && !now.zombie && now.startTime === files?.startTime;
  }

  /** The command's exit code; above 128 where a signal ended it. Undefined where it did not end by itself. */
  exitCode(): number | undefined {
    const code = this.read('exit');
    return code === undefined ? undefined : Number(code);
  }

  /** Milliseconds since the epoch when the session was first told to stop. */
  stoppedAt(): number | undefined {
    const file = join(this.path, 'stop');
    return existsSync(file) ? statSync(file).mtimeMs : undefined;
  }

  markStopped(): void {
    writeFileSync(join(this.path, 'stop'), '');
  }

  log(): readonly string[] {
    return (this.read('log') ?? '').split('\n').filter(Boolean);
  }

  private read(name: string): string | undefined {
    try {
      return readFileSync(join(this.path, name), 'utf8');
    } catch {
      return undefined;
    }
  }
}

/** Folders of all sessions below one. */
export function sessionFolders(root: string): readonly { token: string; folder: SessionFolder }[] {
  if (!existsSync(root)) return [];
  return readdirSync(root).map((token) => ({
    token,
    folder: new SessionFolder(join(root, token)),
  }));
}
