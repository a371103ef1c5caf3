import { loadCatalog, stageNamed, type Catalog, type Stage } from '@slipway/catalog';
import { failed, wrongUsage } from './failure';

/**
 * The stage of a name; undefined where its file is broken, which the catalog's findings say. Throws
 * a Failure for a name that is no stage.
 */
export function stageOf(catalog: Catalog, name: string): Stage | undefined {
  const { stage, findings } = stageNamed(catalog, name);
  const [unknown] = findings;
  if (!stage && !mistakeIn(catalog, name) && unknown)
    throw wrongUsage(unknown.message, unknown.fix);
  return stage;
}

/**
 * The stage of a name, for commands that need no service to be right. Throws a Failure for a name
 * that is no stage, and for a stage file that is broken.
 */
export function readStageFile(root: string, name: string): Stage {
  const catalog = loadCatalog(root);
  const stage = stageOf(catalog, name);
  if (stage) return stage;
  const mistake = mistakeIn(catalog, name);
  if (!mistake) throw new Error(`stage ${name} is not read, and no finding says why`);
  const { rule, position, message, fix } = mistake;
  throw failed(`${position.file}:${position.line}:${position.column} ${rule} ${message}`, fix);
}

/** What is wrong in the file that a stage of this name comes from. */
function mistakeIn({ findings }: Catalog, stage: string) {
  return findings.find(({ position }) => position.file === `stacks/stages/${stage}.yaml`);
}
