import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'undici';
import type { HealthCheck } from '@slipway/routing';
import { HealthChecker } from './health-check';

export type TargetHealth = 'initial' | 'healthy' | 'unhealthy' | 'gone';

export interface TargetProps {
  /** Port on the loopback address. */
  readonly port: number;
  readonly check: HealthCheck;
  readonly onHealthy: () => void;
  readonly onUnhealthy: (reason: string) => void;
}

/** One process in a target group: where it listens, and whether requests may go there. */
export class Target {
  readonly pool: Pool;
  private state: TargetHealth = 'initial';
  private isDraining = false;
  private readonly checker: HealthChecker;

  constructor({ port, check, onHealthy, onUnhealthy }: TargetProps) {
    this.pool = new Pool(`http://127.0.0.1:${port}`);
    this.checker = new HealthChecker({
      port,
      check,
      onHealthy: () => {
        this.state = 'healthy';
        onHealthy();
      },
      onUnhealthy: (reason) => {
        this.state = 'unhealthy';
        onUnhealthy(reason);
      },
    });
  }

  get health(): TargetHealth {
    return this.state;
  }

  /** Whether it only finishes what is under way. */
  get draining(): boolean {
    return this.isDraining;
  }

  /**
   * Sends it no further request; resolves when those under way have been answered, or after the
   * deregistration delay.
   *
   * @param seconds of the delay
   */
  async drain(seconds: number): Promise<void> {
    this.isDraining = true;
    const over = new AbortController();
    await Promise.race([
      this.pool.close(),
      delay(seconds * 1_000, undefined, { signal: over.signal }).catch(() => undefined),
    ]);
    over.abort();
  }

  /** Takes the target out for good; requests under way are cut off. */
  async deregister(): Promise<void> {
    this.state = 'gone';
    await Promise.all([this.checker.stop(), this.pool.destroy()]);
  }
}
