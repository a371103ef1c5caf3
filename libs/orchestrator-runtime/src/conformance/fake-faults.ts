/**
 * What goes wrong with one request to a fake. `applied` says whether the service does what it was asked
 * before the answer is lost or turned into an error: AWS gives no sign of it, and neither does a fake.
 */
export type Fault =
  | { readonly kind: 'error'; readonly error: FakeError; readonly applied?: boolean }
  /** The connection is reset instead of an answer. */
  | { readonly kind: 'reset'; readonly applied?: boolean }
  /** The answer never comes; the connection stays open until the fake is closed. */
  | { readonly kind: 'hang'; readonly applied?: boolean }
  /** The answer comes late. */
  | { readonly kind: 'delay'; readonly ms: number };

/** An error as a service answers it. */
export class FakeError extends Error {
  constructor(
    override readonly name: string,
    message: string,
    readonly status = 400,
    /** Further members of the error's body, such as `resourceIds`. */
    readonly members: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}

/** Faults that wait for the next requests of an operation, first in, first out. */
export class FaultScript {
  private readonly waiting = new Map<string, Fault[]>();

  /** Lets the next `times` requests of `operation` meet `fault`, after those scripted before. */
  next(operation: string, fault: Fault, times = 1): void {
    const faults = this.waiting.get(operation) ?? [];
    faults.push(...Array.from({ length: times }, () => fault));
    this.waiting.set(operation, faults);
  }

  /** The fault of the request that is being answered; undefined where it goes well. */
  take(operation: string): Fault | undefined {
    return this.waiting.get(operation)?.shift();
  }

  clear(): void {
    this.waiting.clear();
  }
}
