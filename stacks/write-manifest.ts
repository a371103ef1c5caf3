import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stage } from '@slipway/catalog';
import type { AwsStack } from '@slipway/constructs';
import type { Manifest, ManifestService, ManifestStack } from '@slipway/platform';

/** Writes `slipway.json` for stacks that are already synthesised into `outdir`, and returns it. */
export function writeManifest(
  outdir: string,
  stage: Stage,
  stacks: readonly AwsStack[],
  services: Readonly<Record<string, ManifestService>>,
): Manifest {
  const manifest: Manifest = {
    version: 1,
    stage: stage.name,
    project: stage.project,
    account: stage.account,
    region: stage.region,
    stacks: Object.fromEntries(
      stacks.map((stack) => [stack.node.id, manifestStack(outdir, stack)]),
    ),
    services,
  };
  writeFileSync(join(outdir, 'slipway.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

function manifestStack(outdir: string, stack: AwsStack): ManifestStack {
  const file = `stacks/${stack.node.id}/cdk.tf.json`;
  return {
    file,
    sha256: createHash('sha256')
      .update(readFileSync(join(outdir, file)))
      .digest('hex'),
    dependsOn: stack.dependencies.map(({ node }) => node.id),
    resources: stack.originsByAddress(),
  };
}
