import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { DeadLetterFile } from './dead-letter-file';
import type { DeadLetter } from './dead-letters';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-dead-letters-'));
  path = join(folder, 'below', 'dead-letters.jsonl');
});

afterEach(() => rmSync(folder, { recursive: true }));

function letter(id: string, value: unknown = id): DeadLetter {
  return { id, buffer: 'orders', acceptedAt: '2026-09-01T00:00:00.000Z', value };
}

test('keeps what was put, until it is taken out', async () => {
  const file = new DeadLetterFile(path);
  await file.put([letter('a'), letter('b', { text: 'two\nlines' })]);
  await file.put([letter('c')]);
  await file.remove(['a', 'unknown']);
  expect(await new DeadLetterFile(path).list()).toEqual({
    letters: [letter('b', { text: 'two\nlines' }), letter('c')],
    unreadable: 0,
  });
});

test('one that is put twice is there once', async () => {
  const file = new DeadLetterFile(path);
  await file.put([letter('a'), letter('b')]);
  await file.put([letter('a')]);
  expect((await file.list()).letters).toEqual([letter('a'), letter('b')]);
});

test('a file that is not there is not an empty one', async () => {
  await expect(new DeadLetterFile(path).list()).rejects.toThrow('ENOENT');
});

test('a folder that takes no file fails the put', async () => {
  const file = new DeadLetterFile(join(folder, 'taken'));
  await file.put([letter('a')]);
  await expect(new DeadLetterFile(join(folder, 'taken', 'x')).put([letter('b')])).rejects.toThrow(
    /EEXIST|ENOTDIR/,
  );
});

test('lines of others are counted and kept', async () => {
  const file = new DeadLetterFile(path);
  await file.put([letter('a')]);
  appendFileSync(path, 'null\n7\n{"id":"b"}\n{"written":7}\n');
  const before = readFileSync(path, 'utf8');
  expect(await file.list()).toEqual({ letters: [letter('a')], unreadable: 4 });
  expect(readFileSync(path, 'utf8')).toBe(before);
});

test('a crash at any byte of a put takes no letter that was there, and spoils none that comes', async () => {
  const file = new DeadLetterFile(path);
  await file.put([letter('a'), letter('ä€😀')]);
  const whole = readFileSync(path).length;
  await fc.assert(
    fc.asyncProperty(fc.nat(), async (cut) => {
      truncateSync(path, whole);
      await file.put([letter('b'), letter('c')]);
      const added = readFileSync(path).length - whole;
      truncateSync(path, whole + (cut % (added + 1)));
      await file.put([letter('d')]);
      const ids = (await file.list()).letters.map(({ id }) => id);
      expect(ids).toEqual(expect.arrayContaining(['a', 'ä€😀', 'd']));
      expect(ids.filter((id) => !['a', 'ä€😀', 'b', 'c', 'd'].includes(id))).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
