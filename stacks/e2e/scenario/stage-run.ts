import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '@slipway/platform';
import { changedOutputs, changesOf, type Change, type PlanJson } from '../terraform/plan';
import { outputOf, resultOf, run, type CommandOptions, type CommandResult } from './command';
import { stageName, type Workspace } from './workspace';

const planFile = 'e2e.tfplan';

/**
 * Exit codes of a plan by what it would change.
 * https://developer.hashicorp.com/terraform/cli/commands/plan#detailed-exitcode
 */
const planned = { nothing: 0, something: 2 };

/** What a plan of one stack would do. */
export interface StackPlan {
  readonly changes: readonly Change[];
  readonly outputs: readonly string[];
  /** The plan as `terraform show -json` prints it; empty where it changes nothing. */
  readonly text: string;
}

/** A workspace's command line and Terraform, run as a person runs them. */
export class StageRun {
  constructor(
    readonly workspace: Workspace,
    private readonly env: NodeJS.ProcessEnv,
    private readonly outdir = workspace.outdir,
  ) {}

  /** Terraform in stacks that were synthesised into another folder. */
  in(outdir: string): StageRun {
    return new StageRun(this.workspace, this.env, outdir);
  }

  /** The same stage for someone with other variables in the environment. */
  withEnvironment(changes: NodeJS.ProcessEnv): StageRun {
    return new StageRun(this.workspace, { ...this.env, ...changes }, this.outdir);
  }

  /** Runs the command line, and returns what it said; both outputs, since notes go to the second. */
  async slipway(...args: readonly string[]): Promise<CommandResult> {
    return run(process.execPath, ['apps/slipway/bin/slipway.js', ...args], {
      cwd: this.workspace.root,
      env: this.env,
    });
  }

  /** Places the stage's services, or with further arguments frees a slot. Throws where it refuses. */
  async place(...args: readonly string[]): Promise<void> {
    await this.succeed('place', '--stage', stageName, ...args);
  }

  /** Synthesises the stage and returns what the command said. Throws where it refuses. */
  async synth(): Promise<string> {
    return this.succeed('synth', '--stage', stageName);
  }

  /** Ids of the stage's stacks, each after those that it reads from. */
  stacks(): string[] {
    const { stacks } = this.manifest();
    const ordered: string[] = [];
    const visit = (id: string): void => {
      stacks[id]?.dependsOn.forEach(visit);
      if (!ordered.includes(id)) {
        ordered.push(id);
      }
    };
    Object.keys(stacks).forEach(visit);
    return ordered;
  }

  manifest(): Manifest {
    return JSON.parse(readFileSync(join(this.outdir, 'slipway.json'), 'utf8')) as Manifest;
  }

  /** Synthesises, and prepares every stack for Terraform. */
  async prepare(): Promise<string> {
    const said = await this.synth();
    for (const stack of this.stacks()) {
      await this.terraform(stack, 'init', '-input=false');
    }
    return said;
  }

  async validate(): Promise<void> {
    for (const stack of this.stacks()) {
      await this.terraform(stack, 'validate');
    }
  }

  /** Plans one stack, and keeps the plan for `applyPlan`. */
  async plan(stack: string): Promise<StackPlan> {
    const { exitCode } = await resultOf(
      'terraform',
      ['plan', '-no-color', '-input=false', '-detailed-exitcode', `-out=${planFile}`],
      this.inStack(stack),
      [planned.nothing, planned.something],
    );
    // Reading a plan takes nearly as long as making it.
    if (exitCode === planned.nothing) return { changes: [], outputs: [], text: '' };
    const text = await this.lastPlan(stack);
    const plan = JSON.parse(text) as PlanJson;
    return { changes: changesOf(plan), outputs: changedOutputs(plan), text };
  }

  /** The last plan of a stack as `terraform show -json` prints it. */
  async lastPlan(stack: string): Promise<string> {
    return this.terraform(stack, 'show', '-json', planFile);
  }

  async applyPlan(stack: string): Promise<void> {
    await this.terraform(stack, 'apply', '-input=false', planFile);
  }

  /** Plans every stack in order, applies what changes it, and returns the plans by stack. */
  async apply(): Promise<Record<string, StackPlan>> {
    const plans: Record<string, StackPlan> = {};
    for (const stack of this.stacks()) {
      const plan = await this.plan(stack);
      plans[stack] = plan;
      if (plan.text !== '') await this.applyPlan(stack);
    }
    return plans;
  }

  /** What a plan of each stack would change, as `address attribute` or `address action`. */
  async differences(): Promise<string[]> {
    const differences: string[] = [];
    for (const stack of this.stacks()) {
      const { changes, outputs } = await this.plan(stack);
      differences.push(
        ...changes.flatMap(({ address, action, attributes }) =>
          action === 'update'
            ? attributes.map((attribute) => `${address} ${attribute}`)
            : [`${address} ${action}`],
        ),
        ...outputs.map((output) => `output.${output}`),
      );
    }
    return differences;
  }

  async destroy(): Promise<void> {
    for (const stack of this.stacks().reverse()) {
      await this.terraform(stack, 'destroy', '-input=false', '-auto-approve');
    }
  }

  /** Runs Terraform in a stack's folder and returns its output. Throws with its message. */
  async terraform(stack: string, ...args: readonly string[]): Promise<string> {
    const [command = '', ...options] = args;
    const noColor = ['show', 'state'].includes(command) ? [] : ['-no-color'];
    return outputOf('terraform', [command, ...noColor, ...options], this.inStack(stack));
  }

  private inStack(stack: string): CommandOptions {
    return { cwd: join(this.outdir, 'stacks', stack), env: this.env };
  }

  private async succeed(...args: readonly string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await this.slipway(...args);
    if (exitCode !== 0) {
      throw new Error(`slipway ${args.join(' ')} ended with ${exitCode}:\n${stdout}${stderr}`);
    }
    return stdout + stderr;
  }

  /** Runs the cdktf command line in the workspace. Throws with the end of its output. */
  async cdktf(...args: readonly string[]): Promise<void> {
    const env = { ...this.env, STAGE: stageName };
    await outputOf('npx', ['cdktf', ...args], { cwd: this.workspace.root, env });
  }
}
