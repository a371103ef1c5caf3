import { CallError } from './calls';
import type { Clock } from './clock';

/** What a bucket lets through. */
export interface Rate {
  /** Calls per second, where nobody else takes part in the quota. */
  readonly perSecond: number;
}

/** The slowest a bucket becomes, in calls per second. */
const SLOWEST = 0.2;
/** How long one throttle answers for the others that were on their way with it, in milliseconds. */
const ONE_THROTTLE = 1_000;
/** Calls per second that a second without throttles gives back, as a share of the full rate. */
const RECOVERY = 0.05;
/** How much time without calls may be made up for at once, in milliseconds. */
const BURST = 250;

/**
 * Lets calls through at a rate that others share: it halves with a throttle and recovers slowly, so that
 * several users of one quota come to share it.
 */
export class Bucket {
  private readonly waiting: (() => void)[] = [];
  private pumping = false;
  private nextAt = 0;
  private rate: number;
  private throttledAt = Number.NEGATIVE_INFINITY;
  private raisedAt: number;

  constructor(
    private readonly full: number,
    private readonly clock: Clock,
  ) {
    this.rate = full;
    this.raisedAt = clock.now();
  }

  /** Calls per second that it lets through now. */
  get perSecond(): number {
    return this.rate;
  }

  /** Resolves when a call may go. */
  take(): Promise<void> {
    const taken = new Promise<void>((resolve) => this.waiting.push(resolve));
    if (!this.pumping) void this.pump();
    return taken;
  }

  /** A call was throttled: half the rate, once for those that were sent together. */
  throttled(): void {
    const now = this.clock.now();
    if (now - this.throttledAt < ONE_THROTTLE) return;
    this.throttledAt = this.raisedAt = now;
    this.rate = Math.max(SLOWEST, this.rate / 2);
  }

  /** A call got through. */
  passed(): void {
    const now = this.clock.now();
    if (this.rate < this.full) {
      const seconds = (now - this.raisedAt) / 1_000;
      this.rate = Math.min(this.full, this.rate + seconds * RECOVERY * this.full);
    }
    this.raisedAt = now;
  }

  private async pump(): Promise<void> {
    this.pumping = true;
    for (;;) {
      const next = this.waiting.shift();
      if (next === undefined) break;
      const now = this.clock.now();
      const at = Math.max(this.nextAt, now - BURST);
      if (at > now) await this.clock.sleep(at - now);
      this.nextAt = at + 1_000 / this.rate;
      next();
    }
    this.pumping = false;
  }
}

/** How often a call that was throttled is sent in all; each waits for its turn at the lower rate. */
const THROTTLED_ATTEMPTS = 12;
/** How often a call that failed for no reason of its own is sent in all. */
const TRANSIENT_ATTEMPTS = 5;
/** First wait after such a failure, in milliseconds; it doubles. */
const BACKOFF = 200;
/** The longest wait, in milliseconds. */
const LONGEST_BACKOFF = 20_000;

/** Sends calls through buckets, and again where that may help. */
export class Pace {
  constructor(
    private readonly clock: Clock,
    /** Milliseconds since 1970 after which nothing is sent. */
    private readonly deadline: number,
  ) {}

  /**
   * Sends a call until it gets an answer that stands.
   * @throws CallError `late` after the deadline
   */
  async repeat<T>(
    operation: string,
    buckets: readonly Bucket[],
    send: () => Promise<T>,
  ): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.once(operation, buckets, send);
      } catch (error) {
        const wait = waitBefore(error, attempt);
        if (wait === undefined) throw error;
        await this.clock.sleep(wait);
      }
    }
  }

  /** Sends a call once, when its buckets let it through, and tells them how it went. */
  async once<T>(operation: string, buckets: readonly Bucket[], send: () => Promise<T>): Promise<T> {
    for (const bucket of buckets) await bucket.take();
    if (this.clock.now() > this.deadline) {
      throw new CallError(operation, 'late', 'not sent, since the time of this run is over');
    }
    try {
      const answer = await send();
      buckets.forEach((bucket) => bucket.passed());
      return answer;
    } catch (error) {
      const throttled = error instanceof CallError && error.failure === 'throttled';
      buckets.forEach((bucket) => (throttled ? bucket.throttled() : bucket.passed()));
      throw error;
    }
  }
}

/**
 * Milliseconds to wait before a call is sent again; undefined where that is of no use.
 * @param attempt how often it was sent
 */
export function waitBefore(error: unknown, attempt: number): number | undefined {
  if (!(error instanceof CallError)) return undefined;
  const again =
    (error.failure === 'throttled' && attempt < THROTTLED_ATTEMPTS) ||
    (error.failure === 'transient' && attempt < TRANSIENT_ATTEMPTS);
  return again ? Math.min(LONGEST_BACKOFF, BACKOFF * 2 ** (attempt - 1)) : undefined;
}
