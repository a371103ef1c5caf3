import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the rewritten stacks' missing parts are listed, in the folder of the `terraform` that rewrites them. */
export function leftOutFile(folder: string): string {
  return join(folder, 'left-out.txt');
}

/** What has been left out of stacks so far, each once, sorted. */
export function leftOutSoFar(folder: string): string[] {
  const file = leftOutFile(folder);
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  return [...new Set(lines.filter((line) => line !== ''))].sort();
}
