/** What AWS lets through: a bucket that fills at a rate and holds a second of it. */
export class Quota {
  private tokens: number;
  private filledAt: number;

  constructor(
    private readonly perSecond: number,
    private readonly now: () => number,
    private readonly burst = Math.max(1, perSecond),
  ) {
    this.tokens = this.burst;
    this.filledAt = now();
  }

  /** Whether a call gets through. */
  take(): boolean {
    const now = this.now();
    this.tokens = Math.min(
      this.burst,
      this.tokens + ((now - this.filledAt) / 1_000) * this.perSecond,
    );
    this.filledAt = now;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}

/** Calls per second by quota, as AWS counts them; those that are not named share `control`. */
export interface ServerRates {
  readonly control: number;
  readonly GetPolicy: number;
  readonly GetFunction: number;
  readonly GetMetricData: number;
  readonly providerRead: number;
  readonly providerWrite: number;
}

const quotaOf: Readonly<Record<string, keyof ServerRates>> = {
  GetPolicy: 'GetPolicy',
  GetFunction: 'GetFunction',
  GetMetricData: 'GetMetricData',
  ListFunctionVersionsByCapacityProvider: 'providerRead',
  GetCapacityProvider: 'providerRead',
  GetFunctionScalingConfig: 'providerRead',
  PutFunctionScalingConfig: 'providerWrite',
};

/** Says of each operation whether its quota lets it through. */
export function quotas(rates: ServerRates, now: () => number): (operation: string) => boolean {
  const buckets = new Map<string, Quota>(
    Object.entries(rates).map(([name, perSecond]) => [name, new Quota(perSecond, now)]),
  );
  return (operation) => buckets.get(quotaOf[operation] ?? 'control')?.take() ?? true;
}
