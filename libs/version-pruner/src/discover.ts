import { atOnce, FUNCTIONS_AT_ONCE } from './at-once';
import { allOf, CallError, type PrunerCalls } from './calls';
import type { VersionRecord } from './inventory';
import type { PrunerScope } from './settings';

/** A function in scope with all its versions. */
export interface DiscoveredFunction {
  readonly name: string;
  readonly versions: readonly VersionRecord[];
}

export interface Discovery {
  /** Those with the most versions first, so that a run whose time ends has done most. */
  readonly functions: DiscoveredFunction[];
  /** What a person should know: what was not found, and what could not be read. */
  readonly notes: readonly string[];
}

/**
 * Finds the functions in scope with their versions. A function whose versions or tags cannot be read is
 * left out, with a note.
 * @throws CallError where the functions themselves cannot be listed
 */
export async function discover(calls: PrunerCalls, scope: PrunerScope): Promise<Discovery> {
  const notes: string[] = [];
  const found = scope.functions
    ? await versionsOf(calls, scope.functions, notes)
    : scope.capacityProviders
      ? await onProviders(calls, scope.capacityProviders, notes)
      : await scan(calls);
  const named = found.filter(({ name, versions }) => isNamed(name, versions, scope));
  const functions = scope.tag ? await withTag(calls, named, scope.tag, notes) : named;
  return {
    functions: [...functions].sort(
      (a, b) => b.versions.length - a.versions.length || (a.name < b.name ? -1 : 1),
    ),
    notes: notes.sort(),
  };
}

function isNamed(name: string, versions: readonly VersionRecord[], scope: PrunerScope): boolean {
  const { prefix, capacityProviders } = scope;
  if (prefix !== undefined && !name.startsWith(prefix)) return false;
  return (
    capacityProviders === undefined ||
    versions.some(({ provider }) => provider && capacityProviders.includes(provider.name))
  );
}

async function scan(calls: PrunerCalls): Promise<DiscoveredFunction[]> {
  const versions = new Map<string, VersionRecord[]>();
  let marker: string | undefined;
  do {
    const { items, next } = await calls.listAllVersions(marker);
    for (const { functionName, record } of items) {
      const known = versions.get(functionName);
      if (known) known.push(record);
      else versions.set(functionName, [record]);
    }
    marker = next;
  } while (marker !== undefined);
  return [...versions].map(([name, of]) => ({ name, versions: of }));
}

async function onProviders(
  calls: PrunerCalls,
  providers: readonly string[],
  notes: string[],
): Promise<DiscoveredFunction[]> {
  const names = new Set<string>();
  for (const provider of providers) {
    try {
      const on = await allOf((marker) => calls.listProviderVersions(provider, marker));
      for (const { functionName } of on) names.add(functionName);
    } catch (error) {
      if (!(error instanceof CallError) || error.failure === 'late') throw error;
      notes.push(
        `${provider}: its versions cannot be listed, so all functions were (${error.message})`,
      );
      return scan(calls);
    }
  }
  if (names.size === 0) notes.push(`no function has a version on ${providers.join(', ')}`);
  return versionsOf(calls, [...names].sort(), notes);
}

async function versionsOf(
  calls: PrunerCalls,
  names: readonly string[],
  notes: string[],
): Promise<DiscoveredFunction[]> {
  const functions: DiscoveredFunction[] = [];
  await atOnce(names, FUNCTIONS_AT_ONCE, async (name) => {
    try {
      functions.push({ name, versions: await allOf((marker) => calls.listVersions(name, marker)) });
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      notes.push(
        error.failure === 'absent'
          ? `${name}: there is no such function`
          : `${name}: left alone, since its versions cannot be read (${error.message})`,
      );
    }
  });
  return functions;
}

async function withTag(
  calls: PrunerCalls,
  functions: readonly DiscoveredFunction[],
  tag: NonNullable<PrunerScope['tag']>,
  notes: string[],
): Promise<DiscoveredFunction[]> {
  const tagged: DiscoveredFunction[] = [];
  await atOnce(functions, FUNCTIONS_AT_ONCE, async (each) => {
    try {
      const details = await calls.getFunction(each.name);
      if (details && details.tags === undefined) {
        notes.push(`${each.name}: left alone, since its tags cannot be read`);
      } else if (details?.tags?.[tag.key] === tag.value) tagged.push(each);
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      notes.push(`${each.name}: left alone, since its tags cannot be read (${error.message})`);
    }
  });
  return tagged;
}
