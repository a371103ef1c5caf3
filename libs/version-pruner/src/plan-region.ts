import { atOnce, FUNCTIONS_AT_ONCE } from './at-once';
import { allOf, CallError, MOST_METRICS, type AccountUsage, type PrunerCalls } from './calls';
import { discover, type DiscoveredFunction } from './discover';
import type { FunctionInventory } from './inventory';
import { compare, planFunction, type FunctionPlan } from './plan';
import {
  eventSourcesOf,
  openVersions,
  readFunctionEvidence,
  readInvocations,
  readLimits,
  readVersionEvidence,
} from './read-evidence';
import { SharedReasons } from './shared-reasons';
import type { PrunerSettings } from './settings';

/** What is on a capacity provider. */
export interface ProviderUsage {
  readonly name: string;
  /** Versions that count toward its quota; absent where they cannot be listed. */
  readonly versions?: number;
  /** Instance types that it may start; empty where Lambda chooses, absent where they cannot be read. */
  readonly instanceTypes?: readonly string[];
}

/** What becomes of the versions of a region. */
export interface RegionPlan {
  readonly region: string;
  /** By name. */
  readonly functions: readonly FunctionPlan[];
  /** Capacity providers that the versions are on, by name. */
  readonly providers: readonly ProviderUsage[];
  /** Absent where it cannot be read. */
  readonly account?: AccountUsage;
  /** What a person should know: what was not found, and what could not be read. */
  readonly notes: readonly string[];
}

/** How far reading is: functions that were looked at, of those in scope. */
export type ReadProgress = (done: number, total: number) => void;

/**
 * Reads a region and plans what becomes of its versions. Changes nothing.
 * @param now in milliseconds; the age of versions counts up to it
 * @throws CallError where its functions cannot be listed
 */
export async function planRegion(
  region: string,
  calls: PrunerCalls,
  settings: PrunerSettings,
  now: number,
  progress: ReadProgress = () => undefined,
): Promise<RegionPlan> {
  const { functions, notes } = await discover(calls, settings.scope);
  const providers = await Promise.all(providersOf(functions).map((name) => lookAt(name, calls)));
  const states = new Map(providers.flatMap((provider) => [...provider.states]));
  const eventSources = eventSourcesOf(calls);
  const total = functions.length;
  const plans: FunctionPlan[] = [];
  const reasons = new SharedReasons();
  const finish = (of: FunctionInventory): void => {
    plans.push(reasons.of(planFunction(of, settings, now)));
    progress(plans.length, total);
  };
  const finishOpen = async (batch: readonly FunctionInventory[]): Promise<void> => {
    await readInvocations(batch, calls, settings, now);
    await atOnce(batch, FUNCTIONS_AT_ONCE, async (of) => {
      await readVersionEvidence(of, calls, settings, now);
      await readChangedLimits(of, calls, settings, now);
      finish(of);
    });
  };
  // Functions that wait until one question for invocations is full.
  let waiting: FunctionInventory[] = [];
  let asked = 0;
  await atOnce(drained(functions), FUNCTIONS_AT_ONCE, async (found) => {
    const of = inventoryOf(found, states);
    await readFunctionEvidence(of, calls, eventSources, settings, now);
    const open = openVersions(of, settings, now).length;
    if (open === 0) return finish(of);
    const full = asked + open > MOST_METRICS ? waiting : [];
    if (full.length > 0) [waiting, asked] = [[], 0];
    waiting.push(of);
    asked += open;
    await finishOpen(full);
  });
  await finishOpen(waiting);
  const account = await unlessRefused(() => calls.getAccountUsage());
  return {
    region,
    functions: plans.sort((a, b) => compare(a.name, b.name)),
    providers: providers.map(({ usage }) => usage),
    ...(account && { account }),
    notes,
  };
}

/** The functions, which the list forgets: what was read of one is not needed once it is planned. */
function* drained(functions: DiscoveredFunction[]): Generator<DiscoveredFunction> {
  for (let next = functions.shift(); next !== undefined; next = functions.shift()) yield next;
}

/** @param states of versions on capacity providers, by `<function>:<version>` */
function inventoryOf(
  { name, versions }: DiscoveredFunction,
  states: ReadonlyMap<string, string>,
): FunctionInventory {
  return {
    name,
    versions: versions.map((version) => {
      const state = version.state ?? states.get(`${name}:${version.version}`);
      return state === undefined ? version : { ...version, state };
    }),
    evidence: {},
    ofVersion: new Map(),
  };
}

async function readChangedLimits(
  of: FunctionInventory,
  calls: PrunerCalls,
  settings: PrunerSettings,
  now: number,
): Promise<void> {
  if (of.versions.every(({ provider }) => provider === undefined)) return;
  const changed = planFunction(of, settings, now).decisions.filter(
    ({ action, provider }) => action !== 'keep' && provider !== undefined,
  );
  await readLimits(
    of,
    changed.map(({ version }) => version),
    calls,
  );
}

function providersOf(functions: readonly DiscoveredFunction[]): readonly string[] {
  const names = functions.flatMap(({ versions }) =>
    versions.flatMap(({ provider }) => provider?.name ?? []),
  );
  return [...new Set(names)].sort();
}

interface SeenProvider {
  readonly usage: ProviderUsage;
  /** State of each version on it, by `<function>:<version>`; empty where they cannot be listed. */
  readonly states: ReadonlyMap<string, string>;
}

async function lookAt(name: string, calls: PrunerCalls): Promise<SeenProvider> {
  const [versions, instanceTypes] = await Promise.all([
    unlessRefused(() => allOf((marker) => calls.listProviderVersions(name, marker))),
    unlessRefused(() => calls.getInstanceTypes(name)),
  ]);
  return {
    usage: {
      name,
      ...(versions && { versions: versions.filter(({ state }) => state !== 'Deleting').length }),
      ...(instanceTypes && { instanceTypes }),
    },
    states: new Map(
      versions?.map(({ functionName, version, state }) => [`${functionName}:${version}`, state]),
    ),
  };
}

/** For what only the report shows: undefined where AWS does not say. */
async function unlessRefused<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof CallError) return undefined;
    throw error;
  }
}
