import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';

const folder = mkdtempSync(join(tmpdir(), 'slipway-reproducible-'));
const program = join(folder, 'print-hashes.js');
const modules = join(__dirname, '../../../../node_modules');

beforeAll(() => {
  write('one/apps/tenants/src/handler.ts', "export { greet as handler } from './greet';\n");
  write('one/apps/tenants/src/greet.ts', 'export const greet = (): string => __filename;\n');
  write('one/apps/reports/dist/index.js', 'exports.handler = () => 1;\n');
  write('one/apps/reports/dist/bin/tool', '#!/bin/sh\n');
  chmodSync(join(folder, 'one/apps/reports/dist/bin/tool'), 0o755);
  symlinkSync('bin/tool', join(folder, 'one/apps/reports/dist/tool'));
  // Another place, other times, and the files made in another order.
  cpSync(join(folder, 'one/apps/reports'), join(folder, 'two/apps/reports'), {
    recursive: true,
    verbatimSymlinks: true,
  });
  cpSync(join(folder, 'one/apps/tenants'), join(folder, 'two/apps/tenants'), { recursive: true });
  buildSync({
    entryPoints: [join(__dirname, '../testing/print-hashes.ts')],
    outfile: program,
    bundle: true,
    platform: 'node',
    external: ['esbuild'],
    logLevel: 'error',
  });
});

afterAll(() => rmSync(folder, { recursive: true }));

function write(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

/** Hashes that a process of its own prints. */
function hashes(workspace: string, cwd: string, TZ: string): unknown {
  const env = { PATH: process.env['PATH'], NODE_PATH: modules, TZ };
  const printed = execFileSync(process.execPath, [program, join(folder, workspace)], { cwd, env });
  return JSON.parse(printed.toString()) as unknown;
}

test('the same sources have the same hash in every process, folder and time zone', () => {
  const first = hashes('one', folder, 'UTC');
  expect(first).toEqual({
    tenants: expect.stringMatching(/^[\w+/]{43}=$/),
    reports: expect.stringMatching(/^[\w+/]{43}=$/),
  });
  expect(hashes('one', tmpdir(), 'Pacific/Auckland')).toEqual(first);
  expect(hashes('two', join(folder, 'two'), 'America/Los_Angeles')).toEqual(first);
  write('two/apps/reports/dist/index.js', 'exports.handler = () => 2;\n');
  expect(hashes('two', folder, 'UTC')).not.toEqual(first);
});
