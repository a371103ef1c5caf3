import { randomUUID } from 'node:crypto';
import {
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
import { stopGroup } from './process-group';

/** Milliseconds that a process of an earlier run gets to end by itself. */
const LEFTOVER_STOP_TIMEOUT = 2_000;

interface RecordedProcess {
  readonly service: string;
  /** Its process group has the same number. */
  readonly pid: number;
  readonly startTime: string;
}

interface RunRecord {
  readonly owner: { readonly pid: number; readonly startTime: string };
  readonly processes: readonly RecordedProcess[];
}

/** Folder of the records, in the workspace, where the next start finds them. */
function folderOf(root: string): string {
  return join(root, '.slipway', 'run');
}

/** The processes that one run has started, on disk, so that a later run can stop what it left behind. */
export class RunFile {
  private readonly file: string;
  private processes: readonly RecordedProcess[] = [];

  constructor(root: string) {
    this.file = join(folderOf(root), `${randomUUID()}.json`);
  }

  /** Records a process that leads its own group. */
  add(service: string, pid: number): void {
    const startTime = startTimeOf(pid);
    if (startTime === undefined) return;
    this.processes = [...this.processes, { service, pid, startTime }];
    const owner = { pid: process.pid, startTime: startTimeOf(process.pid) };
    mkdirSync(dirname(this.file), { recursive: true });
    writeFileSync(`${this.file}.part`, JSON.stringify({ owner, processes: this.processes }));
    renameSync(`${this.file}.part`, this.file);
  }

  /** Deletes the record, and its folders where nothing else is in them. */
  remove(): void {
    rmSync(this.file, { force: true });
    removeEmpty(dirname(this.file));
    removeEmpty(dirname(dirname(this.file)));
  }
}

function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST' && code !== 'ENOENT') throw error;
  }
}

/** Stops what runs of this workspace left running when they were killed, and deletes their records. */
export async function stopLeftovers(
  root: string,
  onStopped: (service: string, pid: number) => void,
): Promise<void> {
  for (const name of recordsIn(folderOf(root))) {
    const file = join(folderOf(root), name);
    const record = readRecord(file);
    if (record && startTimeOf(record.owner.pid) === record.owner.startTime) continue;
    const running = (record?.processes ?? []).filter(
      ({ pid, startTime }) => startTimeOf(pid) === startTime,
    );
    await Promise.all(
      running.map(async ({ service, pid }) => {
        await stopGroup(pid, LEFTOVER_STOP_TIMEOUT);
        onStopped(service, pid);
      }),
    );
    rmSync(file, { force: true });
  }
}

function recordsIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** Undefined for a record that was cut short. */
function readRecord(file: string): RunRecord | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as RunRecord;
  } catch {
    return undefined;
  }
}
