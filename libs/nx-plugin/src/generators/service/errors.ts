import { loadCatalog, type Finding } from '@slipway/catalog';
import { buildPlatform, readLocks } from '@slipway/platform';

/** Errors in the catalog and by the rules of every stage of the workspace at `root`. */
export function findErrors(root: string): Finding[] {
  const catalog = loadCatalog(root);
  const ofStages = catalog.stages.flatMap(({ name }) => {
    const { locks, findings } = readLocks(root, name);
    return [...findings, ...buildPlatform({ catalog, stage: name, locks }).findings];
  });
  return [...catalog.findings, ...ofStages].filter(({ severity }) => severity === 'error');
}

/** Those of `after` that are not in `before`; lines may have moved in between. */
export function addedErrors(before: readonly Finding[], after: readonly Finding[]): Finding[] {
  const known = new Set(before.map(sameError));
  const added = after.filter((finding) => !known.has(sameError(finding)));
  return [...new Map(added.map((finding) => [sameError(finding), finding])).values()];
}

function sameError({ rule, position, message }: Finding): string {
  return JSON.stringify([rule, position.file, message]);
}
