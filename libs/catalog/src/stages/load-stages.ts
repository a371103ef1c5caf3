import { join } from 'node:path';
import type { Disk } from '../files/disk';
import { badLink, loadYaml, unreadable } from '../files/load-yaml';
import type { Finding } from '../finding';
import { report } from '../report';
import type { Stage } from '../stage';
import { accountFindings } from './account-findings';
import { quotaFindings } from './quota-findings';
import { readStage } from './stage-file';

const stagesFolder = 'stacks/stages';

/** A stage that has a file. */
export interface CatalogStage {
  readonly name: string;
  /** Absent where the file has an error. */
  readonly stage?: Stage;
}

/** Reads `stacks/stages/*.yaml`, by name. */
export function loadStages(
  disk: Disk,
  root: string,
): { stages: CatalogStage[]; findings: Finding[] } {
  const listed = disk.list(join(root, stagesFolder));
  if (listed.outcome === 'unreadable') {
    return { stages: [], findings: [unreadable(stagesFolder, listed.code)] };
  }
  if (listed.outcome === 'bad-link') {
    return { stages: [], findings: [badLink(stagesFolder, listed.loop)] };
  }
  const names = listed.outcome === 'names' ? listed.names : [];
  const findings: Finding[] = [];
  const stages: CatalogStage[] = [];
  for (const fileName of names.filter((name) => !name.startsWith('.'))) {
    const file = `${stagesFolder}/${fileName}`;
    if (!fileName.endsWith('.yaml')) {
      if (/\.ya?ml$/i.test(fileName)) findings.push(wrongName(file));
      continue;
    }
    const name = fileName.slice(0, -'.yaml'.length);
    const { yaml, findings: ofFile } = loadYaml(disk, root, file);
    const { stage, findings: ofStage } = yaml ? readStage(name, yaml) : { findings: [] };
    findings.push(...ofFile, ...ofStage);
    stages.push({ name, stage });
  }
  const readable = stages.flatMap(({ stage }) => stage ?? []);
  findings.push(...accountFindings(readable), ...quotaFindings(readable));
  return { stages, findings };
}

function wrongName(file: string): Finding {
  const message = `the file is named ${file.slice(stagesFolder.length + 1)}`;
  const fix = `git mv ${file} ${file.replace(/\.ya?ml$/i, '.yaml')}`;
  return report('SLP1004', { file, line: 1, column: 1 }, message, fix);
}
