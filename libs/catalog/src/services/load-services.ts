import { join } from 'node:path';
import type { Disk } from '../files/disk';
import { badLink, loadYaml, unreadable } from '../files/load-yaml';
import type { Finding } from '../finding';
import { report } from '../report';
import type { Service } from '../service';
import { callFindings } from './call-findings';
import { ServiceFile, type StageDefaults } from './service-file';

const appsFolder = 'apps';
const fileName = 'service.yaml';

/** A service of the catalog, before a stage is chosen. */
export interface CatalogService {
  readonly name: string;
  readonly kind: Service['kind'];
  /** Folder relative to the workspace root: `apps/quotes`. */
  readonly folder: string;
  /** Stages that its file names; undefined where it runs in every stage. */
  readonly stages?: readonly string[];
  /** The service as one stage runs it; findings where the stage's defaults break it. */
  readonly forStage: (stage: { readonly name: string; readonly defaults: StageDefaults }) => {
    readonly service?: Service;
    readonly findings: readonly Finding[];
  };
}

/**
 * Reads `apps/*` for services.
 *
 * @param stages names of the stages that exist
 * @returns services without an error in their file, by folder
 */
export function loadServices(
  disk: Disk,
  root: string,
  stages: readonly string[],
): { services: CatalogService[]; findings: Finding[] } {
  const listed = disk.list(join(root, appsFolder));
  if (listed.outcome === 'unreadable') {
    return { services: [], findings: [unreadable(appsFolder, listed.code)] };
  }
  if (listed.outcome === 'bad-link') {
    return { services: [], findings: [badLink(appsFolder, listed.loop)] };
  }
  const folders = listed.outcome === 'names' ? listed.names : [];
  const results = folders
    .filter((name) => !name.startsWith('.'))
    .map((name) => loadService(disk, root, `${appsFolder}/${name}`, stages));
  const read = results.flatMap(({ read }) => read ?? []);
  const broken = results.flatMap(({ broken }) => broken ?? []);
  return {
    services: results.flatMap(({ service }) => service ?? []),
    findings: [
      ...results.flatMap(({ findings }) => findings),
      ...sharedNames(read),
      ...callFindings(read, new Set([...broken, ...read.map(({ name }) => name)])),
    ],
  };
}

interface Loaded {
  /** Absent where the file has an error. */
  readonly service?: CatalogService;
  /** The service whether or not its place or its stages have an error. */
  readonly read?: Service;
  /** Name of the folder, where its file has an error: its service may be called by it. */
  readonly broken?: string;
  readonly findings: readonly Finding[];
}

function loadService(disk: Disk, root: string, folder: string, stages: readonly string[]): Loaded {
  const { yaml, findings: ofFile } = loadYaml(disk, root, `${folder}/${fileName}`);
  const broken = folder.slice(appsFolder.length + 1);
  if (!yaml) {
    const findings = ofFile.length > 0 ? ofFile : absent(disk, root, folder);
    return findings.length > 0 ? { broken, findings } : { findings };
  }
  const file = new ServiceFile(folder, yaml);
  const { service, findings } = file.read();
  const ofStages = file.stageFindings(stages);
  const differences = ofStages.length > 0 ? [] : (file.stages ?? []);
  const inStages = differences.flatMap((name) => {
    return file.read({ name, defaults: { architecture: 'arm64', logRetentionDays: 30 } }).findings;
  });
  const all = [...findings, ...ofStages, ...inStages, ...(service ? misplaced(service) : [])];
  if (!service || all.some(({ severity }) => severity === 'error')) {
    return { read: service, broken, findings: all };
  }
  return {
    read: service,
    service: {
      name: service.name,
      kind: service.kind,
      folder,
      stages: file.stages,
      forStage: (stage) => file.read(stage),
    },
    findings: all,
  };
}

/** A folder of apps without a `service.yaml` is no service; a file that is nearly named so is a mistake. */
function absent(disk: Disk, root: string, folder: string): Finding[] {
  const listed = disk.list(join(root, folder));
  if (listed.outcome === 'unreadable') return [unreadable(folder, listed.code)];
  if (listed.outcome === 'bad-link') return [badLink(folder, listed.loop)];
  if (listed.outcome === 'absent') return [];
  return listed.names
    .filter((name) => /^services?\.ya?ml$/i.test(name))
    .map((name) => {
      const position = { file: `${folder}/${name}`, line: 1, column: 1 };
      const message = `the file is named ${name}`;
      return report('SLP1004', position, message, `git mv ${folder}/${name} ${folder}/${fileName}`);
    });
}

function misplaced({ name, folder, at }: Service): Finding[] {
  const expected = `${appsFolder}/${name}`;
  if (folder === expected) return [];
  const message = `\`name\` is ${name}, and the folder is ${folder}`;
  const fix = `write \`name: ${folder.slice(appsFolder.length + 1)}\`, or git mv ${folder} ${expected}`;
  return [report('SLP1202', at('name'), message, fix)];
}

/** A finding for every service whose name another one has more right to: the one in the folder of that name. */
function sharedNames(services: readonly Service[]): Finding[] {
  const owners = new Map<string, Service>();
  for (const service of services) {
    const inItsFolder = service.folder === `${appsFolder}/${service.name}`;
    if (inItsFolder || !owners.has(service.name)) owners.set(service.name, service);
  }
  return services.flatMap((service) => {
    const owner = owners.get(service.name);
    if (!owner || owner === service) return [];
    const { file, line } = owner.at('name');
    const message = `${service.name} is also the name of the service in ${file}:${line}`;
    const fix = `write \`name: ${service.folder.slice(appsFolder.length + 1)}\``;
    return [report('SLP1203', service.at('name'), message, fix)];
  });
}
