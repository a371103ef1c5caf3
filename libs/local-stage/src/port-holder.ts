import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** A process that listens on a port. */
export interface PortHolder {
  readonly pid: number;
  /** Its command line, with a space between the arguments. */
  readonly command: string;
}

/** State of a socket that listens, in `/proc/net/tcp`. */
const listening = '0A';

/**
 * The process that listens on a port of this machine. Undefined where the system does not say: on
 * another one than Linux, and of a process of another user.
 */
export function portHolder(port: number): PortHolder | undefined {
  const sockets = new Set(['tcp', 'tcp6'].flatMap((table) => listenersOf(table, port)));
  if (sockets.size === 0) return undefined;
  for (const entry of entriesOf('/proc')) {
    const pid = Number(entry);
    if (Number.isInteger(pid) && holdsAny(pid, sockets)) return { pid, command: commandOf(pid) };
  }
  return undefined;
}

/** What `/proc/<pid>/fd` calls the sockets that listen on the port. */
function listenersOf(table: string, port: number): string[] {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0');
  const [, ...lines] = read(join('/proc/net', table)).split('\n');
  return lines.flatMap((line) => {
    const [, local = '', , state, , , , , , inode] = line.trim().split(/\s+/);
    return state === listening && local.endsWith(`:${wanted}`) ? [`socket:[${inode}]`] : [];
  });
}

function holdsAny(pid: number, sockets: ReadonlySet<string>): boolean {
  const folder = `/proc/${pid}/fd`;
  return entriesOf(folder).some((name) => {
    try {
      return sockets.has(readlinkSync(join(folder, name)));
    } catch {
      // It has been closed since.
      return false;
    }
  });
}

function commandOf(pid: number): string {
  return read(`/proc/${pid}/cmdline`).replace(/\0$/, '').replaceAll('\0', ' ');
}

/** Nothing where the process has ended, belongs to another user, or there is no `/proc`. */
function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
