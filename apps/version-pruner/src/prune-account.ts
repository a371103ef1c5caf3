import {
  applyPlans,
  awsCalls,
  awsRates,
  createAwsClients,
  createBuckets,
  destroyClients,
  fuseTrips,
  pacedCalls,
  planRegion,
  reportOf,
  systemClock,
  type AppliedChange,
  type PrunerSettings,
  type RegionPlan,
  type RegionReport,
} from '@slipway/version-pruner';
import type { InvocationContext } from './handler';
import { log, writeMetrics } from './log';

/** What a run did; for a dry run, what it would have done. */
export interface PruneSummary {
  readonly dryRun: boolean;
  readonly regions: readonly RegionReport[];
}

/** Share of the time that a run may read for; what it has not read by then stays. */
const READING_SHARE = 0.6;
/** Milliseconds at the end of a run for its report. */
const REPORTING_TIME = 10_000;

/**
 * Plans every region, then asks the fuse, then does what the plans say.
 * @param ownRegion the region that the function runs in
 */
export async function pruneAccount(
  settings: PrunerSettings,
  ownRegion: string,
  context: InvocationContext,
): Promise<PruneSummary> {
  const started = systemClock.now();
  const time = context.getRemainingTimeInMillis();
  const regions = (settings.regions ?? [ownRegion]).map((name) => open(name));
  try {
    const plans: RegionPlan[] = [];
    for (const { name, paced } of regions) {
      // Each region gets an equal part of the time that reading has.
      const part = (plans.length + 1) / regions.length;
      const plan = await planRegion(
        name,
        paced(started + time * READING_SHARE * part),
        settings,
        started,
      );
      logPlan(plan);
      plans.push(plan);
    }
    const trip = fuseTrips(
      plans.flatMap(({ functions }) => functions),
      settings.fuse,
    );
    if (trip !== undefined) {
      plans.forEach((plan) => report(plan, reportOf(plan, []), context));
      throw new Error(`The fuse stopped the run, and nothing was deleted: ${trip}`);
    }
    const reports: RegionReport[] = [];
    for (const [index, plan] of plans.entries()) {
      const until = started + time - REPORTING_TIME;
      const changes = settings.dryRun
        ? undefined
        : await applyPlans(plan.functions, regions[index]?.paced(until) ?? never(), {
            clock: systemClock,
            waitForDelete: Math.max(0, until - systemClock.now()),
            onChange: (change) => logChange(plan.region, change),
          });
      // A dry run frees nothing, and its metrics say so.
      report(plan, reportOf(plan, changes ?? []), context);
      reports.push(reportOf(plan, changes));
    }
    failForLeft(reports);
    return { dryRun: settings.dryRun, regions: reports };
  } finally {
    regions.forEach(({ close }) => close());
  }
}

function open(name: string) {
  const clients = createAwsClients(name);
  const calls = awsCalls(clients);
  const buckets = createBuckets(awsRates, systemClock);
  return {
    name,
    paced: (deadline: number) => pacedCalls(calls, buckets, systemClock, deadline),
    close: () => destroyClients(clients),
  };
}

function never(): never {
  throw new Error('a plan without its region');
}

function logPlan({ region, functions, notes }: RegionPlan): void {
  for (const note of notes) log('WARN', 'note', { region, note });
  for (const { name, decisions } of functions) {
    for (const { version, action, reasons } of decisions) {
      log('INFO', 'decision', { region, function: name, version, action, reasons });
    }
  }
}

function logChange(region: string, { functionName, ...change }: AppliedChange): void {
  const level = change.result === 'left' ? 'ERROR' : 'INFO';
  log(level, 'change', { region, function: functionName, ...change });
}

function report(plan: RegionPlan, done: RegionReport, { functionName }: InvocationContext): void {
  for (const warning of done.warnings) log('WARN', 'warning', { region: plan.region, warning });
  log('INFO', 'report', { ...done });
  const vcpuFreed = done.providers.reduce((sum, provider) => sum + provider.vcpuFreed, 0);
  writeMetrics(
    [
      { name: 'VersionsKept', unit: 'Count', value: done.kept },
      { name: 'VersionsCooled', unit: 'Count', value: done.cooled },
      { name: 'VersionsDeleted', unit: 'Count', value: done.deleted },
      {
        name: 'VersionsLeft',
        unit: 'Count',
        value: done.notDone.filter(({ result }) => result === 'left').length,
      },
      { name: 'CodeFreed', unit: 'Bytes', value: done.codeFreed },
      { name: 'VcpuFreed', unit: 'None', value: vcpuFreed },
    ],
    { FunctionName: functionName, PrunedRegion: plan.region },
    [['FunctionName'], ['FunctionName', 'PrunedRegion']],
  );
  for (const { name, versionsAfter } of done.providers) {
    if (versionsAfter === undefined) continue;
    writeMetrics(
      [{ name: 'ProviderVersions', unit: 'Count', value: versionsAfter }],
      { FunctionName: functionName, CapacityProvider: name },
      [[], ['FunctionName'], ['FunctionName', 'CapacityProvider']],
    );
  }
}

/** Most names of versions in an error. */
const NAMED = 5;

function failForLeft(reports: readonly RegionReport[]): void {
  const left = reports.flatMap(({ notDone }) => notDone.filter(({ result }) => result === 'left'));
  if (left.length === 0) return;
  const names = left
    .slice(0, NAMED)
    .map(({ functionName, version, detail }) => `${functionName}:${version} (${detail})`);
  const others = left.length > NAMED ? `, and ${left.length - NAMED} more` : '';
  throw new Error(`${left.length} versions could not be pruned: ${names.join(', ')}${others}`);
}
