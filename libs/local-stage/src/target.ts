import { randomBytes } from 'node:crypto';
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
  /** Names it in the cookies that keep a client with it. */
  readonly id = randomBytes(6).toString('hex');
  readonly port: number;
  readonly pool: Pool;
  private state: TargetHealth = 'initial';
  private isDraining = false;
  private underWay = 0;
  private onIdle: (() => void) | undefined;
  private turnedHealthyAt = 0;
  private readonly checker: HealthChecker;

  constructor({ port, check, onHealthy, onUnhealthy }: TargetProps) {
    this.port = port;
    this.pool = new Pool(`http://127.0.0.1:${port}`);
    this.checker = new HealthChecker({
      port,
      check,
      onHealthy: () => {
        this.state = 'healthy';
        this.turnedHealthyAt = performance.now();
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

  /** Requests that have been sent to it and not answered yet. */
  get outstanding(): number {
    return this.underWay;
  }

  /** Milliseconds since it last turned healthy. */
  get healthyForMs(): number {
    return performance.now() - this.turnedHealthyAt;
  }

  /** Counts a request that goes to it. Returns what counts its end. */
  begin(): () => void {
    this.underWay += 1;
    return () => {
      this.underWay -= 1;
      if (this.underWay === 0) this.onIdle?.();
    };
  }

  /**
   * Sends it no further request; resolves when those under way have been answered, or after the
   * deregistration delay.
   * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#deregistration-delay
   *
   * @param delay seconds
   */
  async drain(delay: number): Promise<void> {
    this.isDraining = true;
    if (this.underWay === 0) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.onIdle = resolve;
      timer = setTimeout(resolve, delay * 1_000);
    });
    clearTimeout(timer);
  }

  /** Takes the target out for good; requests under way are cut off. */
  async deregister(): Promise<void> {
    this.state = 'gone';
    await Promise.all([this.checker.stop(), this.pool.destroy()]);
  }
}
