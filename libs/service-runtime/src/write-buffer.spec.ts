import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import type { DeadLetter, DeadLetterStore } from './dead-letters';
import {
  BufferClosedError,
  BufferFullError,
  WriteBuffer,
  type WriteBufferProps,
  type Writer,
} from './write-buffer';

class MemoryLetters implements DeadLetterStore {
  readonly letters = new Map<string, DeadLetter>();
  works = true;

  async put(letters: readonly DeadLetter[]): Promise<void> {
    if (!this.works) throw new Error('the store is gone');
    for (const each of letters) this.letters.set(each.id, each);
  }

  async remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.letters.delete(id);
  }

  async list() {
    return { letters: [...this.letters.values()], unreadable: 0 };
  }
}

const all: Writer = async () => [];
const hangs: Writer = () => new Promise(() => undefined);

function bufferWith(props: Partial<WriteBufferProps>): WriteBuffer {
  return new WriteBuffer({
    name: 'orders',
    writer: all,
    deadLetters: new MemoryLetters(),
    capacity: 1_000,
    batchSize: 10,
    intervalMs: 5,
    attempts: 3,
    ...props,
  });
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await delay(5);
}

test('writes in batches, in the order of their coming', async () => {
  const batches: string[][] = [];
  const buffer = bufferWith({
    writer: async (writes) => {
      batches.push(writes.map(({ id }) => id));
      return [];
    },
    batchSize: 2,
  });
  for (const id of ['a', 'b', 'c']) buffer.accept({ of: id }, id);
  await until(() => buffer.size === 0);
  expect(batches).toEqual([['a', 'b'], ['c']]);
});

test('gives the writer id, name, value and time', async () => {
  const given: DeadLetter[] = [];
  const buffer = bufferWith({
    writer: async (writes) => {
      given.push(...writes);
      return [];
    },
  });
  const id = buffer.accept({ amount: 7 });
  await until(() => given.length === 1);
  expect(given).toEqual([
    { id, buffer: 'orders', acceptedAt: expect.any(String) as string, value: { amount: 7 } },
  ]);
});

test('a full batch does not wait for the interval', async () => {
  const buffer = bufferWith({ intervalMs: 600_000, batchSize: 3 });
  for (const id of ['a', 'b', 'c']) buffer.accept(1, id);
  await until(() => buffer.size === 0);
  expect(buffer.size).toBe(0);
});

test('takes a write once while it waits', () => {
  const buffer = bufferWith({ writer: hangs });
  expect(buffer.accept(1, 'a')).toBe('a');
  expect(buffer.accept(1, 'a')).toBe('a');
  expect(buffer.size).toBe(1);
});

test('refuses what does not fit, what JSON cannot say, and what comes after the flush', async () => {
  const buffer = bufferWith({ writer: hangs, capacity: 1 });
  expect(() => buffer.accept(undefined)).toThrow(TypeError);
  expect(() => buffer.accept({ n: 1n })).toThrow(TypeError);
  buffer.accept(1);
  expect(() => buffer.accept(2)).toThrow(BufferFullError);
  await buffer.flush(10);
  expect(() => buffer.accept(3)).toThrow(BufferClosedError);
});

test('tries again what failed, and lets the others pass', async () => {
  const tries: string[] = [];
  const buffer = bufferWith({
    writer: async (writes) => {
      tries.push(...writes.map(({ id }) => id));
      return tries.filter((id) => id === 'a').length < 3 ? ['a'] : [];
    },
    batchSize: 1,
  });
  buffer.accept(1, 'a');
  buffer.accept(1, 'b');
  await until(() => buffer.size === 0);
  expect(tries).toEqual(['a', 'b', 'a', 'a']);
});

test('what fails too often becomes a dead letter', async () => {
  const deadLetters = new MemoryLetters();
  const buffer = bufferWith({
    writer: async (writes) => writes.map(({ id }) => id).filter((id) => id === 'bad'),
    deadLetters,
  });
  buffer.accept(1, 'bad');
  buffer.accept(1, 'good');
  await until(() => buffer.size === 0);
  expect([...deadLetters.letters.keys()]).toEqual(['bad']);
  expect(await buffer.flush(100)).toEqual({ written: 0, deadLettered: 0, lost: 0 });
});

test('nothing is given up while the store does not take it', async () => {
  const deadLetters = new MemoryLetters();
  deadLetters.works = false;
  let tries = 0;
  const buffer = bufferWith({
    writer: async (writes) => {
      tries += 1;
      return writes.map(({ id }) => id);
    },
    deadLetters,
    attempts: 1,
  });
  buffer.accept(1, 'a');
  await until(() => tries === 3);
  expect(buffer.size).toBe(1);
  deadLetters.works = true;
  await until(() => buffer.size === 0);
  expect([...deadLetters.letters.keys()]).toEqual(['a']);
});

test('a flush says what is lost where writer and store both fail', async () => {
  const deadLetters = new MemoryLetters();
  deadLetters.works = false;
  const buffer = bufferWith({ writer: hangs, deadLetters });
  for (const id of ['a', 'b']) buffer.accept(1, id);
  expect(await buffer.flush(50)).toEqual({ written: 0, deadLettered: 0, lost: 2 });
});

test('a flush ends with its limit, whatever writer and store do', async () => {
  const deadLetters = new MemoryLetters();
  deadLetters.put = () => new Promise(() => undefined);
  const buffer = bufferWith({ writer: hangs, deadLetters });
  buffer.accept(1, 'a');
  expect(await buffer.flush(50)).toEqual({ written: 0, deadLettered: 0, lost: 1 });
});

/** What the writer does with a batch: all of it, a part, nothing, all of it without an answer. */
const deed = fc.constantFrom('writes', 'writes a half', 'throws', 'writes and throws', 'hangs');

test('what was accepted is written or a dead letter, and what the buffer wrote is not both', async () => {
  const runs = fc.record({
    deeds: fc.array(deed, { maxLength: 12 }),
    count: fc.nat({ max: 60 }),
    batchSize: fc.integer({ min: 1, max: 20 }),
    flushAfter: fc.nat({ max: 12 }),
  });
  await fc.assert(
    fc.asyncProperty(runs, async ({ deeds, count, batchSize, flushAfter }) => {
      const done = new Set<string>();
      const answered = new Set<string>();
      let call = 0;
      const writer: Writer = async (writes) => {
        const what = deeds[call++] ?? 'writes';
        const ids = writes.map(({ id }) => id);
        if (what === 'hangs') return new Promise(() => undefined);
        if (what === 'throws') throw new Error(what);
        const some = what === 'writes a half' ? ids.slice(0, Math.ceil(ids.length / 2)) : ids;
        for (const id of some) done.add(id);
        if (what === 'writes and throws') throw new Error(what);
        for (const id of some) answered.add(id);
        return ids.slice(some.length);
      };
      const deadLetters = new MemoryLetters();
      const buffer = bufferWith({ writer, deadLetters, batchSize, intervalMs: 1 });
      const accepted = Array.from({ length: count }, (_, index) => buffer.accept(index));
      await delay(flushAfter);
      const { lost } = await buffer.flush(40);

      expect(lost).toBe(0);
      const kept = [...deadLetters.letters.keys()];
      expect(new Set([...done, ...kept])).toEqual(new Set(accepted));
      expect(kept.filter((id) => answered.has(id))).toEqual([]);
    }),
    { numRuns: 100 },
  );
});
