import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleDigest } from '../testing/samples';
import { readLocks } from './read-locks';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'slipway-locks-'));
  mkdirSync(join(root, 'stacks/locks'), { recursive: true });
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

test('the locks of a stage are read from their files', () => {
  write('dev.placement.json', '{ "version": 1\n,"tenants": {"apiGroup":1}\n}\n');
  write('dev.images.json', `{ "version": 1\n,"quotes": {"arm64":"${sampleDigest}"}\n}\n`);
  const { locks, findings } = readLocks(root, 'dev');
  expect(findings).toEqual([]);
  expect(locks.placement.entries.get('tenants')?.value).toEqual({ apiGroup: 1 });
  expect(locks.images.entries.get('quotes')?.value).toEqual({ arm64: sampleDigest });
  expect(readLocks(root, 'prod').locks.placement.entries.size).toBe(0);
});

test('a lock that does not exist is empty, and knows where it will be', () => {
  const { locks, findings } = readLocks(root, 'dev');
  expect(findings).toEqual([]);
  expect(locks).toEqual({
    placement: { file: 'stacks/locks/dev.placement.json', entries: new Map() },
    images: { file: 'stacks/locks/dev.images.json', entries: new Map() },
  });
});

test('one that cannot be read is a finding, and so is what is wrong in the other', () => {
  mkdirSync(join(root, 'stacks/locks/dev.placement.json'));
  write('dev.images.json', 'x');
  expect(readLocks(root, 'dev').findings).toMatchObject([
    {
      rule: 'SLP2001',
      position: { file: 'stacks/locks/dev.placement.json', line: 1, column: 1 },
      message: 'the file cannot be read (EISDIR)',
    },
    { rule: 'SLP2003', position: { file: 'stacks/locks/dev.images.json' } },
    { rule: 'SLP2004' },
    { rule: 'SLP2004' },
  ]);
});

function write(name: string, text: string): void {
  writeFileSync(join(root, 'stacks/locks', name), text);
}
