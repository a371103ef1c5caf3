import { zipSync, type Zippable } from 'fflate';

/** A file as a zip holds it. */
export interface PackedFile {
  /** With slashes, relative to the root of the zip. */
  readonly path: string;
  readonly kind: 'file' | 'executable' | 'link';
  /** Of a link, where it leads to. */
  readonly content: Uint8Array;
}

/** Unix attributes: Lambda unpacks as one user and runs the code as another, so everyone may read. */
const modes: Readonly<Record<PackedFile['kind'], number>> = {
  file: 0o100644,
  executable: 0o100755,
  link: 0o120777,
};

/** The first date that a zip can hold; local time in the zip, so it is built from local parts. */
const zipDate = new Date(1980, 0, 1);

/** A zip of the files; equal files give equal bytes on every machine. */
export function zipOf(files: readonly PackedFile[]): Uint8Array {
  const entries = [...files]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, kind, content }): [string, Zippable[string]] => [
      path,
      [content, { mtime: zipDate, os: 3, attrs: (modes[kind] << 16) >>> 0 }],
    ]);
  return zipSync(Object.fromEntries(entries));
}
