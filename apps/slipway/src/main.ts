import { CommanderError, type Command } from 'commander';
import { ExitCode } from './exit-code';
import { wrongUsage } from './failure';
import { createProgram } from './program';
import { reportFailure } from './run-command';

/** Lets commander throw instead of ending the process, and say nothing itself of what is wrong. */
function throwOnWrongUsage(command: Command): void {
  command.exitOverride().configureOutput({ outputError: () => undefined });
  command.commands.forEach(throwOnWrongUsage);
}

/** A reader that has enough, as `head` has, ends the process; nobody is left to tell. */
function endWithReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
}

async function main(): Promise<void> {
  process.stdout.on('error', endWithReader);
  process.stderr.on('error', endWithReader);
  const program = createProgram();
  throwOnWrongUsage(program);
  try {
    await program.parseAsync();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return;
    if (error.code === 'commander.help') {
      process.exitCode = ExitCode.usage;
      return;
    }
    const [message = '', suggestion] = error.message.replace(/^error: /, '').split('\n');
    const hint =
      suggestion?.replace(/^\((.*)\)$/, '$1') ??
      'slipway --help lists the commands and their options';
    reportFailure(
      commandTyped(program),
      process.argv.includes('--json'),
      wrongUsage(message, hint),
    );
  }
}

/** The known command that the arguments start with, for the document; empty where there is none. */
function commandTyped(program: Command): string {
  const names: string[] = [];
  let group: Command | undefined = program;
  for (const argument of process.argv.slice(2)) {
    group = group.commands.find((command) => command.name() === argument);
    if (!group) break;
    names.push(group.name());
  }
  return names.join(' ');
}

void main();
