import { loadCatalog, stageNamed, type Stage } from '@slipway/catalog';
import { failed, wrongUsage } from './failure';

/**
 * A stage by name, for commands that need no service to be right. Throws a Failure for a name that
 * is no stage, and for a stage file that cannot be read.
 */
export function readStageFile(root: string, name: string): Stage {
  const catalog = loadCatalog(root);
  const { stage, findings } = stageNamed(catalog, name);
  if (stage) return stage;
  const broken = catalog.findings.find(({ position }) => isFileOf(position.file, name));
  if (broken) {
    const { file, line, column } = broken.position;
    throw failed(`${file}:${line}:${column} ${broken.rule} ${broken.message}`, broken.fix);
  }
  throw wrongUsage(findings[0]?.message ?? `${name} is no stage`, findings[0]?.fix);
}

/** Whether a file with findings is the one that a stage of this name would come from. */
export function isFileOf(file: string, stage: string): boolean {
  return file === `stacks/stages/${stage}.yaml`;
}
