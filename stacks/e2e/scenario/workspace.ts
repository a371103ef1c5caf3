import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** The stage that the scenarios deploy; the account is the emulator's. */
export const stageName = 'e2e';
export const account = '000000000000';
export const region = 'us-east-1';

const capacityProvider = '{ owner: e2e-team, architecture: arm64 }';

export interface WorkspaceProps {
  /** Folder of the workspace that is copied. */
  readonly original: string;
  /** Folder of the copy, which must not exist. */
  readonly root: string;
  /** Lines of the stage's file from `state` on. */
  readonly stage: readonly string[];
}

/** A copy of this workspace's services and stages, with a stage of its own to deploy. */
export class Workspace {
  readonly root: string;
  readonly outdir: string;
  private readonly original: string;
  private readonly images = new Map<string, object>();

  constructor({ original, root, stage }: WorkspaceProps) {
    this.original = original;
    this.root = root;
    this.outdir = join(root, 'cdktf.out');
    for (const file of ['nx.json', 'package.json', 'cdktf.json', 'tsconfig.base.json']) {
      this.copy(original, file);
    }
    for (const app of readdirSync(join(original, 'apps'))) {
      if (existsSync(join(original, 'apps', app, 'service.yaml'))) {
        this.copy(original, `apps/${app}`);
      }
    }
    this.copy(original, 'stacks/stages');
    this.copy(original, 'stacks/locks');
    // cdktf.json starts the command line by its path in the workspace.
    symlinkSync(join(original, 'apps/slipway'), join(root, 'apps/slipway'));
    this.writeStage(stage);
  }

  /**
   * Writes the stage's file, which has these lines from `state` on.
   * @param agents settings of the capacity provider that the workspace's functions run on; null for none
   */
  writeStage(lines: readonly string[], agents: string | null = capacityProvider): void {
    this.write(`stacks/stages/${stageName}.yaml`, [
      `name: ${stageName}`,
      'project: slipway',
      `account: '${account}'`,
      `region: ${region}`,
      ...lines,
      ...(agents === null ? [] : [`capacityProviders: { agents: ${agents} }`]),
    ]);
  }

  write(file: string, lines: readonly string[]): void {
    mkdirSync(dirname(join(this.root, file)), { recursive: true });
    writeFileSync(join(this.root, file), `${lines.join('\n')}\n`);
  }

  read(file: string): string {
    return readFileSync(join(this.root, file), 'utf8');
  }

  /** Copies an app of the workspace that has no `service.yaml`: a function that a stage file asks for. */
  addApp(name: string): void {
    this.copy(this.original, `apps/${name}`);
  }

  /** Adds a container service by its one file. */
  addService(name: string): void {
    this.write(`apps/${name}/service.yaml`, [
      `name: ${name}`,
      'kind: http',
      'owner: e2e-team',
      'container: { port: 8080, cpu: 256, memory: 512, health: /health }',
      `api: { basePath: /${name}, expose: public, auth: apiKey }`,
      'scaling: { min: 1, max: 2, cpu: 60 }',
    ]);
  }

  removeService(name: string): void {
    rmSync(join(this.root, 'apps', name), { recursive: true });
  }

  /** Locks the image of a service for one architecture, as `slipway images push` does. */
  lockImage(service: string, digest: string, architecture = 'arm64'): void {
    this.images.set(service, { [architecture]: digest });
    const lines = [...this.images.keys()]
      .sort()
      .map((name) => lockLine(name, this.images.get(name) ?? {}));
    this.write(`stacks/locks/${stageName}.images.json`, ['{ "version": 1', ...lines, '}']);
  }

  private copy(original: string, path: string): void {
    cpSync(join(original, path), join(this.root, path), {
      recursive: true,
      filter: (source) => !['node_modules', 'dist'].includes(basename(source)),
    });
  }
}

/** A line of a lock, in the form that any two branches' lines merge into valid JSON. */
function lockLine(service: string, entry: object): string {
  return `,${JSON.stringify(service)}: ${JSON.stringify(entry)}`;
}
