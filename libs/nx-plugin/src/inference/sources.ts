import { readdirSync } from 'node:fs';

/** Folders whose files are no sources: packages, what a build writes, and a generator's templates. */
const skipped = new Set(['node_modules', 'dist', 'files']);

/** Whether a file whose name ends so stands in a folder or below; false where there is no folder. */
export function holdsFile(folder: string, ending: string): boolean {
  let entries;
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return false;
  }
  return (
    entries.some((entry) => entry.isFile() && entry.name.endsWith(ending)) ||
    entries.some(
      (entry) =>
        entry.isDirectory() &&
        !skipped.has(entry.name) &&
        holdsFile(`${folder}/${entry.name}`, ending),
    )
  );
}
