import type { Finding } from '@slipway/catalog';
import { ExitCode } from './exit-code';
import type { Outcome } from './outcome';
import { countFindings, formatFindings, hasErrors } from './terminal/findings';
import type { Terminal } from './terminal/terminal';

/** Shows findings on stderr; with `--json` they are in the document instead. */
export function noteFindings(findings: readonly Finding[], terminal: Terminal): void {
  if (findings.length > 0 && !terminal.json)
    terminal.note(`${formatFindings(findings, terminal.err)}\n`);
}

/** The end of a command that did nothing because of errors, after showing all findings. */
export function refused(findings: readonly Finding[], what: string, terminal: Terminal): Outcome {
  if (!hasErrors(findings)) throw new Error(`${what} for no reason that a finding gives`);
  noteFindings(findings, terminal);
  if (!terminal.json) terminal.note(`${what}: ${countFindings(findings)}`);
  return { exitCode: ExitCode.failed, findings, result: {} };
}
