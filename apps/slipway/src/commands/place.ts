import { join } from 'node:path';
import { loadCatalog, servicesFor, type Finding } from '@slipway/catalog';
import { formatPlacementLock, place, readLocks } from '@slipway/platform';
import { ExitCode } from '../exit-code';
import { noteFindings, refused } from '../findings-outcome';
import type { CommandContext, Outcome } from '../outcome';
import { describePlace, placeChanges } from '../place-changes';
import { stageOf } from '../stage-file';
import { hasErrors } from '../terminal/findings';
import { writeAtomically } from '../write-atomically';

interface PlaceOptions {
  readonly stage: string;
  readonly free?: readonly string[];
  readonly dryRun?: true;
}

/** Gives every service of a stage its place, and writes the lock where that changes it. */
export async function placeServices(
  options: PlaceOptions,
  { root, terminal }: CommandContext,
): Promise<Outcome> {
  const catalog = loadCatalog(root);
  const stage = stageOf(catalog, options.stage);
  const { locks, findings: ofLocks } = readLocks(root, options.stage);
  const { services, findings: ofServices } = servicesFor(catalog, options.stage);
  const before: Finding[] = [...catalog.findings, ...ofLocks, ...ofServices];
  // A service whose file or line is broken would lose its place.
  if (!stage || hasErrors(before)) return refused(before, 'Nothing was placed', terminal);

  const { placement } = locks;
  const { lock, findings: ofPlaces } = place({
    stage,
    services,
    lock: placement,
    free: options.free,
  });
  const findings = [...before, ...ofPlaces];
  if (hasErrors(findings)) return refused(findings, 'Nothing was placed', terminal);
  noteFindings(findings, terminal);

  const changes = placeChanges(placement, lock);
  const written = changes.length > 0 && !options.dryRun;
  if (written) writeAtomically(join(root, lock.file), formatPlacementLock(lock));
  for (const change of changes) terminal.result(describePlace(change));
  if (changes.length === 0) terminal.result(`Every service has its place in ${lock.file}.`);
  else terminal.result(written ? `Written to ${lock.file}; commit it.` : 'Nothing was written.');
  return {
    exitCode: ExitCode.ok,
    findings,
    result: { stage: options.stage, file: lock.file, changes, written },
  };
}
