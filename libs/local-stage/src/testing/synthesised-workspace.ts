import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { loadCatalog } from '@slipway/catalog';
import { buildPlatform, readLocks } from '@slipway/platform';
import { synthesise } from '@slipway/stacks';

/** A workspace in a folder of its own, with its stage `local` synthesised. */
export interface SynthesisedWorkspace {
  readonly root: string;
  readonly outdir: string;
  dispose(): void;
}

const stage = (ingress: string): string => `
name: local
project: slipway
account: '000000000000'
region: us-east-1
state: { backend: local }
network: { mode: default-vpc }
ingress: { ${ingress} }
`;

/**
 * Writes a workspace and synthesises its stage `local`.
 *
 * @param services text of each `service.yaml`, by name
 * @param files further files, by path
 * @param ingress of the stage; with several groups, each service is on the next one
 */
export function synthesisedWorkspace(
  services: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>>,
  ingress = { link: 'v1', shards: 1, groups: 1 },
): SynthesisedWorkspace {
  const root = mkdtempSync(join(tmpdir(), 'slipway-workspace-'));
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  for (const [name, text] of Object.entries(services)) write(`apps/${name}/service.yaml`, text);
  for (const [file, text] of Object.entries(files)) write(file, text);
  const { link, shards, groups } = ingress;
  write('stacks/stages/local.yaml', stage(`link: ${link}, shards: ${shards}, groups: ${groups}`));
  write('stacks/locks/local.placement.json', placementLock(Object.keys(services), ingress));
  const outdir = join(root, 'out');
  synthesiseLocal(root, outdir);
  return { root, outdir, dispose: () => rmSync(root, { recursive: true }) };
}

/** Synthesises the stage `local` of a workspace; throws with the findings that stand in the way. */
export function synthesiseLocal(root: string, outdir: string): void {
  const catalog = loadCatalog(root);
  const locks = readLocks(root, 'local');
  const { model, findings } = buildPlatform({ catalog, stage: 'local', locks: locks.locks });
  const all = [...catalog.findings, ...locks.findings, ...findings];
  if (!model) throw new Error(all.map(({ message }) => message).join('\n'));
  synthesise({ root, model, outdir });
}

function placementLock(
  names: readonly string[],
  { shards, groups }: { readonly shards: number; readonly groups: number },
): string {
  const lines = [...names].sort().map((name, index) => {
    const slot = JSON.stringify({
      shard: 1 + (index % shards),
      priority: 40_000 + index,
      apiGroup: 1 + (index % groups),
    });
    return `,${JSON.stringify(name)}: ${slot}\n`;
  });
  return `{ "version": 1\n${lines.join('')}}\n`;
}
