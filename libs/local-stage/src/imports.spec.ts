import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stop } from 'esbuild';
import { importsOf } from './imports';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'slipway-imports-'));
  const paths = { '@shop/*': ['./libs/*/index.ts'] };
  write('tsconfig.json', JSON.stringify({ compilerOptions: { paths } }));
});
afterEach(() => rmSync(root, { recursive: true }));
afterAll(() => stop());

function write(file: string, ...lines: string[]): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), lines.join('\n'));
}

async function filesOf(service: string): Promise<string[]> {
  return [...(await importsOf(root, `apps/${service}`)).files].sort();
}

test('imports lead by alias, by path and by `require` as far as they go', async () => {
  write('apps/quotes/src/main.ts', "import { price } from '@shop/money';", 'price();');
  write('libs/money/index.ts', "export { price } from './price';");
  write('libs/money/price.ts', "export const price = () => require('../tax/rates.js');");
  write('libs/money/unused.ts', '');
  write('libs/tax/rates.js', "module.exports = import('./table.json');");
  write('libs/tax/table.json', '[]');
  expect(await filesOf('quotes')).toEqual([
    'libs/money/index.ts',
    'libs/money/price.ts',
    'libs/tax/rates.js',
    'libs/tax/table.json',
  ]);
});

test('every module of the service counts, whichever its command starts with, and none of its tests', async () => {
  write('apps/quotes/server.mjs', "import '@shop/money';");
  write('apps/quotes/jobs/deep/nightly.cts', "require('@shop/tax');");
  write('apps/quotes/src/main.spec.ts', "import '@shop/testing';");
  write('apps/quotes/e2e/quotes.ts', "import '@shop/testing';");
  for (const name of ['money', 'tax', 'testing']) write(`libs/${name}/index.ts`, '');
  expect(await filesOf('quotes')).toEqual(['libs/money/index.ts', 'libs/tax/index.ts']);
});

test('a linked package of the workspace is followed, an installed one is not', async () => {
  write('apps/quotes/src/main.ts', "import 'money'; import 'zod'; import 'node:fs';");
  write('libs/money/package.json', '{ "main": "index.js", "sideEffects": false }');
  write('libs/money/index.js', '');
  write('node_modules/zod/index.js', "require('../../libs/money/other')");
  symlinkSync(join(root, 'libs/money'), join(root, 'node_modules/money'));
  expect(await filesOf('quotes')).toEqual(['libs/money/index.js']);
});

test('a type is no import, since nothing that runs has it', async () => {
  write('apps/quotes/src/main.ts', "import type { Money } from '@shop/money';", 'let a: Money;');
  write('libs/money/index.ts', 'export type Money = number;');
  expect(await filesOf('quotes')).toEqual([]);
});

test('what does not compile counts, and hides nothing else', async () => {
  write('apps/quotes/src/main.ts', "import '@shop/broken'; import '@shop/money';");
  write('libs/broken/index.ts', 'export const = ;');
  write('libs/money/index.ts', '');
  expect(await filesOf('quotes')).toEqual(['libs/broken/index.ts', 'libs/money/index.ts']);
});

test('where a file is missing, the folders that it may appear in are known', async () => {
  write('apps/quotes/src/main.ts', "import '../../../libs/money/rules/price';");
  const imports = await importsOf(root, 'apps/quotes');
  expect(imports.isIncomplete).toBe(true);
  expect([...imports.folders]).toEqual(['libs/money/rules', 'libs/money', 'libs', '']);
});

test.each(['apps/gone', 'apps/snake'])('nothing is imported in %s', async (folder) => {
  write('apps/snake/app.py', 'import money');
  const imports = await importsOf(root, folder);
  expect(imports).toEqual({ files: new Set(), folders: new Set(), isIncomplete: false });
});
