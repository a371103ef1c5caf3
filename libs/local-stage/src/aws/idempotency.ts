/**
 * Milliseconds for which DynamoDB remembers the token of a transaction.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 */
export const tokenLifetime = 10 * 60 * 1_000;

interface Remembered<T> {
  readonly input: string;
  readonly result: T;
  readonly since: number;
}

/** What was done by which token, for ten minutes. */
export class RememberedTokens<T> {
  private readonly byToken = new Map<string, Remembered<T>>();

  constructor(private readonly now: () => number = Date.now) {}

  /** @returns the result of the same input, `mismatch` where the token was used with another, or nothing */
  find(token: string, input: string): { readonly result: T } | 'mismatch' | undefined {
    this.forget();
    const remembered = this.byToken.get(token);
    if (!remembered) return undefined;
    return remembered.input === input ? { result: remembered.result } : 'mismatch';
  }

  remember(token: string, input: string, result: T): void {
    this.byToken.set(token, { input, result, since: this.now() });
  }

  /** The oldest come first. */
  private forget(): void {
    for (const [token, { since }] of this.byToken) {
      if (this.now() - since < tokenLifetime) return;
      this.byToken.delete(token);
    }
  }
}
