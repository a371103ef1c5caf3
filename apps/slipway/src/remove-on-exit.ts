import { rmSync } from 'node:fs';

/** Deletes a folder when this process ends, by an interruption too. */
export function removeOnExit(folder: string): void {
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
}
