import type { RegionPlan } from '../index';
import type * as library from '../index';
import { directCalls } from './direct-calls';
import type { FakeLambda } from './fake-lambda';
import { stillClock } from './still-clock';

/** What a case uses of the library, which may be a changed copy of it. */
export type Library = typeof library;

/** Settings that keep one version and protect by age for a week. */
export const settings: library.PrunerSettings = {
  scope: { wholeAccount: true },
  keep: 1,
  minAgeDays: 7,
  invokedWithinDays: 30,
  fuse: { maxDeletes: 1_000_000, maxShare: 1 },
  dryRun: false,
};

/** Plans and does a run, without HTTP and in no time. */
export async function prune(
  lib: Library,
  fake: FakeLambda,
  changes: Partial<library.PrunerSettings> = {},
  calls = directCalls(fake, lib.CallError),
): Promise<{ readonly plan: RegionPlan; readonly applied: readonly library.AppliedChange[] }> {
  const plan = await planOf(lib, fake, changes, calls);
  return { plan, applied: await applyPlan(lib, fake, plan, calls) };
}

export function planOf(
  lib: Library,
  fake: FakeLambda,
  changes: Partial<library.PrunerSettings> = {},
  calls = directCalls(fake, lib.CallError),
): Promise<RegionPlan> {
  return lib.planRegion(fake.region, calls, { ...settings, ...changes }, fake.now);
}

export function applyPlan(
  lib: Library,
  fake: FakeLambda,
  plan: RegionPlan,
  calls = directCalls(fake, lib.CallError),
): Promise<readonly library.AppliedChange[]> {
  const options = { clock: stillClock(fake), waitForDelete: 600_000 };
  return lib.applyPlans(plan.functions, calls, options);
}

const DAY = 24 * 60 * 60 * 1000;

/** A function `quotes` with versions that are a month old. */
export function oldVersions(fake: FakeLambda, count: number, provider?: string): void {
  fake.addFunction('quotes');
  for (let index = 0; index < count; index += 1) {
    fake.publish('quotes', { publishedAt: fake.now - 30 * DAY, ...(provider && { provider }) });
  }
}

/** What a plan says of a version. */
export function decisionOf(plan: RegionPlan, version: string): library.Decision {
  const found = plan.functions[0]?.decisions.find((each) => each.version === version);
  if (!found) throw new Error(`the plan has no version ${version}`);
  return found;
}
