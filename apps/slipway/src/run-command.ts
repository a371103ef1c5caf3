import { describeBug } from './bug-report';
import { ExitCode } from './exit-code';
import { exitWhenInterrupted, pendingSignals } from './interruption';
import { isFailure, type Failure } from './failure';
import type { CommandContext, JsonDocument, Outcome } from './outcome';
import { formatFailure } from './terminal/failure-text';
import { systemFailure } from './system-failure';
import { createTerminal } from './terminal/terminal';
import { findWorkspace } from './workspace';

/** Does a command's work in the workspace around the current folder and ends the process as the work says. */
export async function runCommand(
  command: string,
  json: boolean,
  work: (context: CommandContext) => Promise<Outcome>,
): Promise<void> {
  exitWhenInterrupted();
  const terminal = createTerminal(json);
  try {
    const { exitCode, findings, result } = await work({
      root: findWorkspace(process.cwd()),
      terminal,
    });
    finish({ command, ok: exitCode === ExitCode.ok, exitCode, findings, result }, json);
  } catch (error) {
    // A terminal sends Ctrl-C to the programs that the work has started too, which makes it fail.
    await pendingSignals();
    const failure = isFailure(error) ? error : systemFailure(error);
    if (failure) reportFailure(command, json, failure);
    else reportBug(command, json, error);
  }
}

/** Ends with a failure: text on stderr, or the document on stdout with `--json`. */
export function reportFailure(command: string, json: boolean, failure: Failure): void {
  const { exitCode, message, fix } = failure;
  if (!json) {
    const { note, err } = createTerminal(json);
    note(formatFailure(failure, err));
  }
  finish(
    { command, ok: false, exitCode, findings: [], error: { message, ...(fix && { fix }) } },
    json,
  );
}

function reportBug(command: string, json: boolean, error: unknown): void {
  createTerminal(json).note(describeBug(error));
  const message = `bug: ${error instanceof Error ? error.message : String(error)}`;
  const exitCode = ExitCode.failed;
  finish({ command, ok: false, exitCode, findings: [], error: { message } }, json);
}

function finish(document: JsonDocument, json: boolean): void {
  if (json) process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  process.exitCode = document.exitCode;
}
