import { randomUUID } from 'node:crypto';
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { startTimeOf } from './process-identity';
import { signalGroup, stopGroup } from './process-group';
import { killProcessesOf, stopProcessesOf } from './processes-of-folder';

/** Milliseconds that a process of an earlier run gets to end by itself. */
const leftoverStopTimeout = 2_000;

/** In the folder of a run: its own process on the first line, then one that it started on each. */
const recordName = 'record.jsonl';

interface RunOwner {
  readonly pid: number;
  readonly startTime?: string;
}

interface RecordedProcess {
  readonly service: string;
  /** Its process group has the same number. */
  readonly pid: number;
  readonly startTime: string;
}

/** Where the next start finds the folders of runs. */
function runsOf(root: string): string {
  return join(root, '.slipway', 'run');
}

/**
 * What one run keeps on disk, in the workspace: the processes that it has started, so that a later
 * run can stop what it left behind, and the files that they write. Made with its first content.
 */
export class RunFolder {
  private readonly id = randomUUID();
  private readonly folder: string;
  private made = false;

  constructor(private readonly root: string) {
    this.folder = join(runsOf(root), this.id);
  }

  /** Records a process that leads its own group. */
  add(service: string, pid: number): void {
    const startTime = startTimeOf(pid);
    if (startTime === undefined) return;
    this.make();
    appendFileSync(join(this.folder, recordName), line({ service, pid, startTime }));
  }

  /** Makes a folder for the files of a service, that goes with the run; returns its path. */
  temporary(service: string): string {
    this.make();
    const folder = join(this.folder, service);
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  /** Ends what functions have started and left behind. */
  async stopRest(): Promise<void> {
    await stopProcessesOf(this.folder, leftoverStopTimeout);
  }

  /** Kills every process of the run, and its group, and deletes the folder. */
  kill(): void {
    const [, ...processes] = readRecord(join(this.folder, recordName));
    for (const { pid } of processes.filter(isRunning)) signalGroup(pid, 'SIGKILL');
    killProcessesOf(this.folder);
    this.remove();
  }

  /** Deletes the folder, and those above it where nothing else is in them. */
  remove(): void {
    // What has been killed may write a moment longer.
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 20 });
    removeEmpty(runsOf(this.root));
    removeEmpty(dirname(runsOf(this.root)));
  }

  /** Moved into place with its owner written, or another start would take it for one that was left. */
  private make(): void {
    if (this.made) return;
    this.made = true;
    const owner: RunOwner = { pid: process.pid, startTime: startTimeOf(process.pid) };
    mkdirSync(runsOf(this.root), { recursive: true });
    const unfinished = join(this.root, '.slipway', `${this.id}.part`);
    mkdirSync(unfinished);
    writeFileSync(join(unfinished, recordName), line(owner));
    renameSync(unfinished, this.folder);
  }
}

/** Its number may be another process's by now. */
function isRunning({ pid, startTime }: RecordedProcess): boolean {
  return startTimeOf(pid) === startTime;
}

function line(entry: RunOwner | RecordedProcess): string {
  return `${JSON.stringify(entry)}\n`;
}

function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST' && code !== 'ENOENT') throw error;
  }
}

/** Stops what runs of this workspace left running when they were killed, and deletes their folders. */
export async function stopLeftovers(
  root: string,
  onStopped: (service: string, pid: number) => void,
): Promise<void> {
  for (const name of runsIn(runsOf(root))) {
    const folder = join(runsOf(root), name);
    const [owner, ...processes] = readRecord(join(folder, recordName));
    if (owner && startTimeOf(owner.pid) === owner.startTime) continue;
    await Promise.all(
      processes.filter(isRunning).map(async ({ service, pid }) => {
        await stopGroup(pid, leftoverStopTimeout);
        onStopped(service, pid);
      }),
    );
    await stopProcessesOf(folder, leftoverStopTimeout);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Processes that run a stage of this workspace at the moment. */
export function runningStages(root: string): number[] {
  return runsIn(runsOf(root)).flatMap((name) => {
    const [owner] = readRecord(join(runsOf(root), name, recordName));
    return owner && startTimeOf(owner.pid) === owner.startTime ? [owner.pid] : [];
  });
}

function runsIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** The whole lines of a record; the last one may have been cut short. */
function readRecord(file: string): [owner?: RunOwner, ...processes: RecordedProcess[]] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return [];
  }
  const whole = text.split('\n').slice(0, -1);
  return whole.map((entry) => JSON.parse(entry) as RecordedProcess) as ReturnType<
    typeof readRecord
  >;
}
