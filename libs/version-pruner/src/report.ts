import type { AppliedChange } from './apply';
import { publishedIn, type Decision } from './plan';
import type { ProviderUsage, RegionPlan } from './plan-region';
import { monthlyPrice, type MonthlyPrice } from './prices';

/** Function versions that a capacity provider takes; AWS does not raise it: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const PROVIDER_VERSIONS = 100;
/** Versions from which on a report warns. */
export const PROVIDER_VERSIONS_WARNING = 80;

/** What a run frees on a capacity provider. */
export interface ProviderReport {
  readonly name: string;
  /** Versions that count toward the quota; absent where they cannot be listed. */
  readonly versionsBefore?: number;
  readonly versionsAfter?: number;
  /** vCPU that the environments of what goes or cools hold at least. */
  readonly vcpuFreed: number;
  /** Versions that go or cool whose vCPU could not be read. */
  readonly vcpuUnknown: number;
  readonly dollarsPerMonth: MonthlyPrice;
}

/** What a run frees in a region; for one that changes nothing, what it would free. */
export interface RegionReport {
  readonly region: string;
  readonly published: number;
  readonly kept: number;
  readonly cooled: number;
  readonly deleted: number;
  /** What was planned and could not be done, or was needed after all. */
  readonly notDone: readonly AppliedChange[];
  /** Bytes of code storage. */
  readonly codeFreed: number;
  readonly codeBefore?: number;
  readonly codeAfter?: number;
  readonly codeLimit?: number;
  readonly providers: readonly ProviderReport[];
  readonly warnings: readonly string[];
}

/**
 * Sums up a plan, or what became of it.
 * @param changes what was done; without it, everything planned counts as done
 * @param perVcpuHour dollars that a vCPU costs in an hour, where the caller knows
 */
export function reportOf(
  plan: RegionPlan,
  changes?: readonly AppliedChange[],
  perVcpuHour?: number,
): RegionReport {
  const done = changes && new Map(changes.map((change) => [idOf(change), change]));
  const isDone = (id: string): boolean => {
    if (done === undefined) return true;
    const result = done.get(id)?.result;
    return result === 'deleted' || result === 'cooled' || result === 'gone';
  };
  const changed = plan.functions.flatMap(({ name, decisions }) =>
    decisions.filter(({ action, version }) => action !== 'keep' && isDone(`${name}:${version}`)),
  );
  const deleted = changed.filter(({ action }) => action === 'delete');
  const published = publishedIn(plan.functions);
  const codeFreed = deleted.reduce((sum, { codeSize }) => sum + codeSize, 0);
  const { account } = plan;
  const providers = plan.providers.map((provider) =>
    providerReport(provider, changed, plan.region, perVcpuHour),
  );
  return {
    region: plan.region,
    published,
    kept: published - changed.length,
    cooled: changed.length - deleted.length,
    deleted: deleted.length,
    notDone: (changes ?? []).filter((change) => !isDone(idOf(change))),
    codeFreed,
    ...(account && {
      codeBefore: account.codeBytes,
      codeAfter: Math.max(0, account.codeBytes - codeFreed),
      codeLimit: account.codeLimit,
    }),
    providers,
    warnings: [...providers.flatMap(quotaWarning), ...coldAliases(plan)],
  };
}

function idOf({ functionName, version }: AppliedChange): string {
  return `${functionName}:${version}`;
}

function providerReport(
  { name, versions, instanceTypes }: ProviderUsage,
  changed: readonly Decision[],
  region: string,
  perVcpuHour: number | undefined,
): ProviderReport {
  const here = changed.filter(({ provider }) => provider === name);
  const deleted = here.filter(({ action }) => action === 'delete').length;
  const vcpuFreed = here.reduce((sum, { vcpu = 0 }) => sum + vcpu, 0);
  return {
    name,
    ...(versions !== undefined && {
      versionsBefore: versions,
      versionsAfter: Math.max(0, versions - deleted),
    }),
    vcpuFreed,
    vcpuUnknown: here.filter(({ vcpu }) => vcpu === undefined).length,
    dollarsPerMonth: monthlyPrice(vcpuFreed, region, instanceTypes, perVcpuHour),
  };
}

function quotaWarning({ name, versionsAfter }: ProviderReport): string[] {
  if (versionsAfter === undefined || versionsAfter < PROVIDER_VERSIONS_WARNING) return [];
  return [
    `capacity provider ${name} keeps ${versionsAfter} versions of the ${PROVIDER_VERSIONS} that AWS allows, and publishing fails beyond them: keep fewer, or move functions to another one`,
  ];
}

/** An alias that was moved to a cold version answers errors. */
function coldAliases({ functions }: RegionPlan): string[] {
  return functions.flatMap(({ name, decisions }) =>
    decisions
      .filter(
        ({ cold, reasons }) => cold && reasons.some(({ protection }) => protection === 'alias'),
      )
      .map(
        ({ version, reasons }) =>
          `${name}:${version} has no environments, and ${reasons.find(({ protection }) => protection === 'alias')?.evidence} leads to it: slipway prune restore ${name}:${version}`,
      ),
  );
}
