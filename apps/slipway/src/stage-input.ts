import { loadCatalog, type Catalog, type Finding, type Stage } from '@slipway/catalog';
import { buildPlatform, readLocks, type Locks, type PlatformModel } from '@slipway/platform';
import { stageOf } from './stage-file';

/** The files of a workspace read for one stage. */
export interface StageInput {
  /** Absent where the stage's file is broken; `findings` says how. */
  readonly stage?: Stage;
  /** Absent where a finding of severity error stands in the way. */
  readonly model?: PlatformModel;
  /** Of the catalog, the locks and the rules. */
  readonly findings: readonly Finding[];
}

/** Reads the workspace and derives a stage's model. Throws a Failure for a name that is no stage. */
export function readStage(root: string, name: string): StageInput {
  return deriveStage(loadCatalog(root), name);
}

/**
 * Derives a stage for a command that writes its image lock: what the lock lacks stands in no way, and
 * is not found. Throws a Failure for a name that is no stage.
 */
export function deriveStageToBuild(catalog: Catalog, name: string): StageInput {
  const withoutImages = (locks: Locks): Locks => ({
    ...locks,
    images: { ...locks.images, entries: new Map() },
  });
  const { findings, ...input } = deriveStage(catalog, name, withoutImages);
  return { ...input, findings: findings.filter(({ rule }) => rule !== 'SLP2201') };
}

/** The same over a catalog that is already read. */
export function deriveStage(
  catalog: Catalog,
  name: string,
  change: (locks: Locks) => Locks = (locks) => locks,
): StageInput {
  const stage = stageOf(catalog, name);
  const { locks, findings: ofLocks } = readLocks(catalog.root, name);
  const { model, findings } = buildPlatform({ catalog, stage: name, locks: change(locks) });
  return { stage, model, findings: [...catalog.findings, ...ofLocks, ...(stage ? findings : [])] };
}
