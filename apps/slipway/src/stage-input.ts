import { loadCatalog, stageNamed, type Catalog, type Finding, type Stage } from '@slipway/catalog';
import { buildPlatform, readLocks, type Locks, type PlatformModel } from '@slipway/platform';
import { wrongUsage } from './failure';
import { isFileOf } from './stage-file';

/** The files of a workspace read for one stage. */
export interface StageInput {
  readonly catalog: Catalog;
  /** Absent where the stage's file is broken; `findings` says how. */
  readonly stage?: Stage;
  readonly locks: Locks;
  /** Absent where a finding of severity error stands in the way. */
  readonly model?: PlatformModel;
  /** Of the catalog, the locks and the rules. */
  readonly findings: readonly Finding[];
}

/** Reads the workspace and derives a stage's model. Throws a Failure for a name that is no stage. */
export function readStage(root: string, name: string): StageInput {
  const catalog = loadCatalog(root);
  return deriveStage(catalog, name);
}

/** The same over a catalog that is already read. */
export function deriveStage(catalog: Catalog, name: string): StageInput {
  const stage = stageOf(catalog, name);
  const { locks, findings: ofLocks } = readLocks(catalog.root, name);
  const { model, findings } = stage
    ? buildPlatform({ catalog, stage: name, locks })
    : { model: undefined, findings: [] };
  return { catalog, stage, locks, model, findings: [...catalog.findings, ...ofLocks, ...findings] };
}

function stageOf(catalog: Catalog, name: string): Stage | undefined {
  const { stage, findings } = stageNamed(catalog, name);
  const broken = catalog.findings.some(({ position }) => isFileOf(position.file, name));
  const [unknown] = findings;
  if (!stage && !broken && unknown) throw wrongUsage(unknown.message, unknown.fix);
  return stage;
}
