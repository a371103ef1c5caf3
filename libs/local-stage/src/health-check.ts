import { setTimeout as delay } from 'node:timers/promises';
import type { HealthCheck } from '@slipway/routing';
import { request } from 'undici';

/** Milliseconds between two checks until the first success: a person is waiting. */
const startingInterval = 100;

export interface HealthCheckerProps {
  /** Port on the loopback address. */
  readonly port: number;
  readonly check: HealthCheck;
  readonly onHealthy: () => void;
  readonly onUnhealthy: (reason: string) => void;
}

/**
 * Checks one target as its target group says, but for the start: there the first check comes at
 * once, the next ones quickly, and the first success is enough. A target that has had no success
 * for as long as its group takes to give one up is unhealthy, and still checked.
 */
export class HealthChecker {
  private readonly stopping = new AbortController();
  private readonly done: Promise<void>;

  constructor(private readonly props: HealthCheckerProps) {
    this.done = this.run().catch((error: unknown) => {
      if (!this.stopping.signal.aborted) throw error;
    });
  }

  /** Ends the checks; a check under way is given up. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.done;
  }

  private async run(): Promise<void> {
    const { check, onHealthy, onUnhealthy } = this.props;
    await this.start();
    let healthy = true;
    let against = 0;
    let checkedAt = performance.now();
    for (;;) {
      // From the beginning of one check to that of the next, however long it takes.
      await this.pause(Math.max(0, checkedAt + check.interval * 1_000 - performance.now()));
      checkedAt = performance.now();
      const failure = await this.attempt();
      against = (failure === undefined) === healthy ? 0 : against + 1;
      if (failure !== undefined && healthy && against >= check.unhealthyThreshold) {
        healthy = false;
        against = 0;
        onUnhealthy(failure);
      } else if (failure === undefined && !healthy && against >= check.healthyThreshold) {
        healthy = true;
        against = 0;
        onHealthy();
      }
    }
  }

  /** Returns after the first success. */
  private async start(): Promise<void> {
    const { interval, unhealthyThreshold } = this.props.check;
    const deadline = Date.now() + interval * unhealthyThreshold * 1_000;
    let given = false;
    for (;;) {
      const failure = await this.attempt();
      if (failure === undefined) {
        this.props.onHealthy();
        return;
      }
      if (!given && Date.now() >= deadline) {
        given = true;
        this.props.onUnhealthy(failure);
      }
      await this.pause(given ? interval * 1_000 : startingInterval);
    }
  }

  private async pause(milliseconds: number): Promise<void> {
    await delay(milliseconds, undefined, { signal: this.stopping.signal });
  }

  /** Why the check failed; undefined where it succeeded. */
  private async attempt(): Promise<string | undefined> {
    const { port, check } = this.props;
    const timeout = AbortSignal.timeout(check.timeout * 1_000);
    try {
      const { statusCode, body } = await request(`http://127.0.0.1:${port}${check.path}`, {
        signal: AbortSignal.any([this.stopping.signal, timeout]),
        headers: { 'user-agent': 'ELB-HealthChecker/2.0', connection: 'close' },
      });
      await body.dump();
      return matches(check.matcher, statusCode)
        ? undefined
        : `${check.path} answered ${statusCode}, ${check.matcher} is healthy`;
    } catch (error) {
      this.stopping.signal.throwIfAborted();
      return timeout.aborted
        ? `${check.path} did not answer within ${check.timeout} s`
        : `${check.path} could not be reached: ${(error as Error).message}`;
    }
  }
}

/** Codes and ranges of a matcher: `200,202` or `200-299`. */
function matches(matcher: string, statusCode: number): boolean {
  return matcher.split(',').some((range) => {
    const [from, to = from] = range.trim().split('-').map(Number);
    return from !== undefined && to !== undefined && from <= statusCode && statusCode <= to;
  });
}
