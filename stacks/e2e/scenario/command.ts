import { spawn } from 'node:child_process';

export interface CommandOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** What a command that ended said. */
export interface CommandResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Milliseconds after which a command is ended; the longest apply takes 80 seconds. */
const limit = 10 * 60_000;

/** Runs a command to its end, without input. */
export function run(
  command: string,
  args: readonly string[],
  { cwd, env }: CommandOptions,
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe'];
    const child = spawn(command, args, { cwd, env, stdio, timeout: limit });
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', (text) => (output.stdout += String(text)));
    child.stderr.on('data', (text) => (output.stderr += String(text)));
    child.once('error', reject);
    child.once('close', (exitCode) => resolve({ exitCode: exitCode ?? 1, ...output }));
  });
}

/** Runs a command. Throws with the end of all it said where it ends with none of the exit codes. */
export async function resultOf(
  command: string,
  args: readonly string[],
  options: CommandOptions,
  exitCodes: readonly number[],
): Promise<CommandResult> {
  const result = await run(command, args, options);
  const { exitCode, stdout, stderr } = result;
  if (!exitCodes.includes(exitCode)) {
    const said = `${stdout}\n${stderr}`.trim().split('\n').slice(-60).join('\n');
    throw new Error(`${command} ${args.join(' ')} ended with ${exitCode}:\n${said}`);
  }
  return result;
}

/** The standard output of a command. Throws with the end of all it said where it fails. */
export async function outputOf(
  command: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<string> {
  const { stdout } = await resultOf(command, args, options, [0]);
  return stdout;
}
