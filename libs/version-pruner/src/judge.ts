import type { FunctionInventory, VersionRecord } from './inventory';
import { stateOf } from './inventory';
import { notAsked, protections } from './protections';
import { isPublishedVersion, newerFirst } from './qualifier';
import type { PrunerSettings } from './settings';

/** Why a version stays: a protection, and what it saw. */
export interface Reason {
  readonly protection: string;
  readonly evidence: string;
}

/** What is known of a version so far. */
export interface Judgement {
  readonly version: VersionRecord;
  /** Why it stays; empty where nothing that was asked protects it. */
  readonly reasons: readonly Reason[];
  /** Protections whose evidence nobody asked for; of interest where nothing else protects the version. */
  readonly notAsked: readonly string[];
  /** Whether its place among the newest depends on its state, which nobody asked for. */
  readonly stateDecides: boolean;
}

/**
 * Judges every version of a function by what has been read of it so far.
 * @param now in milliseconds
 */
export function judge(
  of: FunctionInventory,
  settings: PrunerSettings,
  now: number,
): readonly Judgement[] {
  const { newest, unsure } = newestOf(of, settings.keep);
  return of.versions.map((version) => {
    const reasons: Reason[] = [];
    const missing: string[] = [];
    for (const protection of protections) {
      const evidence = protection.evidence({ version, of, settings, now, newest });
      if (evidence === notAsked) missing.push(protection.id);
      else if (evidence !== undefined) reasons.push({ protection: protection.id, evidence });
    }
    const stateDecides = unsure.has(version.version);
    return { version, reasons, notAsked: missing, stateDecides };
  });
}

/** States of a version that a rollback cannot go to, so that it holds no place among the newest. */
const holdNoPlace = new Set(['Failed', 'Pending', 'Deleting']);

/** The newest versions that hold a place, and those of them whose state is not known yet. */
function newestOf(
  of: FunctionInventory,
  keep: number,
): { readonly newest: ReadonlySet<string>; readonly unsure: ReadonlySet<string> } {
  const newest = new Set<string>();
  const unsure = new Set<string>();
  const published = of.versions
    .filter(({ version }) => isPublishedVersion(version))
    .sort((a, b) => newerFirst(a.version, b.version));
  for (const version of published) {
    if (newest.size === keep) break;
    const state = stateOf(of, version);
    if (state === undefined) unsure.add(version.version);
    // What could not be read stays anyway, and takes no place from what is known to work.
    else if ('unread' in state || holdNoPlace.has(state.value)) continue;
    newest.add(version.version);
  }
  return { newest, unsure };
}
