/** A buffered write that was not done before its process ended. */
export interface DeadLetter {
  /** Names the write for good: the writer does it once, however often it gets it. */
  readonly id: string;
  /** Name of the buffer that accepted it. */
  readonly buffer: string;
  /** When it was accepted, as ISO 8601. */
  readonly acceptedAt: string;
  /** What is written; anything that JSON can say. */
  readonly value: unknown;
}

/**
 * Where writes go that outlive their process. A store of a team's own, on a queue or in a bucket, has
 * these three functions; none of them is called at the same time as another.
 */
export interface DeadLetterStore {
  /** Keeps letters. Resolves once they survive the machine; to put one twice is to put it once. */
  put(letters: readonly DeadLetter[]): Promise<void>;
  /** Takes letters out that have been written; ids that it does not have are none of its business. */
  remove(ids: readonly string[]): Promise<void>;
  /** Every letter that was put and not taken out, in the order of the first `put`. */
  list(): Promise<StoredLetters>;
}

export interface StoredLetters {
  readonly letters: readonly DeadLetter[];
  /** Entries that cannot be read, as a crash in the middle of `put` leaves one. They are kept. */
  readonly unreadable: number;
}
