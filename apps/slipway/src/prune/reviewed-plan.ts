import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  functionsToChange,
  parsePlanFile,
  PlanFileError,
  planRegion,
  staleness,
  systemClock,
  type PlanFile,
} from '@slipway/version-pruner';
import { callerIdentity } from '../aws/identity';
import { failed, lacking, wrongUsage } from '../failure';
import type { Terminal } from '../terminal/terminal';
import { pruneFailure, type PrunedRegion } from './pruned-region';

/** Reads a plan that a person reviewed. Throws a Failure where it is none, or is not there. */
export function readPlan(file: string): PlanFile {
  try {
    return parsePlanFile(readFileSync(resolve(file), 'utf8'), file);
  } catch (error) {
    if (!(error instanceof PlanFileError)) throw error;
    throw wrongUsage(error.message, 'slipway prune --plan-out <file> writes one');
  }
}

/** Throws a Failure where the credentials are of another account than the plan. */
export async function refuseOtherAccount(plan: PlanFile, file: string): Promise<void> {
  const [first] = plan.regions;
  if (first === undefined) return;
  const { account, arn } = await callerIdentity(first.region);
  if (account === plan.account) return;
  throw lacking(
    `${file} is a plan for account ${plan.account}, and the credentials are of account ${account} (${arn}); nothing was deleted`,
    `sign in to account ${plan.account}`,
  );
}

/** Reads everything that the plan changes once more. Throws a Failure where the plan does not hold any more. */
export async function refuseStale(
  plan: PlanFile,
  file: string,
  regions: readonly PrunedRegion[],
  terminal: Terminal,
): Promise<void> {
  const stale: string[] = [];
  for (const [index, planned] of plan.regions.entries()) {
    const functions = functionsToChange(planned);
    const region = regions[index];
    if (functions.length === 0 || region === undefined) continue;
    terminal.progress(`Comparing the plan with ${planned.region}`);
    try {
      const settings = { ...plan.settings, scope: { functions } };
      const fresh = await planRegion(region.name, region.calls, settings, systemClock.now());
      stale.push(...staleness(planned, fresh));
    } catch (error) {
      throw pruneFailure(error, 'say what there is', region.name);
    }
  }
  if (stale.length === 0) return;
  throw failed(
    [
      `${file} of ${plan.createdAt} is stale, and nothing was deleted:`,
      ...stale.map((line) => `  ${line}`),
    ].join('\n'),
    'make a new plan with --plan-out, and review it',
  );
}
