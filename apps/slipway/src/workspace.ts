import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { wrongUsage } from './failure';

/** The nearest folder, from `start` upwards, that holds `nx.json`. Throws a Failure where there is none. */
export function findWorkspace(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'nx.json'))) return folder;
    if (folder === dirname(folder)) break;
  }
  throw wrongUsage(
    `${start} is not in a Slipway workspace: no folder from there upwards has an nx.json`,
    'change into the folder of the workspace',
  );
}
