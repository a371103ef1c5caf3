/** Milliseconds before the first restart of a task that never got healthy; each further one waits twice as long. */
const firstDelay = 1_000;

/** ECS goes to many minutes; here a person is waiting. */
const longestDelay = 30_000;

/** Milliseconds that a task must have been healthy for its end to be the first of a row. */
const steadyAfter = 10_000;

/**
 * When the next task may start, after tasks of a service have failed in a row.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-throttle-logic.html
 */
export class RestartBackOff {
  private failures = 0;

  /**
   * Counts the end of a task. Returns the milliseconds until the next one may start.
   * @param healthyFor milliseconds for which it was healthy; undefined where it never was
   */
  failed(healthyFor: number | undefined): number {
    if (healthyFor !== undefined && healthyFor >= steadyAfter) this.failures = 0;
    this.failures += 1;
    if (this.failures === 1 && healthyFor !== undefined) return 0;
    return Math.min(longestDelay, firstDelay * 2 ** (this.failures - 1));
  }

  /** Forgets what was before: there is something new to try. */
  reset(): void {
    this.failures = 0;
  }
}
