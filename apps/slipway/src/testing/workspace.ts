import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import type { JsonDocument } from '../outcome';

const launcher = join(__dirname, '../../bin/slipway.js');

/** How a run of the command line ended. */
export interface Run {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A document of `--json` with the result a test expects. */
export type DocumentOf<Result> = JsonDocument & { readonly result: Result };

/** A small workspace in a folder of its own, and the command line run in it as a process. */
export class TestWorkspace {
  readonly root = mkdtempSync(join(tmpdir(), 'slipway-cli-'));
  private readonly env: Record<string, string> = {};

  /** @param files text by path, over a stage `dev`, a stage `local` and one container service */
  constructor(files: Readonly<Record<string, string>> = {}) {
    const all = { ...defaultFiles, ...files };
    for (const [file, text] of Object.entries(all)) this.write(file, text);
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.root, file)), { recursive: true });
    writeFileSync(join(this.root, file), text);
  }

  read(file: string): string {
    return readFileSync(join(this.root, file), 'utf8');
  }

  /** Every file under a folder with its content, by path. */
  contents(folder: string): Record<string, string> {
    const files = readdirSync(join(this.root, folder), { recursive: true, withFileTypes: true });
    return Object.fromEntries(
      files
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => join(parentPath, name))
        .map((file) => [file, readFileSync(file, 'utf8')]),
    );
  }

  /** Entries at the top of the workspace whose names start alike. */
  foldersLike(start: string): string[] {
    return readdirSync(this.root).filter((name) => name.startsWith(start));
  }

  /** Deletes a file or a folder. */
  remove(file: string): void {
    rmSync(join(this.root, file), { recursive: true });
  }

  has(file: string): boolean {
    return existsSync(join(this.root, file));
  }

  /** Sets variables for the runs that follow. */
  setEnv(variables: Readonly<Record<string, string>>): void {
    Object.assign(this.env, variables);
  }

  /** Puts an executable before all others on PATH: a Node.js script that gets its arguments in `process.argv`. */
  addExecutable(name: string, script: string): void {
    const file = `bin/${name}`;
    this.write(file, `#!${process.execPath}\n${script}`);
    chmodSync(join(this.root, file), 0o755);
  }

  /**
   * Starts the command line without waiting; `cwd` is relative to the workspace. Detached, it leads a process
   * group of its own, as a shell starts it.
   */
  spawn(args: readonly string[], cwd = '.', detached = false) {
    const path = [join(this.root, 'bin'), this.env.PATH ?? process.env.PATH ?? ''].join(delimiter);
    return spawn(process.execPath, [launcher, ...args], {
      cwd: join(this.root, cwd),
      env: { HOME: this.root, ...this.env, PATH: path },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached,
    });
  }

  /** Runs the command line to its end. */
  async run(...args: readonly string[]): Promise<Run> {
    const child = this.spawn(args);
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk) => (output.stdout += String(chunk)));
    child.stderr.on('data', (chunk) => (output.stderr += String(chunk)));
    return new Promise((resolve, reject) => {
      child.on('error', reject).on('close', (exitCode) => resolve({ exitCode, ...output }));
    });
  }

  /** Runs the command line with `--json` and reads the one document on its stdout. */
  async runJson<Result>(...args: readonly string[]): Promise<DocumentOf<Result>> {
    const { stdout } = await this.run(...args, '--json');
    return JSON.parse(stdout) as DocumentOf<Result>;
  }

  dispose(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** A stage file; a key of `changes` replaces the line of that key. */
export function stageFile(name: string, changes: Readonly<Record<string, string>> = {}): string {
  const lines = {
    name,
    project: 'harbour',
    account: "'111122223333'",
    region: 'eu-central-1',
    state: '{ backend: local }',
    network: '{ mode: default-vpc }',
    ingress: '{ link: v1, shards: 1 }',
    ...changes,
  };
  return toYaml(lines);
}

/** The file of a container service with a route of its name. */
export function httpService(name: string, changes: Readonly<Record<string, string>> = {}): string {
  return toYaml({
    name,
    kind: 'http',
    owner: 'pricing-team',
    container: '{ port: 8080, cpu: 256, memory: 512, health: /health }',
    api: `{ basePath: /${name}, expose: public, auth: none }`,
    scaling: '{ min: 2, max: 10, cpu: 60 }',
    ...changes,
  });
}

/** A placement lock with each service in a slot. */
export function placementLock(...services: readonly string[]): string {
  const lines = [...services]
    .sort()
    .map((name, index) => `,"${name}": {"shard":1,"priority":${41_000 + index},"apiGroup":1}`);
  return ['{ "version": 1', ...lines, '}', ''].join('\n');
}

function toYaml(lines: Readonly<Record<string, string>>): string {
  return Object.entries(lines)
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('');
}

const defaultFiles = {
  'nx.json': '{}',
  'stacks/stages/local.yaml': stageFile('local', {
    project: 'slipway',
    account: "'000000000000'",
    region: 'us-east-1',
  }),
  'stacks/stages/dev.yaml': stageFile('dev'),
  'apps/quotes/service.yaml': httpService('quotes'),
  'stacks/locks/local.placement.json': placementLock('quotes'),
  'stacks/locks/dev.placement.json': placementLock('quotes'),
};
