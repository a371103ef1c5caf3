import type { Finding } from '@slipway/catalog';
import type { ExitCode } from './exit-code';
import type { Terminal } from './terminal/terminal';

/** What a command is given besides its options. */
export interface CommandContext {
  /** Absolute path of the workspace. */
  readonly root: string;
  readonly terminal: Terminal;
}

/** What a command ends with; `--json` prints it, the text was printed on the way. */
export interface Outcome {
  readonly exitCode: ExitCode;
  readonly findings: readonly Finding[];
  /** Stable per command: fields are added, never renamed. */
  readonly result: object;
}

/** The one document that `--json` puts on stdout, for every command and every end. */
export interface JsonDocument {
  readonly command: string;
  /** True exactly when `exitCode` is 0. */
  readonly ok: boolean;
  readonly exitCode: number;
  readonly findings: readonly Finding[];
  readonly result?: object;
  readonly error?: { readonly message: string; readonly fix?: string };
}
