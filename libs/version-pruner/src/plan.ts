import type { AliasRecord, EnvironmentLimits, FunctionInventory, VersionRecord } from './inventory';
import { stateOf } from './inventory';
import { judge, type Judgement, type Reason } from './judge';
import { isPublishedVersion, newerFirst } from './qualifier';
import type { PrunerFuse, PrunerSettings } from './settings';

/** What becomes of a version: it stays, it is scaled to no environments, or it goes. */
export type Action = 'keep' | 'cool' | 'delete';

/** What becomes of one version, and why. */
export interface Decision {
  readonly version: string;
  readonly action: Action;
  /** Why it stays, or why it need not. */
  readonly reasons: readonly Reason[];
  /** Bytes of code storage. */
  readonly codeSize: number;
  /** Name of the capacity provider that it is on. */
  readonly provider?: string;
  /** vCPU that its environments hold at least; absent off a provider, or where they could not be read. */
  readonly vcpu?: number;
  /** Whether it is scaled to no environments already. */
  readonly cold?: true;
  /** Limits that it has, for a restore; absent off a provider, or where they could not be read. */
  readonly limits?: EnvironmentLimits;
}

/** What becomes of the versions of a function. */
export interface FunctionPlan {
  readonly name: string;
  /** Aliases as they were read, for a later run to see whether one has moved; absent where nobody needed them. */
  readonly aliases?: readonly AliasRecord[];
  /** The newest version first. */
  readonly decisions: readonly Decision[];
}

/** The environments that a version begins with: https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-scaling.html */
export const DEFAULT_ENVIRONMENTS = 3;

/**
 * What becomes of every version of a function. The same inventory, settings and time give the same
 * plan. A version whose evidence nobody read stays.
 * @param now in milliseconds
 */
export function planFunction(
  of: FunctionInventory,
  settings: PrunerSettings,
  now: number,
): FunctionPlan {
  const judgements = [...judge(of, settings, now)].sort((a, b) =>
    newerFirst(a.version.version, b.version.version),
  );
  const places = { cold: settings.cold?.keep ?? 0 };
  const { aliases } = of.evidence;
  return {
    name: of.name,
    ...(aliases && 'value' in aliases && { aliases: sortedAliases(aliases.value) }),
    decisions: judgements.map((judgement) => decide(of, judgement, places)),
  };
}

function decide(
  of: FunctionInventory,
  { version, reasons, notAsked }: Judgement,
  places: { cold: number },
): Decision {
  if (reasons.length > 0) return decision(of, version, 'keep', reasons);
  if (notAsked.length > 0) {
    const evidence = `nobody looked for: ${notAsked.join(', ')}`;
    return decision(of, version, 'keep', [{ protection: 'unread', evidence }]);
  }
  const reading = stateOf(of, version);
  const state = reading && 'value' in reading ? reading.value : '';
  if (state === 'Failed') {
    return decision(of, version, 'delete', [
      { protection: 'none', evidence: 'its state is Failed, and nothing needs it' },
    ]);
  }
  if (places.cold > 0) {
    places.cold -= 1;
    return coldDecision(of, version, state);
  }
  return decision(of, version, 'delete', [{ protection: 'none', evidence: 'nothing needs it' }]);
}

function coldDecision(of: FunctionInventory, version: VersionRecord, state: string): Decision {
  const cold = (action: Action, evidence: string) =>
    decision(of, version, action, [{ protection: 'cold', evidence }]);
  if (version.provider === undefined) {
    return cold(
      'keep',
      'kept for a rollback; it is on no capacity provider and costs nothing idle',
    );
  }
  return state === 'Deactivated' || state === 'Deactivating'
    ? cold('keep', `kept for a rollback; its state is ${state}`)
    : cold('cool', 'kept for a rollback, without environments');
}

function decision(
  of: FunctionInventory,
  record: VersionRecord,
  action: Action,
  reasons: readonly Reason[],
): Decision {
  const { version, codeSize, provider } = record;
  if (provider === undefined) return { version, action, reasons, codeSize };
  const state = stateOf(of, record);
  const isIn = (...states: string[]) =>
    state !== undefined && 'value' in state && states.includes(state.value);
  const cold = isIn('Deactivated', 'Deactivating');
  const reading = of.ofVersion.get(version)?.limits;
  const limits = reading && 'value' in reading ? reading.value : undefined;
  const idle = cold || isIn('Failed');
  const known = reading !== undefined && 'value' in reading;
  return {
    ...{ version, action, reasons, codeSize, provider: provider.name },
    ...((known || idle) && {
      vcpu: idle ? 0 : (limits?.min ?? DEFAULT_ENVIRONMENTS) * provider.vcpu,
    }),
    ...(cold && { cold }),
    ...(limits && { limits }),
  };
}

/** Aliases in one order, so that two readings of the same ones are equal. */
export function sortedAliases(aliases: readonly AliasRecord[]): AliasRecord[] {
  return aliases
    .map(({ name, version, weights }) => ({
      name,
      version,
      weights: Object.fromEntries(Object.entries(weights).sort(([a], [b]) => compare(a, b))),
    }))
    .sort((a, b) => compare(a.name, b.name));
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** How many published versions the plans decide about. */
export function publishedIn(plans: readonly FunctionPlan[]): number {
  return plans.reduce(
    (sum, { decisions }) =>
      sum + decisions.filter(({ version }) => isPublishedVersion(version)).length,
    0,
  );
}

/**
 * Why a run may not go on: it would delete more than the fuse lets through. Undefined where it may.
 * @param plans of all regions
 */
export function fuseTrips(plans: readonly FunctionPlan[], fuse: PrunerFuse): string | undefined {
  const published = publishedIn(plans);
  let deleted = 0;
  for (const { decisions } of plans) {
    for (const { action } of decisions) if (action === 'delete') deleted += 1;
  }
  if (deleted > fuse.maxDeletes) {
    return `it would delete ${deleted} versions, and the fuse lets ${fuse.maxDeletes} through`;
  }
  const share = published === 0 ? 0 : deleted / published;
  if (share <= fuse.maxShare) return undefined;
  const percent = (part: number) => `${Math.round(part * 1000) / 10} %`;
  return `it would delete ${deleted} of ${published} versions, ${percent(share)}, and the fuse lets ${percent(fuse.maxShare)} through`;
}
