import type { AuthorizerResult } from './authorizer-result';
import type { Clock } from './token-bucket';

/** Results kept at most; the oldest goes first. */
const capacity = 10_000;

interface Entry {
  readonly until: number;
  readonly result: AuthorizerResult;
}

/** What authorizers said of callers, for as long as it holds. */
export class AuthorizerCache {
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly clock: Clock) {}

  /** The result under a key, where it still holds. */
  get(key: string): AuthorizerResult | undefined {
    const entry = this.entries.get(key);
    if (!entry || entry.until > this.clock()) return entry?.result;
    this.entries.delete(key);
    return undefined;
  }

  /** @param ttl seconds for which it holds */
  set(key: string, result: AuthorizerResult, ttl: number): void {
    const [oldest] = this.entries.keys();
    if (oldest !== undefined && this.entries.size >= capacity) this.entries.delete(oldest);
    this.entries.set(key, { until: this.clock() + ttl * 1_000, result });
  }
}
