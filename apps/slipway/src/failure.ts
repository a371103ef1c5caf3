import { ExitCode } from './exit-code';

/** An end that is no bug: it is shown as a message and a fix, never with a stack trace. */
export class Failure extends Error {
  override readonly name = 'Failure';

  constructor(
    readonly exitCode: Exclude<ExitCode, 0>,
    message: string,
    /** What a person can do or paste. */
    readonly fix?: string,
  ) {
    super(message);
  }
}

/** Wrong usage: what was typed cannot be done. */
export function wrongUsage(message: string, fix?: string): Failure {
  return new Failure(ExitCode.usage, message, fix);
}

/** The machine lacks something the command needs. */
export function lacking(message: string, fix?: string): Failure {
  return new Failure(ExitCode.lacking, message, fix);
}

/** The operation failed for a reason outside of this program. */
export function failed(message: string, fix?: string): Failure {
  return new Failure(ExitCode.failed, message, fix);
}

/** Ctrl-C or SIGTERM ended the operation. */
export function interrupted(message: string): Failure {
  return new Failure(ExitCode.interrupted, message);
}

/** Recognises a Failure by its fields, since every command is bundled with a class of its own. */
export function isFailure(error: unknown): error is Failure {
  return error instanceof Error && error.name === 'Failure' && 'exitCode' in error;
}
