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
  private readonly checker: HealthChecker;
  private deregistered: Promise<void> | undefined;

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

  /** Takes the target out for good; requests under way get `delayMs` to end, and are cut off then. */
  deregister(delayMs: number): Promise<void> {
    this.state = 'gone';
    return (this.deregistered ??= this.drain(delayMs));
  }

  private async drain(delayMs: number): Promise<void> {
    const stopped = this.checker.stop();
    const over = new AbortController();
    await Promise.race([
      this.pool.close(),
      delay(delayMs, undefined, { signal: over.signal }).catch(() => undefined),
    ]);
    over.abort();
    await Promise.all([stopped, this.pool.destroy()]);
  }
}
