import { localStage } from '../local-stage';
import type { Stage } from '../stage';
import type { CatalogStage } from './load-stages';

/** Whether the stage is ever deployed; the one that runs on this machine is not. */
export function inAnAccount({ name }: Stage): boolean {
  return name !== localStage;
}

/** Whether two stages have one account stack. */
export function shareAccount(one: Stage, other: Stage): boolean {
  return one.account === other.account && one.region === other.region;
}

/**
 * The stages in the account and the region of a stage, itself among them, by name. Stages whose files
 * have an error are left out.
 */
export function stagesOfAccount(
  { stages }: { readonly stages: readonly CatalogStage[] },
  stage: Stage,
): readonly [Stage, ...Stage[]] {
  const [first, ...others] = stages
    .flatMap((candidate) => candidate.stage ?? [])
    .filter((candidate) => inAnAccount(candidate) && shareAccount(candidate, stage));
  return first && inAnAccount(stage) ? [first, ...others] : [stage];
}
