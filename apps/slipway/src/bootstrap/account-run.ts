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
 * Creates the state bucket, then plans and applies as `updateAccount` does. A plan needs the bucket, so
 * without it a dry run shows what the stack holds.
 */
export async function createAccount(run: AccountRun, bucket: StateBucket): Promise<AccountResult> {
  const { folder, terminal } = run;
  if (run.dryRun) {
    const changes = Object.keys(folder.manifest.stacks[folder.stack]?.resources ?? {})
      .filter((address) => !address.startsWith('data.'))
      .map((address) => ({ address, action: actionOnFirstRun(address) }));
    show(changes, terminal);
    return { changes, applied: false };
  }
  await agree(run, `Create bucket ${bucket.name}?`, 'Nothing was changed');
  terminal.progress(`Creating bucket ${bucket.name}`);
  await createBucket(bucket);
  return updateAccount(run, `Bucket ${bucket.name} was created, and nothing else changed`);
}

/** The one bucket of the stack is the state's, which is there by then. */
function actionOnFirstRun(address: string): string {
  return address.startsWith('aws_s3_bucket.') ? 'import' : 'create';
}

/**
 * Plans against the state there is, and applies what changed.
 * @param otherwise what holds where the plan is not agreed to
 */
export async function updateAccount(
  run: AccountRun,
  otherwise = 'Nothing was changed',
): Promise<AccountResult> {
  const { folder, dryRun, terminal } = run;
  const { changed, changes } = await plan(run);
  show(changes, terminal);
  if (!changed) terminal.result(`${folder.stack}: no changes, the account is ready.`);
  if (!changed || dryRun) return { changes, applied: false };
  await agree(run, `Make these ${changes.length} changes?`, otherwise);
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

async function agree(
  { yes, terminal }: AccountRun,
  question: string,
  otherwise: string,
): Promise<void> {
  if (yes || (await confirm(question, terminal, otherwise))) return;
  throw failed(`${otherwise}: the answer was not yes`);
}

/** Before the question, so on stderr; with `--json` the document has them. */
function show(changes: readonly PlannedChange[], terminal: Terminal): void {
  for (const { address, action } of changes) terminal.note(`  ${action.padEnd(8)}${address}`);
}
