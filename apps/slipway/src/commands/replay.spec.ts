import { TestWorkspace } from '../testing/workspace';

const file = 'dead-letters.jsonl';

/** Writes each id to a file, once, as a writer has to. */
const writers = `
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { Writes } from './types';
export const writers = {
  orders: async (writes: Writes) => {
    const done = existsSync('ledger') ? readFileSync('ledger', 'utf8').split('\\n') : [];
    for (const { id } of writes) {
      if (id !== 'bad' && !done.includes(id)) appendFileSync('ledger', id + '\\n');
    }
    if (process.env.DIES) process.kill(process.pid, 'SIGKILL');
    return writes.filter(({ id }) => id === 'bad').map(({ id }) => id);
  },
};
`;

function letters(...ids: readonly string[]): string {
  return ids
    .map((id) => JSON.stringify({ id, buffer: 'orders', acceptedAt: '2026-09-01', value: id }))
    .join('\n');
}

let workspace: TestWorkspace;

beforeEach(() => {
  workspace = new TestWorkspace({
    'writers.ts': writers,
    'types.ts': 'export type Writes = readonly { readonly id: string }[];',
  });
});

afterEach(() => workspace.dispose());

const replay = (...args: readonly string[]) =>
  workspace.run('replay', file, '--writers', 'writers.ts', ...args);

test('writes what is in the file, once', async () => {
  workspace.write(file, letters('a', 'b', 'c'));
  expect(await replay()).toMatchObject({
    exitCode: 0,
    stdout: `3 written, 0 kept; ${file} can be deleted\n`,
  });
  expect(workspace.read('ledger')).toBe('a\nb\nc\n');
  expect(await replay()).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/^0 written/) as string,
  });
});

test('a dry run writes nothing', async () => {
  workspace.write(file, `${letters('a', 'b')}\n{"torn`);
  const before = workspace.read(file);
  expect(await replay('--dry-run')).toMatchObject({
    exitCode: 0,
    stdout: 'orders: 2 would be written\nkept 1: a line that cannot be read\n',
  });
  expect(workspace.has('ledger')).toBe(false);
  expect(workspace.read(file)).toBe(before);
});

test('keeps what fails, and ends with 1', async () => {
  workspace.write(file, letters('a', 'bad', 'c'));
  const args = ['replay', file, '--writers', 'writers.ts', '--batch', '1'] as const;
  expect(await workspace.runJson(...args)).toMatchObject({
    exitCode: 1,
    result: { written: 2, kept: { 'the writer did not do it': 1 }, unreadable: 0 },
  });
  expect((await replay('--dry-run')).stdout).toBe('orders: 1 would be written\n');
});

test('goes on after a crash, and writes nothing twice', async () => {
  workspace.write(file, letters('a', 'b', 'c', 'd'));
  workspace.setEnv({ DIES: '1' });
  expect((await replay('--batch', '2')).exitCode).toBeNull();
  workspace.setEnv({ DIES: '' });
  expect((await replay('--batch', '2')).exitCode).toBe(0);
  expect(workspace.read('ledger')).toBe('a\nb\nc\nd\n');
});

test.each([
  [['replay', 'gone.jsonl', '--writers', 'writers.ts'], 2, 'There is no file gone.jsonl'],
  [['replay', file, '--writers', 'gone.ts'], 2, 'There is no module gone.ts'],
  [['replay', file, '--writers', 'types.ts'], 2, 'types.ts exports no writers'],
  [['replay', file, '--writers', 'broken.ts'], 1, 'broken.ts cannot be loaded'],
  [['replay', file, '--writers', 'writers.ts', '--batch', '0'], 2, 'a whole number from 1'],
  [['replay', file], 2, "required option '--writers <module>' not specified"],
])('%j is refused', async (args, exitCode, message) => {
  workspace.write(file, letters('a'));
  workspace.write('broken.ts', 'export const writers = {');
  const run = await workspace.run(...args);
  expect(run.exitCode).toBe(exitCode);
  expect(run.stderr).toContain(message);
  expect(run.stderr).not.toMatch(/^\s+at /m);
});
