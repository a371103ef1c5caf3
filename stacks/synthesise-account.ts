import { mkdirSync } from 'node:fs';
import type { Stage } from '@slipway/catalog';
import { App } from '@slipway/constructs';
import type { Manifest } from '@slipway/platform';
import { AccountStack } from './account/account-stack';
import { writeManifest } from './write-manifest';

export interface SynthesiseAccountProps {
  readonly stage: Stage;
  /** A folder of its own: `cdktf deploy '*'` of the stage must not touch the account. */
  readonly outdir: string;
}

/**
 * Writes a stage's account stack as Terraform JSON, cdktf's `manifest.json` and `slipway.json`.
 * @returns what `slipway.json` holds
 */
export function synthesiseAccount({ stage, outdir }: SynthesiseAccountProps): Manifest {
  mkdirSync(outdir, { recursive: true });
  const app = new App({ outdir });
  const account = new AccountStack(app, stage);
  app.synth();
  return writeManifest(outdir, stage, [account], {});
}
