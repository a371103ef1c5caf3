import { loadCatalog, type Catalog, type Finding, type Stage } from '@slipway/catalog';
import { stageOf } from '../stage-file';
import { hasErrors } from '../terminal/findings';

/** A stage and what decides about the account stack that it shares. */
export type AccountInput =
  { readonly catalog: Catalog; readonly stage: Stage } | { readonly findings: readonly Finding[] };

/**
 * Reads a stage and the stages beside it; findings where any stage's file has an error: the stack
 * would take a stage that it cannot read for one that is gone, and delete its deploy roles. Services
 * need not be right. Throws a Failure for a name that is no stage.
 */
export function accountInput(root: string, name: string): AccountInput {
  const catalog = loadCatalog(root);
  const stage = stageOf(catalog, name);
  const findings = catalog.findings.filter(({ position }) =>
    position.file.startsWith('stacks/stages/'),
  );
  if (stage === undefined || hasErrors(findings)) return { findings };
  return { catalog, stage };
}
