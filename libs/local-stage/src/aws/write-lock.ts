/** Lets many in together, or one alone; who asked first goes first. */
export class WriteLock {
  /** Settles when all who were let in before the next one have left. */
  private alone: Promise<unknown> = Promise.resolve();
  private readonly together = new Set<Promise<unknown>>();

  /** Runs beside others that share. */
  share<T>(work: () => Promise<T>): Promise<T> {
    const result = this.alone.then(work);
    const left = result.catch(() => undefined);
    this.together.add(left);
    void left.then(() => this.together.delete(left));
    return result;
  }

  /** Runs while nothing else does. */
  exclude<T>(work: () => Promise<T>): Promise<T> {
    const result = Promise.all([this.alone, ...this.together]).then(work);
    this.alone = result.catch(() => undefined);
    return result;
  }
}
