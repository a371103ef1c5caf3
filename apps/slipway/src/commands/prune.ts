import { resolve } from 'node:path';
import {
  applyPlans,
  fuseTrips,
  planFile,
  planRegion,
  reportOf,
  systemClock,
  type AppliedChange,
  type PlanFile,
  type RegionPlan,
} from '@slipway/version-pruner';
import { callerIdentity } from '../aws/identity';
import { ExitCode } from '../exit-code';
import { failed, wrongUsage } from '../failure';
import type { CommandContext, Outcome } from '../outcome';
import { planHeadings, planRows } from '../prune/plan-rows';
import { ProgressBar } from '../prune/progress-bar';
import type { PruneOptions } from '../prune/prune-options';
import { pruneSettings } from '../prune/prune-settings';
import { pruneFailure, withRegions, type PrunedRegion } from '../prune/pruned-region';
import { reportLines } from '../prune/report-lines';
import { readPlan, refuseOtherAccount, refuseStale } from '../prune/reviewed-plan';
import pc from 'picocolors';
import { markdownTable } from '../terminal/markdown-table';
import { formatTable } from '../terminal/table';
import type { Terminal } from '../terminal/terminal';
import { writeAtomically } from '../write-atomically';

/** Deletes versions of functions that nothing needs; without `--apply` it says which. */
export async function prune(options: PruneOptions, { terminal }: CommandContext): Promise<Outcome> {
  if (options.applyPlan !== undefined) return applyReviewed(options, options.applyPlan, terminal);
  if (options.apply && options.planOut !== undefined) {
    throw wrongUsage('--apply does at once what --plan-out is for a review of', 'leave out one');
  }
  const settings = pruneSettings(options);
  terminal.progress('Checking the credentials');
  const [first = ''] = settings.regions;
  const { account, arn } = await callerIdentity(first);
  terminal.note(`Account ${account}, ${settings.regions.join(', ')}, as ${arn}`);
  return withRegions(settings.regions, async (regions) => {
    const createdAt = new Date(systemClock.now()).toISOString();
    const plans: RegionPlan[] = [];
    for (const region of regions) plans.push(await planOf(region, settings, terminal));
    const plan = planFile({ account, createdAt, settings, regions: plans });
    showPlan(plan, options, terminal);
    if (options.planOut !== undefined) {
      writeAtomically(resolve(options.planOut), `${JSON.stringify(plan, null, 1)}\n`);
      terminal.note(`Wrote ${options.planOut}: slipway prune --apply-plan ${options.planOut}`);
    }
    return options.apply
      ? apply(plan, regions, options, terminal)
      : dryRun(plan, options, terminal);
  });
}

const colorless = pc.createColors(false);

/** Options that a plan has its own settings for. */
const ofThePlan = [
  ...['region', 'capacityProvider', 'function', 'prefix', 'tag', 'all', 'keep', 'minAge'],
  ...['invokedWithin', 'cold', 'pin', 'maxDeletes', 'maxShare', 'apply', 'planOut'],
] as const;

async function applyReviewed(
  options: PruneOptions,
  file: string,
  terminal: Terminal,
): Promise<Outcome> {
  const given = ofThePlan.filter((name) => name in options);
  if (given.length > 0) {
    const flags = given.map((name) => `--${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`);
    throw wrongUsage(`--apply-plan takes no ${flags.join(', ')}: the plan says it`);
  }
  const plan = readPlan(file);
  terminal.progress('Checking the credentials');
  await refuseOtherAccount(plan, file);
  return withRegions(
    plan.regions.map(({ region }) => region),
    async (regions) => {
      await refuseStale(plan, file, regions, terminal);
      showPlan(plan, options, terminal);
      return apply(plan, regions, options, terminal);
    },
  );
}

async function planOf(
  { name, calls }: PrunedRegion,
  settings: Parameters<typeof planRegion>[2],
  terminal: Terminal,
): Promise<RegionPlan> {
  terminal.progress(`Reading ${name}`);
  const bar = new ProgressBar('functions read');
  try {
    return await planRegion(name, calls, settings, systemClock.now(), (done, total) =>
      bar.show(done, total),
    );
  } catch (error) {
    throw pruneFailure(error, 'list the functions', name);
  } finally {
    bar.end();
  }
}

function showPlan({ regions }: PlanFile, options: PruneOptions, terminal: Terminal): void {
  for (const { region, notes } of regions) {
    for (const note of notes) terminal.note(`${terminal.err.yellow('note')} ${region}: ${note}`);
  }
  const headings = [...planHeadings];
  if (options.markdown) {
    const rows = planRows(regions, options.kept === true, colorless);
    if (rows.length > 0) terminal.result(`${markdownTable(headings, rows)}\n`);
    return;
  }
  const rows = planRows(regions, options.kept === true, terminal.out);
  if (rows.length > 0) terminal.result(`${formatTable(headings, rows, terminal.out)}\n`);
}

function dryRun(plan: PlanFile, options: PruneOptions, terminal: Terminal): Outcome {
  const trip = tripOf(plan);
  if (trip !== undefined) {
    terminal.note(`${terminal.err.yellow('warning')} The fuse would stop this run: ${trip}`);
  }
  const reports = showReports(plan, undefined, options, terminal);
  const changes = reports.some(({ deleted, cooled }) => deleted + cooled > 0);
  terminal.result(changes ? 'Nothing was changed; --apply does it.' : 'There is nothing to do.');
  return {
    exitCode: ExitCode.ok,
    findings: [],
    result: { applied: false, fuse: trip ?? null, reports, plan },
  };
}

async function apply(
  plan: PlanFile,
  regions: readonly PrunedRegion[],
  options: PruneOptions,
  terminal: Terminal,
): Promise<Outcome> {
  const trip = tripOf(plan);
  if (trip !== undefined) {
    throw failed(
      `The fuse stopped the run, and nothing was deleted: ${trip}`,
      'look at the plan; if it is right, raise --max-deletes or --max-share',
    );
  }
  const changes: (readonly AppliedChange[])[] = [];
  for (const [index, { region, functions }] of plan.regions.entries()) {
    const calls = regions[index]?.calls;
    if (calls === undefined) throw new Error(`no calls for ${region}`);
    changes.push(await applyRegion(functions, calls));
  }
  const reports = showReports(plan, changes, options, terminal);
  const left = changes.flat().filter(({ result }) => result === 'left' || result === 'late');
  if (left.length > 0) {
    terminal.result(`${left.length} versions are left. What was done stays done; run it again.`);
  }
  return {
    exitCode: left.length > 0 ? ExitCode.failed : ExitCode.ok,
    findings: [],
    result: { applied: true, fuse: null, reports, changes: changes.flat(), plan },
  };
}

/** Milliseconds that a person waits for AWS to delete a version. */
const WAIT_FOR_DELETE = 10 * 60_000;

async function applyRegion(
  functions: RegionPlan['functions'],
  calls: PrunedRegion['calls'],
): Promise<readonly AppliedChange[]> {
  const total = functions.reduce(
    (sum, { decisions }) => sum + decisions.filter(({ action }) => action !== 'keep').length,
    0,
  );
  const bar = new ProgressBar('versions');
  let done = 0;
  try {
    return await applyPlans(functions, calls, {
      clock: systemClock,
      waitForDelete: WAIT_FOR_DELETE,
      onChange: () => {
        done += 1;
        bar.show(done, total);
      },
    });
  } finally {
    bar.end();
  }
}

function tripOf({ regions, settings }: PlanFile): string | undefined {
  return fuseTrips(
    regions.flatMap(({ functions }) => functions),
    settings.fuse,
  );
}

function showReports(
  plan: PlanFile,
  changes: readonly (readonly AppliedChange[])[] | undefined,
  options: PruneOptions,
  terminal: Terminal,
) {
  const reports = plan.regions.map((region, index) =>
    reportOf(region, changes?.[index], options.vcpuPrice),
  );
  for (const report of reports) {
    const lines = reportLines(report, changes !== undefined);
    terminal.result(lines.map((line) => (options.markdown ? `- ${line.trim()}` : line)).join('\n'));
    for (const warning of report.warnings) {
      terminal.note(`${terminal.err.yellow('warning')} ${report.region}: ${warning}`);
    }
  }
  return reports;
}
