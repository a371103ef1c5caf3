import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isFailure } from '../failure';
import { install } from '../tools/install';
import { runTool } from '../tools/run-tool';
import type { Requirement } from './requirement';

/** A tool that says its version has had long enough by then, even on a busy machine. */
const timeoutMs = 10_000;

type Described = Pick<Requirement, 'name' | 'neededFor'>;

/** What a tool prints, or the requirement that says why it printed nothing. */
async function ask(
  described: Described,
  tool: keyof typeof install,
  args: readonly string[],
  fix: string = install[tool],
): Promise<{ readonly answer: string } | { readonly missing: Requirement }> {
  try {
    const { exitCode, stdout, stderr } = await runTool(tool, args, {
      timeoutMs,
      install: fix,
    });
    if (exitCode === 0) return { answer: stdout.trim() };
    const found = stderr.trim().split('\n').at(-1) || `exit code ${exitCode}`;
    return { missing: { ...described, state: 'missing', found, fix } };
  } catch (error) {
    if (!isFailure(error)) throw error;
    return {
      missing: { ...described, state: 'missing', found: error.message, fix: error.fix ?? fix },
    };
  }
}

export async function checkNpm(): Promise<Requirement> {
  const described = { name: 'npm', neededFor: 'installing packages' };
  const asked = await ask(described, 'npm', ['--version']);
  return 'missing' in asked ? asked.missing : { ...described, state: 'ok', found: asked.answer };
}

export async function checkGit(): Promise<Requirement> {
  const described = { name: 'git', neededFor: 'committing locks, affected projects' };
  const asked = await ask(described, 'git', ['--version']);
  if ('missing' in asked) return asked.missing;
  return { ...described, state: 'ok', found: asked.answer.replace(/^git version /, '') };
}

/** Compares the version with the workspace's `.terraform-version`, which CI uses. */
export async function checkTerraform(root: string): Promise<Requirement> {
  const described = { name: 'terraform', neededFor: 'bootstrap, plan and apply' };
  const asked = await ask(described, 'terraform', ['version', '-json']);
  if ('missing' in asked) return asked.missing;
  const found = versionIn(asked.answer);
  const wanted = (await readFile(join(root, '.terraform-version'), 'utf8').catch(() => '')).trim();
  if (wanted === '' || found === wanted) return { ...described, state: 'ok', found };
  return {
    ...described,
    state: 'differs',
    found: `${found}, .terraform-version says ${wanted}`,
    fix: install.terraform,
  };
}

function versionIn(answer: string): string {
  try {
    return (JSON.parse(answer) as { terraform_version: string }).terraform_version;
  } catch {
    return answer.split('\n')[0] ?? '';
  }
}

/** Asks the daemon, not the client: a client without one builds nothing. */
export async function checkDocker(): Promise<Requirement> {
  const described = { name: 'Docker', neededFor: 'images push and promote' };
  const format = ['version', '--format', '{{.Server.Version}}'];
  const asked = await ask(
    described,
    'docker',
    format,
    'start Docker, or install it: https://docs.docker.com/engine/install/',
  );
  return 'missing' in asked ? asked.missing : { ...described, state: 'ok', found: asked.answer };
}
