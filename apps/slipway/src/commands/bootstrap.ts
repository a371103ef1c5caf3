import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Stage } from '@slipway/catalog';
import { synthesiseAccount } from '@slipway/stacks';
import { identityForStage } from '../aws/identity';
import { bucketExists, createBucket, type StateBucket } from '../bootstrap/state-bucket';
import { ExitCode } from '../exit-code';
import { failed } from '../failure';
import type { CommandContext, Outcome } from '../outcome';
import { readStageFile } from '../stage-file';
import { confirm } from '../terminal/confirm';
import type { Terminal } from '../terminal/terminal';
import {
  terraformApply,
  terraformInit,
  terraformPlan,
  type PlannedChange,
  type StackFolder,
} from '../terraform/terraform';

interface BootstrapOptions {
  readonly stage: string;
  readonly yes?: true;
  readonly dryRun?: true;
}

/** What `--json` says of a run; `resources` are the addresses of the account stack. */
interface BootstrapResult {
  readonly stage: string;
  readonly account: string;
  readonly region: string;
  readonly stateBucket: {
    readonly name: string;
    readonly state: 'exists' | 'created' | 'absent';
  } | null;
  readonly changes: readonly PlannedChange[];
  readonly applied: boolean;
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

  // A local state file stands beside the output folder, so this one is in the workspace and not in the system's temporary folder.
  const outdir = join(root, `cdktf.out.account-${process.pid}`);
  mkdirSync(outdir, { recursive: true });
  try {
    const manifest = synthesiseAccount({ stage, outdir });
    const run = {
      stage,
      bucket,
      absent,
      terminal,
      options,
      folder: { outdir, manifest, stack: `${stage.name}-account` },
    };
    const result = await (absent ? fromNothing(run) : fromState(run));
    return { exitCode: ExitCode.ok, findings: [], result };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

interface Run {
  readonly stage: Stage;
  readonly bucket: StateBucket | undefined;
  readonly absent: boolean;
  readonly terminal: Terminal;
  readonly options: BootstrapOptions;
  readonly folder: StackFolder;
}

/** Without a bucket there is no state to plan against: the resources are listed instead, then all are created. */
async function fromNothing(run: Run): Promise<BootstrapResult> {
  const { bucket, folder, options, terminal } = run;
  if (!bucket) throw new Error('a stage without a state bucket has nothing to create first');
  const resources = Object.keys(folder.manifest.stacks[folder.stack]?.resources ?? {});
  const changes = resources
    .filter((address) => !address.startsWith('data.'))
    .map((address) => ({ address, action: 'create' }));
  show(changes, terminal);
  if (options.dryRun) return resultOf(run, 'absent', changes, false);
  await agree(run, `Create bucket ${bucket.name} and these ${changes.length} resources?`);
  terminal.progress(`Creating bucket ${bucket.name}`);
  await createBucket(bucket);
  const planned = await plan(run);
  await apply(run);
  return resultOf(run, 'created', planned, true);
}

async function fromState(run: Run): Promise<BootstrapResult> {
  const { stage, options, terminal } = run;
  const changes = await plan(run);
  show(changes, terminal);
  const nothingToDo = changes.length === 0;
  if (nothingToDo) terminal.result(`${stage.name}: no changes, the account is ready.`);
  if (nothingToDo || options.dryRun) return resultOf(run, 'exists', changes, false);
  await agree(run, `Make these ${changes.length} changes?`);
  await apply(run);
  return resultOf(run, 'exists', changes, true);
}

async function plan({ folder, options, terminal }: Run): Promise<PlannedChange[]> {
  terminal.progress('terraform init');
  await terraformInit(folder);
  terminal.progress('terraform plan');
  return terraformPlan(folder, !options.dryRun);
}

async function apply({ folder, stage, terminal }: Run): Promise<void> {
  terminal.progress('terraform apply');
  await terraformApply(folder, (text) => terminal.progress(`  ${text}`));
  terminal.result(`${stage.name}: the account is ready. Next: slipway synth --stage ${stage.name}`);
}

async function agree({ options, terminal }: Run, question: string): Promise<void> {
  if (options.yes || (await confirm(question, terminal))) return;
  throw failed('Nothing was changed: the answer was not yes');
}

function resultOf(
  { stage, bucket }: Run,
  state: 'exists' | 'created' | 'absent',
  changes: readonly PlannedChange[],
  applied: boolean,
): BootstrapResult {
  const { name, account, region } = stage;
  const stateBucket = bucket ? { name: bucket.name, state } : null;
  return { stage: name, account, region, stateBucket, changes, applied };
}

function show(changes: readonly PlannedChange[], terminal: Terminal): void {
  for (const { address, action } of changes) terminal.result(`  ${action.padEnd(8)}${address}`);
}

function stateBucketOf({ state, account, at }: Stage): StateBucket | undefined {
  if (state.backend === 'local') return undefined;
  return { name: state.bucket, region: state.region, account, position: at('state.bucket') };
}

function describeState(stage: Stage, bucket: StateBucket | undefined, absent: boolean): string {
  if (!bucket)
    return `State: terraform.${stage.name}-account.tfstate in the workspace, on this machine only`;
  return `State: bucket ${bucket.name} in ${bucket.region}, ${absent ? 'which will be created' : 'which exists'}`;
}
