import { isUtf8 } from 'node:buffer';
import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';

/** What came of reading a file; only `text` has content. */
export type ReadResult =
  | { readonly outcome: 'text'; readonly text: string }
  | { readonly outcome: 'absent' }
  | { readonly outcome: 'too-large'; readonly bytes: number }
  | { readonly outcome: 'not-utf8' }
  | { readonly outcome: 'not-a-file' }
  | { readonly outcome: 'bad-link'; readonly loop: boolean }
  | { readonly outcome: 'unreadable'; readonly code: string };

export type ListResult =
  | { readonly outcome: 'names'; readonly names: readonly string[] }
  | { readonly outcome: 'absent' }
  | { readonly outcome: 'bad-link'; readonly loop: boolean }
  | { readonly outcome: 'unreadable'; readonly code: string };

/** The two things the catalog asks of a file system; neither throws. */
export interface Disk {
  /** Text of the file at an absolute path, without a byte order mark, of at most `maxBytes`. */
  read(path: string, maxBytes: number): ReadResult;
  /** Names in the folder at an absolute path, sorted. */
  list(path: string): ListResult;
}

/** The file system of this machine. */
export const nodeDisk: Disk = {
  read(path, maxBytes) {
    try {
      const stats = statSync(path);
      if (!stats.isFile()) return { outcome: 'not-a-file' };
      if (stats.size > maxBytes) return { outcome: 'too-large', bytes: stats.size };
      const bytes = readFileSync(path);
      if (!isUtf8(bytes)) return { outcome: 'not-utf8' };
      return { outcome: 'text', text: bytes.toString('utf8').replace(/^\uFEFF/, '') };
    } catch (error) {
      return failure(path, codeOf(error));
    }
  },
  list(path) {
    try {
      return { outcome: 'names', names: readdirSync(path).sort() };
    } catch (error) {
      return failure(path, codeOf(error));
    }
  },
};

type Failure = Extract<ListResult, { outcome: 'absent' | 'bad-link' | 'unreadable' }>;

function failure(path: string, code: string): Failure {
  if (code === 'ELOOP') return { outcome: 'bad-link', loop: true };
  if (code === 'ENOTDIR') return { outcome: 'absent' };
  if (code !== 'ENOENT') return { outcome: 'unreadable', code };
  return isLink(path) ? { outcome: 'bad-link', loop: false } : { outcome: 'absent' };
}

/** A link that leads nowhere looks absent to everything that follows links. */
function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error && 'code' in error ? String(error.code) : 'UNKNOWN';
}
