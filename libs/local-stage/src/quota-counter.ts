import type { Quota } from '@slipway/terraform-graph';

/** Counts the requests of one key in each day, week or month, by UTC. */
export class QuotaCounter {
  private period: number | undefined;
  private left = 0;

  /** @param today milliseconds since 1970 */
  constructor(
    private readonly quota: Quota,
    private readonly today: () => number,
  ) {}

  /** Counts a request. Returns false where the quota of the period is used up. */
  take(): boolean {
    const period = periodOf(this.quota.period, new Date(this.today()));
    if (period !== this.period) {
      const isFirst = this.period === undefined;
      this.left = this.quota.limit - (isFirst ? this.quota.offset : 0);
      this.period = period;
    }
    if (this.left <= 0) return false;
    this.left -= 1;
    return true;
  }
}

const dayMs = 24 * 60 * 60 * 1_000;

/** A number that every moment of one period shares; weeks begin on Sunday. */
function periodOf(period: Quota['period'], time: Date): number {
  const day = Math.floor(time.getTime() / dayMs);
  switch (period) {
    case 'DAY':
      return day;
    case 'WEEK':
      return day - time.getUTCDay();
    case 'MONTH':
      return time.getUTCFullYear() * 12 + time.getUTCMonth();
  }
}
