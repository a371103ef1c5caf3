import { loadCatalog, sortFindings, type Finding } from '@slipway/catalog';
import { ExitCode } from '../exit-code';
import { floorsByOwner, formatFloors } from '../floors';
import type { CommandContext, Outcome } from '../outcome';
import { deriveStage } from '../stage-input';
import { countFindings, formatFindings, hasErrors } from '../terminal/findings';

/**
 * Finds everything that is wrong in the catalog and by the rules of one stage, or of each, and says what
 * the floors on capacity providers hold.
 */
export async function check(
  options: { readonly stage?: string },
  { root, terminal }: CommandContext,
): Promise<Outcome> {
  const catalog = loadCatalog(root);
  const stages = options.stage ? [options.stage] : catalog.stages.map(({ name }) => name);
  const inputs = stages.map((name) => deriveStage(catalog, name));
  const findings: Finding[] = sortFindings([
    ...catalog.findings,
    ...inputs.flatMap((input) => input.findings),
  ]);

  if (findings.length > 0) terminal.result(`${formatFindings(findings, terminal.out)}\n`);
  const floors = inputs.flatMap(({ model }) => (model ? floorsByOwner(model) : []));
  if (floors.length > 0) terminal.result(`${formatFloors(floors, terminal.out)}\n`);
  const services = catalog.services.map(({ name }) => name);
  terminal.result(
    `${numberOf(services, 'service')}, ${numberOf(stages, 'stage')}: ${countFindings(findings)}`,
  );
  return {
    exitCode: hasErrors(findings) ? ExitCode.failed : ExitCode.ok,
    findings,
    result: { services, stages, floors },
  };
}

function numberOf(things: readonly string[], noun: string): string {
  return `${things.length} ${noun}${things.length === 1 ? '' : 's'}`;
}
