import { isDeepStrictEqual } from 'node:util';
import { sortedAliases, type Decision, type FunctionPlan } from './plan';
import type { RegionPlan } from './plan-region';
import { isPublishedVersion } from './qualifier';
import { isRecord } from './settings-reader';
import { readPrunerSettings, SettingsError, type PrunerSettings } from './settings';

const format = 'slipway-prune-plan/1';

/** A plan as a person reviews it and a later run does it. */
export interface PlanFile {
  readonly format: typeof format;
  readonly account: string;
  /** When everything in it was read, in ISO 8601. */
  readonly createdAt: string;
  readonly settings: PrunerSettings;
  readonly regions: readonly RegionPlan[];
}

/** A file is no plan. The message names the file and why. */
export class PlanFileError extends Error {
  override readonly name = 'PlanFileError';
}

/** A plan to write down. */
export function planFile(plan: Omit<PlanFile, 'format'>): PlanFile {
  return { format, ...plan };
}

/**
 * Reads a plan that was written down.
 * @param file for messages
 * @throws PlanFileError
 */
export function parsePlanFile(text: string, file: string): PlanFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new PlanFileError(`${file} is no JSON: ${(error as Error).message}`);
  }
  if (!isRecord(value) || value.format !== format) {
    throw new PlanFileError(`${file} is no plan of \`slipway prune --plan-out\` (${format})`);
  }
  try {
    readPrunerSettings(value.settings, `the settings in ${file}`);
  } catch (error) {
    if (error instanceof SettingsError) throw new PlanFileError(error.message);
    throw error;
  }
  const { account, createdAt, regions } = value;
  if (typeof account !== 'string' || !/^\d{12}$/.test(account)) {
    throw new PlanFileError(`${file} names no account`);
  }
  if (typeof createdAt !== 'string' || Number.isNaN(Date.parse(createdAt))) {
    throw new PlanFileError(`${file} does not say when it was made`);
  }
  if (!Array.isArray(regions) || !regions.every(isRegionPlan)) {
    throw new PlanFileError(`${file} has been changed, and does not read as a plan any more`);
  }
  return value as unknown as PlanFile;
}

function isRegionPlan(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value.region === 'string' &&
    Array.isArray(value.providers) &&
    Array.isArray(value.notes) &&
    Array.isArray(value.functions) &&
    value.functions.every(
      (each) =>
        isRecord(each) &&
        typeof each.name === 'string' &&
        Array.isArray(each.decisions) &&
        each.decisions.every(isDecision),
    )
  );
}

function isDecision(value: unknown): boolean {
  if (!isRecord(value) || typeof value.version !== 'string') return false;
  if (typeof value.codeSize !== 'number' || !Array.isArray(value.reasons)) return false;
  return (
    value.action === 'keep' ||
    ((value.action === 'delete' || value.action === 'cool') && isPublishedVersion(value.version))
  );
}

/** Functions of which a plan changes a version, by name. */
export function functionsToChange({ functions }: RegionPlan): readonly string[] {
  return functions
    .filter(({ decisions }) => decisions.some(({ action }) => action !== 'keep'))
    .map(({ name }) => name);
}

/**
 * Why a plan must not be done any more, a line each; empty where it may. Versions that are gone, and
 * those that were cooled, are what an earlier run did of it.
 * @param fresh the same functions, planned with the same settings now
 */
export function staleness(planned: RegionPlan, fresh: RegionPlan): readonly string[] {
  const byName = new Map(fresh.functions.map((each) => [each.name, each]));
  const changed = new Set(functionsToChange(planned));
  return planned.functions
    .filter(({ name }) => changed.has(name))
    .flatMap((each) => staleFunction(each, byName.get(each.name), fresh));
}

function staleFunction(
  planned: FunctionPlan,
  fresh: FunctionPlan | undefined,
  { notes }: RegionPlan,
): readonly string[] {
  const { name } = planned;
  if (fresh === undefined) {
    // Deleted since, with all its versions; or it could not be read, which a note says.
    return notes.filter((note) => note.startsWith(`${name}: left alone`));
  }
  const now = new Map(fresh.decisions.map((decision) => [decision.version, decision]));
  const changes = planned.decisions.filter(({ action }) => action !== 'keep');
  const left = changes.filter(({ version }) => now.has(version));
  if (left.length === 0) return [];
  // A plan that changes nothing any more did not ask for the aliases.
  const moved =
    fresh.aliases !== undefined &&
    !isDeepStrictEqual(sortedAliases(planned.aliases ?? []), sortedAliases(fresh.aliases));
  return [
    ...(moved
      ? [`${name}: its aliases were ${aliasesText(planned)}, and are ${aliasesText(fresh)}`]
      : []),
    ...left.flatMap((decision) => staleDecision(name, decision, now.get(decision.version))),
  ];
}

function staleDecision(name: string, planned: Decision, fresh: Decision | undefined): string[] {
  if (fresh === undefined || fresh.action === planned.action) return [];
  // Cooling what may be deleted by now takes nothing away, and a cold version may stay cold.
  if (planned.action === 'cool') {
    const cold =
      fresh.action === 'delete' || fresh.reasons.some(({ protection }) => protection === 'cold');
    if (cold) return [];
  }
  if (fresh.reasons.every(({ protection }) => protection === 'deleting')) return [];
  const why = fresh.reasons.map(({ evidence }) => evidence).join('; ');
  return [
    `${name}:${planned.version}: the plan says ${planned.action}, now it is ${fresh.action} (${why})`,
  ];
}

function aliasesText({ aliases = [] }: FunctionPlan): string {
  if (aliases.length === 0) return 'none';
  return sortedAliases(aliases)
    .map(({ name, version, weights }) =>
      [
        `${name} → ${version}`,
        ...Object.entries(weights).map(([other, share]) => `${other} (${share * 100} %)`),
      ].join(' + '),
    )
    .join(', ');
}
