import { nodeDisk } from './files/disk';
import type { Finding } from './finding';
import { localStage } from './local-stage';
import { nearest } from './nearest';
import { report } from './report';
import type { Service } from './service';
import { loadServices, type CatalogService } from './services/load-services';
import { stageCallFindings } from './services/call-findings';
import { placedFunctionFindings } from './services/placed-function-findings';
import { sharedBasePaths } from './services/shared-base-paths';
import { sortFindings } from './sort-findings';
import type { Stage } from './stage';
import { loadStages, type CatalogStage } from './stages/load-stages';

/** Everything people have written: the services and the stages of a workspace. */
export interface Catalog {
  /** Absolute path of the workspace. */
  readonly root: string;
  /** Those whose files have no error, by folder. */
  readonly services: readonly CatalogService[];
  /** All that have a file, by name. */
  readonly stages: readonly CatalogStage[];
  /** What is wrong with the files, errors first. */
  readonly findings: readonly Finding[];
}

/** Reads every `apps/*\/service.yaml` and `stacks/stages/*.yaml` of a workspace. Never throws for what is in them. */
export function loadCatalog(root: string): Catalog {
  const { stages, findings: ofStages } = loadStages(nodeDisk, root);
  const names = stages.map(({ name }) => name);
  const { services, findings: ofServices } = loadServices(nodeDisk, root, names);
  return { root, services, stages, findings: sortFindings([...ofStages, ...ofServices]) };
}

/** The stage of a name; without `stage` either the findings or those of the catalog say why. */
export function stageNamed(
  { stages }: Catalog,
  name: string,
): { readonly stage?: Stage; readonly findings: readonly Finding[] } {
  const known = stages.find((candidate) => candidate.name === name);
  if (known) return { stage: known.stage, findings: [] };
  const names = stages.map((candidate) => candidate.name);
  const meant = nearest(name, names);
  const file = `stacks/stages/${name}.yaml`;
  const message = `there is no stage ${name}; the stages are ${names.join(', ') || 'none'}`;
  const fix = meant ? `use ${meant}, or write ${file}` : `write ${file}`;
  return { findings: [report('SLP1109', { file, line: 1, column: 1 }, message, fix)] };
}

/** The services that run in a stage, by folder, with the stage's defaults and differences applied. */
export function servicesFor(
  catalog: Catalog,
  stageName: string,
): { readonly services: readonly Service[]; readonly findings: readonly Finding[] } {
  const { stage, findings: ofStage } = stageNamed(catalog, stageName);
  if (!stage) return { services: [], findings: ofStage };
  const read = catalog.services.filter(runsIn(stageName)).map(({ forStage }) => forStage(stage));
  const services = read.flatMap(({ service }) => service ?? []);
  const findings = [
    ...read.flatMap((each) => each.findings),
    ...placedFunctionFindings(services, stage),
    ...sharedBasePaths(services),
  ];
  return { services, findings: [...findings, ...callFindingsIn(catalog, stageName, services)] };
}

/** None where a file has an error, since what it would call is not known. */
function callFindingsIn(
  { services, findings }: Catalog,
  stage: string,
  running: readonly Service[],
): Finding[] {
  if (findings.some(({ severity }) => severity === 'error')) return [];
  const here = new Set(running.map(({ name }) => name));
  const elsewhere = services.map(({ name }) => name).filter((name) => !here.has(name));
  return stageCallFindings(stage, running, new Set(elsewhere));
}

function runsIn(stage: string) {
  return ({ stages }: CatalogService): boolean =>
    stages === undefined || stage === localStage || stages.includes(stage);
}
