import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { loadCatalog, stageNamed, type Catalog, type Stage } from '@slipway/catalog';
import { buildPlatform, readLocks, type PlatformModel } from '@slipway/platform';

export interface ServiceFile {
  readonly kind: 'http' | 'function' | 'batch';
  readonly auth?: 'none' | 'apiKey';
  readonly shard?: number;
  readonly apiGroup?: number;
  /** Whether an image is locked. */
  readonly image?: boolean;
  /** Inside of `function`; left out: a module that is bundled. */
  readonly settings?: string;
}

const stageName = 'dev';
const stageFile = `stacks/stages/${stageName}.yaml`;

/** A workspace in a folder of its own, with one stage `dev` and the services it is given. */
export class TestWorkspace {
  readonly root = mkdtempSync(join(tmpdir(), 'slipway-stacks-'));
  readonly outdir = join(this.root, 'cdktf.out');

  constructor(
    services: Readonly<Record<string, ServiceFile>>,
    shards = 1,
    groups = 1,
    link = 'v1',
  ) {
    this.write(stageFile, [
      `name: ${stageName}`,
      'project: slipway',
      "account: '123456789012'",
      'region: eu-central-1',
      'state: { backend: s3, bucket: slipway-dev-state }',
      'network: { mode: default-vpc }',
      `ingress: { link: ${link}, shards: ${shards}, groups: ${groups} }`,
      'delivery: { githubRepository: example/platform }',
    ]);
    const names = Object.keys(services).sort();
    for (const name of names) {
      this.writeService(name, services[name] ?? { kind: 'http' });
    }
    this.writeLock('placement', names, (name, index) => ({
      shard: services[name]?.shard ?? 1,
      priority: 40_000 + index,
      apiGroup: services[name]?.apiGroup ?? 1,
    }));
    this.writeLock(
      'images',
      names.filter((name) => services[name]?.image === true),
      () => ({ arm64: `sha256:${'ab'.repeat(32)}` }),
    );
  }

  /** Throws where the workspace has a mistake. */
  model(): PlatformModel {
    const catalog = loadCatalog(this.root);
    const { locks, findings: ofLocks } = readLocks(this.root, stageName);
    const { model, findings } = buildPlatform({ catalog, stage: stageName, locks });
    if (model === undefined) {
      throw new Error(JSON.stringify([...catalog.findings, ...ofLocks, ...findings], undefined, 2));
    }
    return model;
  }

  catalog(): Catalog {
    return loadCatalog(this.root);
  }

  /** Throws where there is no such stage, or its file has a mistake. */
  stage(name = stageName): Stage {
    const { stage, findings } = stageNamed(this.catalog(), name);
    if (stage === undefined) {
      throw new Error(JSON.stringify(findings, undefined, 2));
    }
    return stage;
  }

  write(file: string, lines: readonly string[]): void {
    mkdirSync(dirname(join(this.root, file)), { recursive: true });
    writeFileSync(join(this.root, file), `${lines.join('\n')}\n`);
  }

  read(file: string): string {
    return readFileSync(join(this.root, file), 'utf8');
  }

  /** Deletes the files of a service; its lines in the locks stay. */
  removeService(name: string): void {
    rmSync(join(this.root, 'apps', name), { recursive: true });
  }

  /** Every file of the output by its path in it. */
  output(): Record<string, string> {
    const files = readdirSync(this.outdir, { recursive: true, withFileTypes: true }).filter(
      (entry) => entry.isFile(),
    );
    const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
    return Object.fromEntries(
      paths.map((path) => [path.slice(this.outdir.length + 1), readFileSync(path, 'latin1')]),
    );
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  private writeService(
    name: string,
    {
      kind,
      auth = 'none',
      settings = 'entry: src/handler.ts, memory: 256, timeout: 5',
    }: ServiceFile,
  ): void {
    const api = `api: { basePath: /${name}, expose: public, auth: ${auth} }`;
    const own = {
      http: [
        'container: { port: 8080, cpu: 256, memory: 512, health: /health }',
        api,
        'scaling: { min: 2, max: 4, cpu: 60 }',
      ],
      function: [`function: { ${settings} }`, api],
      batch: ['container: { cpu: 256, memory: 512 }'],
    };
    this.write(`apps/${name}/service.yaml`, [
      `name: ${name}`,
      `kind: ${kind}`,
      'owner: pricing-team',
      ...own[kind],
    ]);
    if (kind === 'function') {
      this.write(`apps/${name}/src/handler.ts`, [
        `export const handler = async () => ({ statusCode: 200, body: '${name}' });`,
      ]);
    }
  }

  private writeLock(
    kind: string,
    names: readonly string[],
    entry: (name: string, index: number) => object,
  ): void {
    const lines = names.map(
      (name, index) => `,${JSON.stringify(name)}: ${JSON.stringify(entry(name, index))}`,
    );
    this.write(`stacks/locks/${stageName}.${kind}.json`, ['{ "version": 1', ...lines, '}']);
  }
}
