import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { describeBug } from './bug-report';

let folder: string;

beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'slipway-bug-'))));
afterAll(() => rmSync(folder, { recursive: true }));

test('frames of a bundle are shown as the sources they come from', () => {
  const source = join(folder, 'source.ts');
  const bundle = join(folder, 'bundle.js');
  writeFileSync(
    source,
    '\n\nexport function fail(): Error {\n  return new Error("no such thing");\n}\n',
  );
  buildSync({
    entryPoints: [source],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    sourcemap: 'linked',
    sourcesContent: false,
  });
  const { fail } = jest.requireActual<{ fail: () => Error }>(bundle);
  const error = fail();
  // jest's own loader maps positions; a process without it shows the line in the bundle.
  const line = 1 + bundleLineOf(bundle, 'no such thing');
  error.stack = `Error: no such thing\n    at fail (${bundle}:${line}:10)\n    at node:internal/main:1:2`;
  const text = describeBug(error);
  expect(text).toContain('This is a bug in Slipway');
  expect(text).toMatch(/at fail \(source\.ts:4\)/);
  expect(text).toContain('at node:internal/main:1:2');
  expect(text).toContain('To report it:');
});

test('what is thrown need not be an error', () => {
  expect(describeBug('broken')).toContain('\nbroken\n');
});

function bundleLineOf(file: string, text: string): number {
  return readFileSync(file, 'utf8')
    .split('\n')
    .findIndex((line) => line.includes(text));
}
