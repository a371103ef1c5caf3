import {
  applyPlans,
  awsCalls,
  awsRates,
  createBuckets,
  pacedCalls,
  planRegion,
  type PrunerSettings,
} from '../src/index';
import { FakeLambda } from '../src/testing/fake-lambda';
import { settings } from '../src/testing/prune';
import { listAndDelete } from './list-and-delete';
import { awsQuotas, virtualAws, type VirtualAws } from './virtual-aws';
import { VirtualClock } from './virtual-clock';

const functions = Number(process.env.PRUNER_BENCH_FUNCTIONS ?? 40);
const versions = 60;
const keep = 10;

/** How much longer than the quotas allow a run may take. */
const largestRatio = 1.1;

const DAY = 24 * 60 * 60 * 1000;

/** Every function has an alias that leads to its newest version. */
function account(): { fake: FakeLambda; clock: VirtualClock; aws: VirtualAws } {
  const clock = new VirtualClock();
  const fake = new FakeLambda();
  fake.recording = false;
  for (let index = 0; index < functions; index += 1) {
    const name = `function-${index}`;
    fake.addFunction(name);
    for (let version = 0; version < versions; version += 1) {
      fake.publish(name, { publishedAt: fake.now - 90 * DAY });
    }
    fake.get(name).aliases.set('live', { version: String(versions), weights: {} });
  }
  return { fake, clock, aws: virtualAws(fake, clock) };
}

function total({ counts }: VirtualAws): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}

/** Seconds that the quotas make of the calls that there must be: first the reads, then the deletes. */
function floor(): number {
  const deleted = functions * (versions - keep);
  const lists = Math.ceil((functions * (versions + 1)) / 50) + 4 * functions + 2;
  const reading = Math.max(
    lists / awsQuotas.control,
    // Whether somebody may invoke it is asked of each version.
    deleted / awsQuotas.GetPolicy,
    // The state of each version that stays or goes, and the tags of each function.
    (functions * versions + functions) / awsQuotas.GetFunction,
  );
  // A look at the aliases before each delete.
  return reading + (2 * deleted) / awsQuotas.control;
}

test(
  `${functions} functions with ${versions} versions, at the rates of AWS on a virtual clock`,
  async () => {
    const { fake, clock, aws } = account();
    const buckets = createBuckets(awsRates, clock);
    const calls = pacedCalls(awsCalls(aws.clients), buckets, clock);
    const whole: PrunerSettings = { ...settings, keep };
    const plan = await planRegion(fake.region, calls, whole, fake.now);
    const read = clock.now() / 1_000;
    await applyPlans(plan.functions, calls, { clock, waitForDelete: 600_000 });
    const took = clock.now() / 1_000;

    const usual = account();
    await listAndDelete(usual.aws.clients.lambda, keep, usual.clock);
    const usualTook = usual.clock.now() / 1_000;

    const left = [...fake.functions.keys()].map((name) => fake.published(name).length);
    expect(new Set(left)).toEqual(new Set([keep]));
    const ratio = took / floor();
    const perFunction = (count: number) => (count / functions).toFixed(1);
    process.stdout.write(
      [
        `calls per function ${perFunction(total(aws))}, throttled ${aws.throttles}`,
        ...[...aws.counts].map(([operation, count]) => `  ${operation} ${perFunction(count)}`),
        `run ${took.toFixed(0)} s (reading ${read.toFixed(0)} s), floor of the quotas ${floor().toFixed(0)} s, ratio ${ratio.toFixed(3)}`,
        `list-and-delete loop ${usualTook.toFixed(0)} s with ${perFunction(total(usual.aws))} calls per function, throttled ${usual.aws.throttles}; ratio to it ${(took / usualTook).toFixed(2)}`,
        '',
      ].join('\n'),
    );
    expect(aws.throttles).toBe(0);
    expect(ratio).toBeLessThanOrEqual(largestRatio);
  },
  30 * 60_000,
);
