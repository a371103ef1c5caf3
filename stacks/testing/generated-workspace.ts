import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';

/** What differs between generated services; everything else has its default. */
interface Variation {
  readonly kind: 'http' | 'function' | 'image';
  /** Segments after the first, which is the service's name. */
  readonly path: readonly string[];
  readonly auth: 'none' | 'apiKey';
  readonly timeoutMs: number;
  readonly port: number;
  readonly health: string;
  readonly shard: number;
  readonly apiGroup: number;
  readonly hasImage: boolean;
}

export interface Variations {
  readonly link: 'v1' | 'v2';
  readonly shards: number;
  readonly services: readonly Variation[];
}

const segment = fc.stringMatching(/^[a-z][a-z0-9-]{0,6}[a-z0-9]$/);

/** Catalogs that are valid. */
export const variations: fc.Arbitrary<Variations> = fc
  .constantFrom(1, 2, 3, 10, 12)
  .chain((shards) =>
    fc.record({
      link: fc.constantFrom('v1', 'v2'),
      shards: fc.constant(shards),
      services: fc.array(
        fc.record({
          kind: fc.constantFrom('http', 'function', 'image'),
          path: fc.array(segment, { maxLength: 3 }),
          auth: fc.constantFrom('none', 'apiKey'),
          timeoutMs: fc.integer({ min: 50, max: 29_000 }),
          port: fc.integer({ min: 1_024, max: 65_535 }),
          health: segment.map((name) => `/${name}`),
          shard: fc.integer({ min: 1, max: shards }),
          apiGroup: fc.integer({ min: 1, max: 3 }),
          hasImage: fc.boolean(),
        }),
        { maxLength: 8 },
      ),
    }),
  );

/** Writes a workspace with these services and the stage `dev` into a new folder. */
export function workspaceOf({ link, shards, services }: Variations): string {
  const root = mkdtempSync(join(tmpdir(), 'slipway-equality-'));
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  write('stacks/stages/dev.yaml', stageFile(link, shards));
  services.forEach((variation, index) => {
    write(`apps/service-${index}/service.yaml`, serviceFile(variation, index));
    write(`apps/service-${index}/src/handler.ts`, 'export const handler = async () => ({});');
  });
  const placed = services.map(({ path, shard, apiGroup }, index) => {
    const priority = 50_000 - 10_000 * (path.length + 1) + index;
    return [`service-${index}`, { shard, priority, apiGroup }] as const;
  });
  const images = services.flatMap(({ kind, hasImage }, index) =>
    kind !== 'function' && hasImage
      ? [[`service-${index}`, { arm64: `sha256:${'0'.repeat(64)}` }] as const]
      : [],
  );
  write('stacks/locks/dev.placement.json', lockFile(placed));
  write('stacks/locks/dev.images.json', lockFile(images));
  return root;
}

function stageFile(link: string, shards: number): string {
  return `
name: dev
project: slipway
account: '123456789012'
region: eu-central-1
state: { backend: local }
network: { mode: default-vpc }
ingress: { link: ${link}, shards: ${shards}, groups: 3 }
`;
}

function serviceFile(
  { kind, path, auth, timeoutMs, port, health }: Variation,
  index: number,
): string {
  const basePath = ['', `service-${index}`, ...path].join('/');
  const settings =
    kind === 'http'
      ? `container: { port: ${port}, cpu: 256, memory: 512, health: ${health} }
scaling: { min: 1, max: 2, cpu: 60 }`
      : `function: { image: ${kind === 'image'}, memory: 128, timeout: 5 }`;
  return `
name: service-${index}
kind: ${kind === 'http' ? 'http' : 'function'}
owner: test-team
${settings}
api: { basePath: ${basePath}, expose: public, auth: ${auth}, timeoutMs: ${timeoutMs} }
`;
}

function lockFile(entries: readonly (readonly [name: string, entry: object])[]): string {
  const lines = entries.map(([name, entry]) => `,"${name}": ${JSON.stringify(entry)}\n`);
  return `{ "version": 1\n${lines.sort().join('')}}\n`;
}
