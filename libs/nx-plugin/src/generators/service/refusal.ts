/** The generator writes nothing because of what it was asked for; Nx prints the message as it is. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  /** Nx points to the stack trace of an error that has one; here no code is at fault. */
  override readonly stack = undefined;

  /** @param details why, and the nearest fix; or findings that say both */
  constructor(what: string, ...details: readonly string[]) {
    super([`${what}. Nothing is written.`, ...details].join('\n'));
  }
}
