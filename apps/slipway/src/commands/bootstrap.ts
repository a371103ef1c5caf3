import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Stage } from '@slipway/catalog';
import { accountStackId, synthesiseAccount } from '@slipway/stacks';
import { identityForStage } from '../aws/identity';
import { accountInput } from '../bootstrap/account-input';
import { createAccount, updateAccount } from '../bootstrap/account-run';
import { bucketExists, type StateBucket } from '../bootstrap/state-bucket';
import { ExitCode } from '../exit-code';
import { refused } from '../findings-outcome';
import type { CommandContext, Outcome } from '../outcome';
import { removeOnExit } from '../remove-on-exit';

interface BootstrapOptions {
  readonly stage: string;
  readonly yes?: true;
  readonly dryRun?: true;
}

/**
 * Makes an account ready for its stages in a region: the state bucket and the stack of what they need
 * of the account.
 */
export async function bootstrap(
  options: BootstrapOptions,
  { root, terminal }: CommandContext,
): Promise<Outcome> {
  const input = accountInput(root, options.stage);
  if ('findings' in input) return refused(input.findings, 'Nothing was changed', terminal);
  const { catalog, stage } = input;
  terminal.progress('Checking the credentials');
  const { arn } = await identityForStage(stage);
  terminal.note(`Account ${stage.account}, region ${stage.region}, as ${arn}`);
  const bucket = stateBucketOf(stage);
  const absent = bucket !== undefined && !(await bucketExists(bucket));
  const stack = accountStackId(stage);
  terminal.note(describeState(stack, bucket, absent));

  // A local state file stands beside the output folder: in the workspace, not in the system's
  // temporary folder.
  const outdir = join(root, `cdktf.out.account-${process.pid}`);
  removeOnExit(outdir);
  mkdirSync(outdir);
  const run = {
    stage,
    folder: {
      outdir,
      manifest: synthesiseAccount({ catalog, stage, outdir }),
      stack,
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

function describeState(stack: string, bucket: StateBucket | undefined, absent: boolean): string {
  if (!bucket) {
    return `State: terraform.${stack}.tfstate in the workspace, on this machine only`;
  }
  return `State: bucket ${bucket.name} in ${bucket.region}, which ${absent ? 'will be created' : 'exists'}`;
}
