import type { DeadLetter, DeadLetterStore } from './dead-letters';
import type { Writer } from './write-buffer';

export interface ReplayProps {
  readonly store: DeadLetterStore;
  /** The writer of each buffer, by the buffer's name. */
  readonly writers: Readonly<Record<string, Writer>>;
  /** Letters that a writer gets at once at most. */
  readonly batchSize: number;
  /** Between two batches; what is left stays where it is. */
  readonly signal: AbortSignal;
}

export interface Replayed {
  readonly written: number;
  /** Letters that stay in the store, by the reason. */
  readonly kept: Readonly<Record<string, number>>;
  /** Entries of the store that cannot be read; they stay. */
  readonly unreadable: number;
}

/**
 * Writes dead letters. Each batch is taken out of the store once it is written, so that a replay that
 * was ended, however, goes on where it was; a batch that was written and not yet taken out is written
 * once more, under the same ids.
 */
export async function replay(props: ReplayProps): Promise<Replayed> {
  const { store, writers, batchSize, signal } = props;
  const { letters, unreadable } = await store.list();
  const kept: Record<string, number> = {};
  const keep = (reason: string, count: number): void => {
    if (count > 0) kept[reason] = (kept[reason] ?? 0) + count;
  };
  let written = 0;
  for (const [buffer, ofBuffer] of byBuffer(letters)) {
    const writer = writers[buffer];
    if (!writer) {
      keep(`the module has no writer for the buffer ${buffer}`, ofBuffer.length);
      continue;
    }
    for (let first = 0; first < ofBuffer.length; first += batchSize) {
      if (signal.aborted) {
        keep('the replay was ended before', ofBuffer.length - first);
        break;
      }
      const batch = ofBuffer.slice(first, first + batchSize);
      const { done, reason } = await write(writer, batch, signal);
      if (done.length > 0) await store.remove(done);
      written += done.length;
      keep(reason, batch.length - done.length);
    }
  }
  return { written, kept, unreadable };
}

function byBuffer(letters: readonly DeadLetter[]): Map<string, DeadLetter[]> {
  const found = new Map<string, DeadLetter[]>();
  for (const letter of letters) {
    const ofBuffer = found.get(letter.buffer);
    if (ofBuffer) ofBuffer.push(letter);
    else found.set(letter.buffer, [letter]);
  }
  return found;
}

async function write(
  writer: Writer,
  batch: readonly DeadLetter[],
  signal: AbortSignal,
): Promise<{ readonly done: readonly string[]; readonly reason: string }> {
  try {
    const failed = new Set(await writer(batch, signal));
    const done = batch.map(({ id }) => id).filter((id) => !failed.has(id));
    return { done, reason: 'the writer did not do it' };
  } catch (error) {
    return { done: [], reason: error instanceof Error ? error.message : String(error) };
  }
}
