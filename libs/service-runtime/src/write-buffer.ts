import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { DeadLetter, DeadLetterStore } from './dead-letters';

/**
 * Does writes, and returns the ids of those it did not do. Where it throws, it did none, or it is not
 * known which: each comes again, under the same id, so it has to do one that comes twice once.
 *
 * @param signal is aborted when the answer does not count any more
 */
export type Writer = (
  writes: readonly DeadLetter[],
  signal: AbortSignal,
) => Promise<Iterable<string>>;

export interface WriteBufferProps {
  /** Names the writer of its dead letters: `quotes`. */
  readonly name: string;
  readonly writer: Writer;
  readonly deadLetters: DeadLetterStore;
  /** Writes that wait at most. */
  readonly capacity: number;
  /** Writes that the writer gets at once at most. */
  readonly batchSize: number;
  /** Milliseconds that a write waits for others; after a failure twice as long each time, up to 30 s. */
  readonly intervalMs: number;
  /** How often a write is tried before it becomes a dead letter. */
  readonly attempts: number;
}

/** What became of the writes that waited when the flush began. */
export interface Flushed {
  readonly written: number;
  readonly deadLettered: number;
  /** Neither written nor kept: the writer and the store both failed. */
  readonly lost: number;
}

/** The buffer has no room: the caller is to answer 503, or to wait. */
export class BufferFullError extends Error {
  override readonly name = 'BufferFullError';
}

/** The buffer is being flushed, for its process ends. */
export class BufferClosedError extends Error {
  override readonly name = 'BufferClosedError';
}

const longestIntervalMs = 30_000;

/** Milliseconds between two tries of the same flush. */
const retryMs = 100;

interface Pending {
  readonly letter: DeadLetter;
  attempts: number;
}

/**
 * Writes that are answered before they are done. They are in memory until then: a SIGKILL loses them,
 * a SIGTERM does not. A flush puts all of them into the store before it writes them, so that a crash
 * in the middle of it loses nothing either.
 */
export class WriteBuffer {
  private readonly pending = new Map<string, Pending>();
  private timer: NodeJS.Timeout | undefined;
  /** Whether the timer is one that does not wait for further writes. */
  private soon = false;
  private underWay: Promise<void> | undefined;
  private failures = 0;
  private closed = false;
  /** Ids that the store has; what is written of them is taken out again. */
  private readonly stored = new Set<string>();
  /** The last call of the store: each waits for the one before it. */
  private storing: Promise<unknown> = Promise.resolve();
  private readonly stop = new AbortController();

  constructor(private readonly props: WriteBufferProps) {}

  get name(): string {
    return this.props.name;
  }

  /** Writes that wait, those under way included. */
  get size(): number {
    return this.pending.size;
  }

  /**
   * Takes a write. One whose id waits already is the same write and is taken once.
   *
   * @returns its id
   * @throws BufferFullError, BufferClosedError, and a TypeError for what JSON cannot say
   */
  accept(value: unknown, id: string = randomUUID()): string {
    const { name, capacity } = this.props;
    if (this.closed) throw new BufferClosedError(`The buffer ${name} takes no more writes`);
    if (this.pending.has(id)) return id;
    if (this.pending.size >= capacity) {
      throw new BufferFullError(`The buffer ${name} holds ${capacity} writes, and no more fit`);
    }
    if (JSON.stringify(value) === undefined) {
      throw new TypeError(`The buffer ${name} takes what JSON can say, not ${typeof value}`);
    }
    const letter = { id, buffer: name, acceptedAt: new Date().toISOString(), value };
    this.pending.set(id, { letter, attempts: 0 });
    this.schedule();
    return id;
  }

  /**
   * Writes what waits, and leaves the rest to the store.
   *
   * @param limitMs milliseconds until it resolves, whatever writer and store do
   */
  async flush(limitMs: number): Promise<Flushed> {
    const end = Date.now() + limitMs;
    const waiting = this.pending.size;
    this.closed = true;
    clearTimeout(this.timer);
    const kept = await within(limitMs / 2, this.store());
    // The last of the time is the store's: for what has been written, or for a second try.
    const writeBy = end - limitMs / 5;
    await within(writeBy - Date.now(), this.writeAll(writeBy));
    this.stop.abort();
    await within(end - Date.now(), kept ? this.storing : this.store());
    const left = [...this.pending.keys()];
    const deadLettered = left.filter((id) => this.stored.has(id)).length;
    return {
      written: waiting - left.length,
      deadLettered,
      lost: left.length - deadLettered,
    };
  }

  /** A timer runs only while something waits, so that the buffer alone keeps no process alive. */
  private schedule(): void {
    if (this.underWay || this.closed || this.pending.size === 0) return;
    const { intervalMs, batchSize } = this.props;
    const full = this.failures === 0 && this.pending.size >= batchSize;
    if (this.timer && (this.soon || !full)) return;
    clearTimeout(this.timer);
    this.soon = full;
    const wait = full ? 0 : Math.min(intervalMs * 2 ** this.failures, longestIntervalMs);
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.writeBatch().then(() => this.schedule());
    }, wait);
  }

  private async writeAll(writeBy: number): Promise<void> {
    await this.underWay;
    while (this.pending.size > 0 && Date.now() < writeBy) {
      const failuresBefore = this.failures;
      await this.writeBatch();
      if (this.failures > failuresBefore) await delay(retryMs);
    }
  }

  private async writeBatch(): Promise<void> {
    this.underWay = this.tryBatch();
    await this.underWay;
    this.underWay = undefined;
  }

  private async tryBatch(): Promise<void> {
    const batch = [...this.firstPending()];
    const failed = await this.write(batch.map(({ letter }) => letter));
    // After the end of a flush it has been counted as not written.
    if (this.stop.signal.aborted) return;
    const written = batch.filter(({ letter }) => !failed.has(letter.id));
    for (const { letter } of written) this.pending.delete(letter.id);
    for (const each of batch.filter(({ letter }) => failed.has(letter.id))) {
      each.attempts += 1;
      // Behind the others, which it may not hold up.
      this.pending.delete(each.letter.id);
      this.pending.set(each.letter.id, each);
    }
    this.failures = failed.size > 0 ? this.failures + 1 : 0;
    this.takeOut(written.map(({ letter }) => letter.id));
    if (failed.size > 0 && !this.closed) await this.giveUp();
  }

  private *firstPending(): Generator<Pending> {
    let taken = 0;
    for (const each of this.pending.values()) {
      if (taken === this.props.batchSize) return;
      taken += 1;
      yield each;
    }
  }

  /** Ids of the letters that were not written. */
  private async write(letters: readonly DeadLetter[]): Promise<ReadonlySet<string>> {
    try {
      return new Set(await this.props.writer(letters, this.stop.signal));
    } catch {
      return new Set(letters.map(({ id }) => id));
    }
  }

  /** Puts everything that waits into the store; resolves to whether that worked. */
  private async store(): Promise<boolean> {
    const letters = [...this.pending.values()].map(({ letter }) => letter);
    return this.put(letters);
  }

  private put(letters: readonly DeadLetter[]): Promise<boolean> {
    if (letters.length === 0) return Promise.resolve(true);
    const done = this.storing.then(async () => {
      try {
        await this.props.deadLetters.put(letters);
      } catch {
        return false;
      }
      for (const { id } of letters) this.stored.add(id);
      return true;
    });
    this.storing = done;
    return done;
  }

  /** Where the store fails, or the process ends before, the replay writes it once more. */
  private takeOut(ids: readonly string[]): void {
    if (!this.closed) return;
    this.storing = this.storing.then(async () => {
      const stored = ids.filter((id) => this.stored.has(id));
      if (stored.length > 0) await this.props.deadLetters.remove(stored).catch(() => undefined);
    });
  }

  /** Moves what has been tried often enough out of the way of the others. */
  private async giveUp(): Promise<void> {
    const spent = [...this.pending.values()].filter(
      ({ attempts }) => attempts >= this.props.attempts,
    );
    const kept = await this.put(spent.map(({ letter }) => letter));
    // A flush that has begun since tries them once more.
    if (!kept || this.closed) return;
    for (const { letter } of spent) {
      this.pending.delete(letter.id);
      this.stored.delete(letter.id);
    }
  }
}

/** What the work resolves to; false where it takes longer. */
async function within<Result>(limitMs: number, work: Promise<Result>): Promise<Result | false> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), Math.max(0, limitMs));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
