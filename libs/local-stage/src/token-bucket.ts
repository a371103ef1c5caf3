import type { Throttle } from '@slipway/terraform-graph';

/** Milliseconds on a clock that never goes back. */
export type Clock = () => number;

/** A token bucket, full at first: each request takes a token, and tokens come back at a steady rate. */
export class TokenBucket {
  private tokens: number;
  private filledAt: number;

  constructor(
    private readonly throttle: Throttle,
    private readonly clock: Clock,
  ) {
    this.tokens = throttle.burstLimit;
    this.filledAt = clock();
  }

  /** Takes a token. Returns false where there is none. */
  take(): boolean {
    const { rateLimit, burstLimit } = this.throttle;
    const now = this.clock();
    const gained = ((now - this.filledAt) / 1_000) * rateLimit;
    this.tokens = Math.min(burstLimit, this.tokens + gained);
    this.filledAt = now;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
