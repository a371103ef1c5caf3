import { join } from 'node:path';
import type { Manifest } from '@slipway/platform';
import { failed } from '../failure';
import { install } from '../tools/install';
import { runTool } from '../tools/run-tool';
import { describeDiagnostic, type Diagnostic } from './diagnostic';

/** One stack of a synthesised folder. */
export interface StackFolder {
  readonly outdir: string;
  readonly manifest: Manifest;
  /** Id of the stack: `account-123456789012-eu-central-1`. */
  readonly stack: string;
}

/** A resource that a plan changes. */
export interface PlannedChange {
  readonly address: string;
  /** Terraform's word: `create`, `update`, `delete`, `replace`, `import`. */
  readonly action: string;
}

export interface Plan {
  /** False exactly when applying would do nothing; outputs count too. */
  readonly changed: boolean;
  readonly changes: readonly PlannedChange[];
}

/** A line of `terraform … -json`: https://developer.hashicorp.com/terraform/internals/machine-readable-ui */
interface Message {
  readonly '@message': string;
  readonly type: string;
  readonly diagnostic?: Diagnostic;
  readonly change?: {
    readonly resource: { readonly addr: string };
    readonly action: string;
    readonly importing?: object;
  };
}

/** `-detailed-exitcode`: https://developer.hashicorp.com/terraform/cli/commands/plan#other-options */
const changesCode = 2;

const planFile = 'slipway.tfplan';

/** Downloads the providers and opens the state. Throws a Failure with Terraform's own words. */
export async function terraformInit(stack: StackFolder): Promise<void> {
  const { exitCode, stderr } = await runTool('terraform', ['init', '-input=false', '-no-color'], {
    cwd: folderOf(stack),
    install: install.terraform,
  });
  if (exitCode !== 0)
    throw failed(`terraform init failed for ${stack.stack}:\n  ${indent(stderr)}`);
}

/**
 * Plans a stack that `terraformInit` has prepared, and keeps the plan for `terraformApply`.
 * @param lock false leaves the state unlocked, for a plan that only shows
 */
export async function terraformPlan(stack: StackFolder, lock: boolean): Promise<Plan> {
  const args = [
    'plan',
    '-json',
    '-input=false',
    '-detailed-exitcode',
    `-lock=${lock}`,
    `-out=${planFile}`,
  ];
  const changes: PlannedChange[] = [];
  const exitCode = await runJson(stack, args, [0, changesCode], ({ type, change }) => {
    if (type !== 'planned_change' || !change) return;
    const action = change.importing && change.action === 'noop' ? 'import' : change.action;
    changes.push({ address: change.resource.addr, action });
  });
  return { changed: exitCode === changesCode, changes };
}

/** Applies what the last plan shows, and nothing else. */
export async function terraformApply(
  stack: StackFolder,
  onProgress: (text: string) => void,
): Promise<void> {
  await runJson(stack, ['apply', '-json', '-input=false', planFile], [0], (message) => {
    if (message.type === 'apply_complete') onProgress(message['@message']);
  });
}

async function runJson(
  stack: StackFolder,
  args: readonly string[],
  accepted: readonly number[],
  onMessage: (message: Message) => void,
): Promise<number> {
  const errors: Diagnostic[] = [];
  const { exitCode, stderr } = await runTool('terraform', args, {
    cwd: folderOf(stack),
    install: install.terraform,
    onLine: (line) => {
      const message = messageIn(line);
      if (!message) return;
      onMessage(message);
      if (message.diagnostic?.severity === 'error') errors.push(message.diagnostic);
    },
  });
  if (accepted.includes(exitCode)) return exitCode;
  const reasons = errors.map((error) => describeDiagnostic(error, stack.manifest, stack.stack));
  throw failed(
    `terraform ${args[0]} failed for ${stack.stack}:\n  ${indent(reasons.join('\n') || stderr)}`,
  );
}

function messageIn(line: string): Message | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line) as Message;
  } catch {
    return undefined;
  }
}

function folderOf({ outdir, stack }: StackFolder): string {
  return join(outdir, 'stacks', stack);
}

function indent(text: string): string {
  return text.trim().replaceAll('\n', '\n  ');
}
