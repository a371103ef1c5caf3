import { checkCredentials, checkRegion } from '../doctor/credentials';
import { checkDocker, checkGit, checkNpm, checkTerraform } from '../doctor/executables';
import { checkNode } from '../doctor/node';
import type { Requirement } from '../doctor/requirement';
import { ExitCode } from '../exit-code';
import type { CommandContext, Outcome } from '../outcome';
import { readStageFile } from '../stage-file';
import { formatTable } from '../terminal/table';

/** What every command needs; a stage adds what its deployment needs. */
const alwaysNeeded = ['Node.js', 'npm'];
const neededForStage = ['terraform', 'AWS credentials'];

/** Looks for everything the commands need from this machine, at once. */
export async function doctor(
  options: { readonly stage?: string; readonly strict?: true },
  { root, terminal }: CommandContext,
): Promise<Outcome> {
  const stage = options.stage === undefined ? undefined : readStageFile(root, options.stage);
  const requirements = await Promise.all([
    checkNode(),
    checkNpm(),
    checkGit(),
    checkTerraform(root),
    checkCredentials(stage),
    checkRegion(stage),
    checkDocker(),
  ]);
  const needed = options.strict
    ? requirements.map(({ name }) => name)
    : [...alwaysNeeded, ...(stage ? neededForStage : [])];
  const lacking = requirements.filter(
    ({ name, state }) => state === 'missing' && needed.includes(name),
  );

  const { out } = terminal;
  const paint = { ok: out.green, differs: out.yellow, missing: out.red };
  terminal.result(
    formatTable(
      ['', 'needs', 'for', 'found'],
      requirements.map(({ name, neededFor, state, found }) => [
        paint[state](state),
        name,
        neededFor,
        found,
      ]),
      out,
    ),
  );
  for (const { name, fix } of requirements) if (fix) terminal.result(`  ${name}: ${fix}`);
  terminal.result(summary(lacking, requirements));
  return {
    exitCode: lacking.length > 0 ? ExitCode.lacking : ExitCode.ok,
    findings: [],
    result: {
      ...(stage && { stage: stage.name }),
      requirements: requirements.map((requirement) => ({
        ...requirement,
        needed: needed.includes(requirement.name),
      })),
    },
  };
}

function summary(lacking: readonly Requirement[], all: readonly Requirement[]): string {
  if (lacking.length > 0)
    return `Missing and needed: ${lacking.map(({ name }) => name).join(', ')}.`;
  const rest = all.filter(({ state }) => state === 'missing').map(({ name }) => name);
  return rest.length === 0
    ? 'Nothing is missing.'
    : `Missing, needed only as the table says: ${rest.join(', ')}.`;
}
