import { atOnce } from './at-once';
import { allOf, CallError, MOST_METRICS, type PrunerCalls, type VersionName } from './calls';
import type {
  FunctionEvidence,
  FunctionInventory,
  QualifierUse,
  Reading,
  Readings,
  VersionEvidence,
  VersionRecord,
} from './inventory';
import { judge, type Judgement } from './judge';
import type { PrunerSettings } from './settings';

/** Event source mappings of all functions, which AWS lists together. */
export type EventSources = () => Promise<Reading<ReadonlyMap<string, readonly QualifierUse[]>>>;

const DAY = 24 * 60 * 60 * 1000;

/** What was read, or why it could not be. An error that is no answer of AWS is a bug, and thrown. */
async function reading<T>(read: () => Promise<T>): Promise<Reading<T>> {
  try {
    return { value: await read() };
  } catch (error) {
    if (error instanceof CallError) return { unread: `unknown, for ${error.message}` };
    throw error;
  }
}

/** Reads the mappings once, when they are first asked for. */
export function eventSourcesOf(calls: PrunerCalls): EventSources {
  let read: ReturnType<EventSources> | undefined;
  return () =>
    (read ??= reading(async () => {
      const byFunction = new Map<string, QualifierUse[]>();
      for (const { functionName, ...use } of await allOf((marker) =>
        calls.listEventSources(marker),
      )) {
        const uses = byFunction.get(functionName);
        if (uses) uses.push(use);
        else byFunction.set(functionName, [use]);
      }
      return byFunction;
    }));
}

/**
 * Reads what decides about the versions of a function as a whole, and asks nothing more once something
 * protects each of them.
 */
export async function readFunctionEvidence(
  of: FunctionInventory,
  calls: PrunerCalls,
  eventSources: EventSources,
  settings: PrunerSettings,
  now: number,
): Promise<void> {
  const anyOpen = async (): Promise<boolean> => {
    for (;;) {
      const judgements = judge(of, settings, now);
      const open = judgements.some(isOpen);
      // A place that nobody waits for matters only to the version that holds it: one that failed goes.
      const unsure = judgements.filter(
        ({ stateDecides, reasons }) => stateDecides && (open || reasons.length === 1),
      );
      if (unsure.length === 0) return open;
      await Promise.all(unsure.map(({ version }) => readState(of, version.version, calls)));
    }
  };
  if (!(await anyOpen())) return;
  const { name, evidence } = of;
  evidence.aliases = await reading(() => allOf((marker) => calls.listAliases(name, marker)));
  if (!(await anyOpen())) return;
  Object.assign(evidence, await functionEvidence(name, calls, eventSources));
  await anyOpen();
}

/** Reads what is asked of each version by itself, for those that nothing protects so far. */
export async function readVersionEvidence(
  of: FunctionInventory,
  calls: PrunerCalls,
  settings: PrunerSettings,
  now: number,
): Promise<void> {
  const { name } = of;
  await Promise.all(
    openVersions(of, settings, now).map(async ({ version, durable }) => {
      const [policy, running] = await Promise.all([
        reading(() => calls.getPolicy(name, version)),
        durable
          ? reading(() => allOf((marker) => calls.listRunning(name, version, marker)))
          : undefined,
      ]);
      Object.assign(evidenceOf(of, version), { policy, ...(running && { running }) });
    }),
  );
  await Promise.all(
    openVersions(of, settings, now)
      .filter(({ state }) => state === undefined)
      .map(({ version }) => readState(of, version, calls)),
  );
}

/** Versions that nothing that was asked protects. */
export function openVersions(
  of: FunctionInventory,
  settings: PrunerSettings,
  now: number,
): readonly VersionRecord[] {
  return judge(of, settings, now)
    .filter(isOpen)
    .map(({ version }) => version);
}

function isOpen({ reasons }: Judgement): boolean {
  return reasons.length === 0;
}

async function functionEvidence(
  name: string,
  calls: PrunerCalls,
  eventSources: EventSources,
): Promise<Omit<Readings<FunctionEvidence>, 'aliases'>> {
  const [provisioned, invokeConfigs, urls, tags, mappings] = await Promise.all([
    reading(() => allOf((marker) => calls.listProvisioned(name, marker))),
    reading(() => allOf((marker) => calls.listInvokeConfigs(name, marker))),
    reading(() => allOf((marker) => calls.listUrls(name, marker))),
    reading(async () => {
      const details = await calls.getFunction(name);
      if (details?.tags) return details.tags;
      throw new CallError('GetFunction', 'denied', 'it does not say the tags');
    }),
    eventSources(),
  ]);
  const uses = 'unread' in mappings ? mappings : { value: mappings.value.get(name) ?? [] };
  return { provisioned, invokeConfigs, urls, tags, eventSources: uses };
}

async function readState(
  of: FunctionInventory,
  version: string,
  calls: PrunerCalls,
): Promise<void> {
  const known = evidenceOf(of, version);
  known.state ??= await reading(async () => {
    const details = await calls.getFunction(of.name, version);
    // It went while this run was reading.
    return details?.state ?? 'Deleting';
  });
}

function evidenceOf(of: FunctionInventory, version: string): Readings<VersionEvidence> {
  const known = of.ofVersion.get(version);
  if (known) return known;
  const none: Readings<VersionEvidence> = {};
  of.ofVersion.set(version, none);
  return none;
}

/** Asks how often the versions that nothing else protects were invoked by number. */
export async function readInvocations(
  functions: readonly FunctionInventory[],
  calls: PrunerCalls,
  settings: PrunerSettings,
  now: number,
): Promise<void> {
  const open = functions.flatMap((of) =>
    openVersions(of, settings, now).map(({ version }) => ({ of, version })),
  );
  const batches = Array.from({ length: Math.ceil(open.length / MOST_METRICS) }, (_, index) =>
    open.slice(index * MOST_METRICS, (index + 1) * MOST_METRICS),
  );
  const since = now - settings.invokedWithinDays * DAY;
  await atOnce(batches, 4, async (batch) => {
    const names = batch.map(({ of, version }): VersionName => ({ functionName: of.name, version }));
    const counts = await reading(() => calls.countInvocations(names, since, now));
    batch.forEach(({ of, version }, index) => {
      evidenceOf(of, version).invocations =
        'unread' in counts ? counts : { value: counts.value[index] ?? 0 };
    });
  });
}

/** Reads the limits of versions that are about to change, for the report and for a restore. */
export async function readLimits(
  of: FunctionInventory,
  versions: readonly string[],
  calls: PrunerCalls,
): Promise<void> {
  await Promise.all(
    versions.map(async (version) => {
      evidenceOf(of, version).limits = await reading(() => calls.getLimits(of.name, version));
    }),
  );
}
