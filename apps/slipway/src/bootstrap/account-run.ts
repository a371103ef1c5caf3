import type { Stage } from '@slipway/catalog';
import { failed } from '../failure';
import { confirm } from '../terminal/confirm';
import type { Terminal } from '../terminal/terminal';
import {
  terraformApply,
  terraformInit,
  terraformPlan,
  type Plan,
  type PlannedChange,
  type StackFolder,
} from '../terraform/terraform';
import { createBucket, type StateBucket } from './state-bucket';

/** A synthesised account stack and how far a run of it may go. */
export interface AccountRun {
  readonly stage: Stage;
  readonly folder: StackFolder;
  readonly terminal: Terminal;
  /** Do it without asking. */
  readonly yes: boolean;
  /** Only show what would change. */
  readonly dryRun: boolean;
}

export interface AccountResult {
  readonly changes: readonly PlannedChange[];
  readonly applied: boolean;
}

/**
 * Creates the state bucket, then everything else. There is no state to plan against before, so the
 * resources of the stack are shown as what will be created.
 */
export async function createAccount(run: AccountRun, bucket: StateBucket): Promise<AccountResult> {
  const { folder, dryRun, terminal } = run;
  const changes = Object.keys(folder.manifest.stacks[folder.stack]?.resources ?? {})
    .filter((address) => !address.startsWith('data.'))
    .map((address) => ({ address, action: 'create' }));
  show(changes, terminal);
  if (dryRun) return { changes, applied: false };
  await agree(run, `Create bucket ${bucket.name} and these ${changes.length} resources?`);
  terminal.progress(`Creating bucket ${bucket.name}`);
  await createBucket(bucket);
  const planned = await plan(run);
  await apply(run);
  return { changes: planned.changes, applied: true };
}

/** Plans against the state there is, and applies what changed. */
export async function updateAccount(run: AccountRun): Promise<AccountResult> {
  const { stage, dryRun, terminal } = run;
  const { changed, changes } = await plan(run);
  show(changes, terminal);
  if (!changed) terminal.result(`${stage.name}: no changes, the account is ready.`);
  if (!changed || dryRun) return { changes, applied: false };
  await agree(run, `Make these ${changes.length} changes?`);
  await apply(run);
  return { changes, applied: true };
}

async function plan({ folder, dryRun, terminal }: AccountRun): Promise<Plan> {
  terminal.progress('terraform init');
  await terraformInit(folder);
  terminal.progress('terraform plan');
  return terraformPlan(folder, !dryRun);
}

async function apply({ folder, stage, terminal }: AccountRun): Promise<void> {
  terminal.progress('terraform apply');
  await terraformApply(folder, (text) => terminal.progress(`  ${text}`));
  terminal.result(`${stage.name}: the account is ready. Next: slipway synth --stage ${stage.name}`);
}

async function agree({ yes, terminal }: AccountRun, question: string): Promise<void> {
  if (yes || (await confirm(question, terminal))) return;
  throw failed('Nothing was changed: the answer was not yes');
}

/** Before the question, so on stderr; with `--json` the document has them. */
function show(changes: readonly PlannedChange[], terminal: Terminal): void {
  for (const { address, action } of changes) terminal.note(`  ${action.padEnd(8)}${address}`);
}
