import { join } from 'node:path';
import {
  loadCatalog,
  servicesFor,
  sortFindings,
  type Catalog,
  type Finding,
} from '@slipway/catalog';
import { formatPlacementLock, place, readLocks, type PlacementLock } from '@slipway/platform';
import { ExitCode } from '../exit-code';
import { wrongUsage } from '../failure';
import { noteFindings, refused } from '../findings-outcome';
import type { CommandContext, Outcome } from '../outcome';
import { describePlace, placeChanges, type PlaceChange } from '../place-changes';
import { stageOf } from '../stage-file';
import { hasErrors } from '../terminal/findings';
import type { Terminal } from '../terminal/terminal';
import { writeAtomically } from '../write-atomically';

interface PlaceOptions {
  readonly stage?: string;
  readonly free?: readonly string[];
  readonly dryRun?: true;
}

/** Gives every service its place in one stage, or in each, and writes the locks that this changes. */
export async function placeServices(
  options: PlaceOptions,
  { root, terminal }: CommandContext,
): Promise<Outcome> {
  const { stage, free, dryRun } = options;
  if (free && !stage) {
    throw wrongUsage('--free needs --stage', 'name the stage whose places are given up');
  }
  const catalog = loadCatalog(root);
  const stages = stage ? [stage] : catalog.stages.map(({ name }) => name);
  const placed = stages.map((name) => placeStage(catalog, name, free));
  const findings = sortFindings([...catalog.findings, ...placed.flatMap((each) => each.findings)]);
  // A service whose file or line is broken would lose its place.
  if (hasErrors(findings)) return refused(findings, 'Nothing was placed', terminal);
  noteFindings(findings, terminal);

  const written = dryRun !== true && placed.some(({ changes }) => changes.length > 0);
  for (const { lock, changes } of placed) {
    if (!lock || changes.length === 0) continue;
    if (written) writeAtomically(join(root, lock.file), formatPlacementLock(lock));
    tell(lock.file, changes, written, terminal);
  }
  if (placed.every(({ changes }) => changes.length === 0)) {
    terminal.result('Every service has its place.');
  }
  const result = placed.map(({ name, lock, changes }) => ({
    stage: name,
    file: lock?.file,
    changes,
  }));
  return { exitCode: ExitCode.ok, findings, result: { stages: result, written } };
}

interface PlacedStage {
  readonly name: string;
  /** Absent where a finding stands in the way. */
  readonly lock?: PlacementLock;
  readonly changes: readonly PlaceChange[];
  readonly findings: readonly Finding[];
}

function placeStage(
  catalog: Catalog,
  name: string,
  free: readonly string[] | undefined,
): PlacedStage {
  const stage = stageOf(catalog, name);
  const { locks, findings: ofLocks } = readLocks(catalog.root, name);
  const { services, findings: ofServices } = servicesFor(catalog, name);
  const before = [...ofLocks, ...ofServices];
  if (!stage || hasErrors([...catalog.findings, ...before])) {
    return { name, changes: [], findings: before };
  }
  const { placement } = locks;
  const { lock, findings } = place({ stage, services, lock: placement, free });
  return { name, lock, changes: placeChanges(placement, lock), findings: [...before, ...findings] };
}

function tell(
  file: string,
  changes: readonly PlaceChange[],
  written: boolean,
  terminal: Terminal,
): void {
  for (const change of changes) terminal.result(describePlace(change));
  terminal.result(written ? `Written to ${file}; commit it.` : `${file} would change.`);
}
