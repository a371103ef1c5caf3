import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Stage } from '@slipway/catalog';
import { synthesiseAccount } from '@slipway/stacks';
import { identityForStage } from '../aws/identity';
import { createAccount, updateAccount } from '../bootstrap/account-run';
import { bucketExists, type StateBucket } from '../bootstrap/state-bucket';
import { ExitCode } from '../exit-code';
import type { CommandContext, Outcome } from '../outcome';
import { removeOnExit } from '../remove-on-exit';
import { readStageFile } from '../stage-file';

interface BootstrapOptions {
  readonly stage: string;
  readonly yes?: true;
  readonly dryRun?: true;
}

/** Makes an account ready for a stage: its state bucket and the stack of what an account needs once. */
export async function bootstrap(
  options: BootstrapOptions,
  { root, terminal }: CommandContext,
): Promise<Outcome> {
  const stage = readStageFile(root, options.stage);
  terminal.progress('Checking the credentials');
  const { arn } = await identityForStage(stage);
  terminal.note(`Account ${stage.account}, region ${stage.region}, as ${arn}`);
  const bucket = stateBucketOf(stage);
  const absent = bucket !== undefined && !(await bucketExists(bucket));
  terminal.note(describeState(stage, bucket, absent));

  // A local state file stands beside the output folder: in the workspace, not in the system's
  // temporary folder.
  const outdir = join(root, `cdktf.out.account-${process.pid}`);
  removeOnExit(outdir);
  mkdirSync(outdir);
  const run = {
    stage,
    folder: {
      outdir,
      manifest: synthesiseAccount({ stage, outdir }),
      stack: `${stage.name}-account`,
    },
    terminal,
    yes: options.yes === true,
    dryRun: options.dryRun === true,
  };
  const { changes, applied } = await (absent ? createAccount(run, bucket) : updateAccount(run));
  return {
    exitCode: ExitCode.ok,
    findings: [],
    result: {
      stage: stage.name,
      account: stage.account,
      region: stage.region,
      stateBucket: bucket ? { name: bucket.name, created: absent && applied } : null,
      changes,
      applied,
    },
  };
}

function stateBucketOf({ state, account, region, at }: Stage): StateBucket | undefined {
  if (state.backend === 'local') return undefined;
  return { name: state.bucket, region, account, position: at('state.bucket') };
}

function describeState(stage: Stage, bucket: StateBucket | undefined, absent: boolean): string {
  if (!bucket) {
    return `State: terraform.${stage.name}-account.tfstate in the workspace, on this machine only`;
  }
  return `State: bucket ${bucket.name} in ${bucket.region}, which ${absent ? 'will be created' : 'exists'}`;
}
