import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { DeadLetterFile } from './dead-letter-file';
import { replay, type ReplayProps } from './replay';
import type { Writer } from './write-buffer';

let folder: string;
let store: DeadLetterFile;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-replay-'));
  store = new DeadLetterFile(join(folder, 'dead-letters.jsonl'));
});

afterEach(() => rmSync(folder, { recursive: true }));

async function put(count: number, buffer = 'orders'): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, index) => `${buffer}-${index}`);
  const acceptedAt = new Date(0).toISOString();
  await store.put(ids.map((id) => ({ id, buffer, acceptedAt, value: id })));
  return ids;
}

async function left(): Promise<string[]> {
  return (await store.list()).letters.map(({ id }) => id);
}

function replayWith(orders: Writer, props: Partial<ReplayProps> = {}) {
  const { signal } = new AbortController();
  return replay({ store, writers: { orders }, batchSize: 10, signal, ...props });
}

test('writes every letter and takes it out', async () => {
  const ids = await put(25);
  const batches: string[][] = [];
  const orders: Writer = async (writes) => {
    batches.push(writes.map(({ id }) => id));
    return [];
  };
  expect(await replayWith(orders)).toEqual({ written: 25, kept: {}, unreadable: 0 });
  expect(batches.map(({ length }) => length)).toEqual([10, 10, 5]);
  expect(batches.flat()).toEqual(ids);
  expect(await left()).toEqual([]);
  expect(await replayWith(orders)).toEqual({ written: 0, kept: {}, unreadable: 0 });
});

test('keeps what fails, and says why', async () => {
  await put(3);
  await put(2, 'audit');
  const orders: Writer = async (writes) => [writes[1]?.id ?? ''];
  const audit: Writer = () => Promise.reject(new Error('the table is gone'));
  expect(await replayWith(orders, { writers: { orders, audit } })).toEqual({
    written: 2,
    kept: { 'the writer did not do it': 1, 'the table is gone': 2 },
    unreadable: 0,
  });
  expect(await left()).toEqual(['orders-1', 'audit-0', 'audit-1']);
});

test('keeps the letters of a buffer without a writer', async () => {
  await put(2, 'audit');
  expect(await replayWith(async () => [])).toMatchObject({
    written: 0,
    kept: { 'the module has no writer for the buffer audit': 2 },
  });
  expect(await left()).toHaveLength(2);
});

test('ends between two batches', async () => {
  await put(25);
  const stopping = new AbortController();
  const orders: Writer = async () => {
    stopping.abort();
    return [];
  };
  expect(await replayWith(orders, { signal: stopping.signal })).toMatchObject({
    written: 10,
    kept: { 'the replay was ended before': 15 },
  });
  expect(await left()).toHaveLength(15);
});

test('after a crash at any call, the next replay ends with each letter written', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.nat({ max: 30 }),
      fc.nat({ max: 6 }),
      fc.boolean(),
      async (count, crashAt, takenOut) => {
        store = new DeadLetterFile(join(folder, `${run++}.jsonl`));
        await store.put([{ id: 'first', buffer: 'none', acceptedAt: '', value: 0 }]);
        const ids = await put(count);
        const written = new Set<string>();
        let calls = 0;
        const crash = new Error('crash');
        const crashing = new DeadLetterFile(store.path);
        crashing.remove = async (removed) => {
          if (calls !== crashAt || takenOut) await store.remove(removed);
          if (calls === crashAt) throw crash;
        };
        const orders: Writer = async (writes) => {
          calls += 1;
          for (const { id } of writes) written.add(id);
          return [];
        };
        await replayWith(orders, { store: crashing, batchSize: 5 }).catch((error: unknown) => {
          expect(error).toBe(crash);
        });
        const { unreadable } = await replayWith(orders, { batchSize: 5 });
        expect(unreadable).toBe(0);
        expect([...written].sort()).toEqual([...ids].sort());
        expect(await left()).toEqual(['first']);
      },
    ),
    { numRuns: 40 },
  );
});
