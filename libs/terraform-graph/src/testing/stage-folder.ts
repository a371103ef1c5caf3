import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Manifest, ManifestOrigin } from '@slipway/platform';

/** The parts of a `cdk.tf.json` that tests write. */
export interface StackDocument {
  readonly terraform?: object;
  readonly data?: object;
  readonly resource?: object;
  readonly output?: Readonly<Record<string, { readonly value: unknown }>>;
}

/**
 * Writes stacks and their `slipway.json` as a synth of the stage `dev` would, into a new folder.
 *
 * @param stacks documents by stack id
 * @param origins by stack id and address
 */
export function writeStage(
  stacks: Readonly<Record<string, StackDocument>>,
  origins: Readonly<Record<string, Readonly<Record<string, ManifestOrigin>>>> = {},
): { readonly outdir: string; readonly manifest: Manifest } {
  const outdir = mkdtempSync(join(tmpdir(), 'slipway-graph-'));
  const described = Object.entries(stacks).map(([id, document]) => {
    const file = `stacks/${id}/cdk.tf.json`;
    const content = JSON.stringify(document);
    mkdirSync(dirname(join(outdir, file)), { recursive: true });
    writeFileSync(join(outdir, file), content);
    const sha256 = createHash('sha256').update(content).digest('hex');
    return [id, { file, sha256, dependsOn: [], resources: origins[id] ?? {} }] as const;
  });
  const manifest: Manifest = {
    version: 1,
    stage: 'dev',
    project: 'slipway',
    account: '000000000000',
    region: 'us-east-1',
    stacks: Object.fromEntries(described),
    services: {},
  };
  writeFileSync(join(outdir, 'slipway.json'), JSON.stringify(manifest));
  return { outdir, manifest };
}

/** The `terraform` block of a stack with local state, as the stack's base class writes it. */
export function localBackend(id: string): object {
  return { backend: { local: { path: `../../../terraform.${id}.tfstate` } } };
}

/** A data source that reads the state of another stack. */
export function remoteState(id: string): object {
  return { backend: 'local', config: { path: `../../../terraform.${id}.tfstate` } };
}
