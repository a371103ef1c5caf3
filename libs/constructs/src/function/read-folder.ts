import {
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  type Dirent,
} from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import type { PackedFile } from './zip';

/** What is in a prepared folder. */
export interface FolderContent {
  /** Sorted by path. */
  readonly entries: readonly FolderEntry[];
  /** What a zip cannot hold as it is, by path with the reason. */
  readonly refused: readonly { readonly path: string; readonly reason: string }[];
}

export interface FolderEntry {
  /** With slashes, relative to the folder. */
  readonly path: string;
  readonly kind: PackedFile['kind'];
  /** Bytes. */
  readonly size: number;
}

/**
 * Lists every file and link below a folder, in the same order on every machine.
 * @returns undefined where the path is no folder
 */
export function listFolder(folder: string): FolderContent | undefined {
  if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return undefined;
  const refused: { path: string; reason: string }[] = [];
  const entries: FolderEntry[] = [];
  const root = realpathSync(folder);
  const add = (entry: Dirent): void => {
    const absolute = join(entry.parentPath, entry.name);
    const path = relative(root, absolute).split(sep).join('/');
    if (entry.isDirectory()) return;
    if (entry.isSymbolicLink()) {
      const reason = whyNoLink(root, absolute);
      if (reason === undefined) entries.push({ path, kind: 'link', size: 0 });
      else refused.push({ path, reason });
      return;
    }
    if (!entry.isFile()) {
      refused.push({ path, reason: 'is neither a file nor a folder' });
      return;
    }
    const { size, mode } = lstatSync(absolute);
    entries.push({ path, kind: (mode & 0o100) === 0 ? 'file' : 'executable', size });
  };
  readdirSync(root, { recursive: true, withFileTypes: true }).forEach(add);
  const byPath = (a: { path: string }, b: { path: string }): number => (a.path < b.path ? -1 : 1);
  return { entries: entries.sort(byPath), refused: refused.sort(byPath) };
}

/** The files of a listed folder with their bytes. */
export function readEntries(folder: string, entries: readonly FolderEntry[]): PackedFile[] {
  return entries.map(({ path, kind }) => {
    const absolute = join(folder, path);
    const content = kind === 'link' ? Buffer.from(readlinkSync(absolute)) : readFileSync(absolute);
    return { path, kind, content };
  });
}

/** Links keep where they lead to, so what they lead to must be in the zip at the same place. */
function whyNoLink(root: string, link: string): string | undefined {
  const target = readlinkSync(link);
  if (isAbsolute(target)) return `leads to ${target}, which is another place on Lambda`;
  let real: string;
  try {
    real = realpathSync(link);
  } catch {
    return `leads to ${target}, which is not there`;
  }
  const way = relative(root, real);
  return way === '..' || way.startsWith(`..${sep}`)
    ? `leads to ${target}, outside of the folder`
    : undefined;
}
