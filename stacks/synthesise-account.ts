import { mkdirSync } from 'node:fs';
import { stagesOfAccount, type Catalog, type Stage } from '@slipway/catalog';
import { App } from '@slipway/constructs';
import type { Manifest } from '@slipway/platform';
import { AccountStack } from './account/account-stack';
import { writeManifest } from './write-manifest';

export interface SynthesiseAccountProps {
  readonly catalog: Catalog;
  /** One of the stages in the account; another one gives the same stack. */
  readonly stage: Stage;
  /** A folder of its own: `cdktf deploy '*'` of the stage must not touch the account. */
  readonly outdir: string;
}

/**
 * Writes the stack of a stage's account and region as Terraform JSON, cdktf's `manifest.json` and
 * `slipway.json`, whose only stack it is.
 * @returns what `slipway.json` holds
 */
export function synthesiseAccount({ catalog, stage, outdir }: SynthesiseAccountProps): Manifest {
  mkdirSync(outdir, { recursive: true });
  const app = new App({ outdir });
  const account = new AccountStack(app, stagesOfAccount(catalog, stage));
  app.synth();
  return writeManifest(outdir, stage, [account], {});
}
