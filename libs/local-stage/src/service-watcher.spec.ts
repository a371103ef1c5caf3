import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ServiceWatcher } from './service-watcher';

let root: string;
let watcher: ServiceWatcher;
let told: string[];

function write(file: string, text = `// ${Math.random()}`): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'slipway-watch-'));
  told = [];
  const paths = { '@shop/*': ['./libs/*/src/index.ts'] };
  write('tsconfig.json', JSON.stringify({ compilerOptions: { paths } }));
  write('libs/money/src/index.ts', "export * from './price';");
  write('libs/money/src/price.ts', 'export const price = 1;');
  write('libs/money/src/unused.ts');
  write('libs/tax/src/index.ts');
  write('apps/quotes/src/main.ts', "import '@shop/money';");
  write('apps/pricing/src/main.ts', "import '@shop/money'; import '@shop/tax';");
  write('apps/plain/src/main.ts');
  const services = ['quotes', 'pricing', 'plain'].map((name) => ({
    name,
    folder: `apps/${name}`,
    file: `apps/${name}/service.yaml`,
  }));
  watcher = new ServiceWatcher({
    root,
    services,
    onChange: ({ name }, file) => told.push(`${name}: ${file}`),
    onSettings: (file) => told.push(file),
  });
  await watcher.ready();
});

afterEach(async () => {
  await watcher.close();
  rmSync(root, { recursive: true });
});

/** Resolves with what was told, sorted, once there is so much of it. */
async function until(count: number): Promise<string[]> {
  const deadline = Date.now() + 20_000;
  while (told.length < count && Date.now() < deadline) await delay(10);
  return told.splice(0).sort();
}

/** Resolves with what is told up to a change of a service that has nothing to do with the others. */
async function untilPlain(): Promise<string[]> {
  // Further away than what changed before takes to be told.
  await delay(500);
  write('apps/plain/src/main.ts');
  const deadline = Date.now() + 20_000;
  while (!told.includes('plain: apps/plain/src/main.ts') && Date.now() < deadline) await delay(10);
  return told.splice(0).sort();
}

const plain = 'plain: apps/plain/src/main.ts';

test('many changes of a service are one, and settings are told apart', async () => {
  write('apps/quotes/src/main.ts');
  write('apps/quotes/src/new/price.ts');
  write('apps/pricing/service.yaml');
  expect(await until(2)).toEqual([
    'apps/pricing/service.yaml',
    expect.stringMatching(/^quotes: apps\/quotes\/src/),
  ]);
});

test('what tools write and tests read changes nothing', async () => {
  for (const file of ['dist/main.js', 'node_modules/a/index.js', 'src/main.spec.ts', '.cache']) {
    write(`apps/quotes/${file}`);
  }
  write('libs/money/src/price.spec.ts');
  write('libs/money/src/unused.ts');
  expect(await untilPlain()).toEqual([plain]);
});

test('a file that an editor writes aside changes nothing', async () => {
  write('apps/quotes/src/sedPHEawg');
  await delay(50);
  renameSync(join(root, 'apps/quotes/src/sedPHEawg'), join(root, 'apps/quotes/service.yaml'));
  expect(await until(1)).toEqual(['apps/quotes/service.yaml']);
  expect(await untilPlain()).toEqual([plain]);
});

test('a file of a library changes the services that import it, and only those', async () => {
  write('libs/money/src/price.ts', 'export const price = 2;');
  expect(await until(2)).toEqual([
    'pricing: libs/money/src/price.ts',
    'quotes: libs/money/src/price.ts',
  ]);
  write('libs/tax/src/index.ts');
  expect(await until(1)).toEqual(['pricing: libs/tax/src/index.ts']);
  expect(await untilPlain()).toEqual([plain]);
});

test('a library that is imported from now on is followed, and one that is no more is not', async () => {
  write('apps/plain/src/main.ts', "import '@shop/tax';");
  expect(await until(1)).toEqual([plain]);
  write('libs/tax/src/index.ts');
  expect(await until(2)).toEqual([
    'plain: libs/tax/src/index.ts',
    'pricing: libs/tax/src/index.ts',
  ]);
  write('apps/pricing/src/main.ts', "import '@shop/money';");
  expect(await until(1)).toEqual(['pricing: apps/pricing/src/main.ts']);
  write('libs/tax/src/index.ts');
  expect(await until(1)).toEqual(['plain: libs/tax/src/index.ts']);
  expect(await untilPlain()).toEqual([plain]);
});

test('a file that is imported before it is written is followed', async () => {
  write('libs/tax/src/index.ts', "export * from './rates/rate';");
  expect(await until(1)).toEqual(['pricing: libs/tax/src/index.ts']);
  write('libs/tax/src/rates/rate.ts', 'export const rate = 19;');
  expect(await until(1)).toEqual(['pricing: libs/tax/src/rates/rate.ts']);
  write('libs/tax/src/rates/rate.ts', 'export const rate = 7;');
  expect(await until(1)).toEqual(['pricing: libs/tax/src/rates/rate.ts']);
});

test('a library that does not compile is followed until it does', async () => {
  write('libs/tax/src/index.ts', 'export const rate = ;');
  expect(await until(1)).toEqual(['pricing: libs/tax/src/index.ts']);
  write('libs/tax/src/index.ts', 'export const rate = 19;');
  expect(await until(1)).toEqual(['pricing: libs/tax/src/index.ts']);
});

test('another compiler setting changes the services whose imports lead elsewhere then', async () => {
  write('libs/tax-2/src/index.ts');
  const paths = {
    '@shop/tax': ['./libs/tax-2/src/index.ts'],
    '@shop/*': ['./libs/*/src/index.ts'],
  };
  write('tsconfig.json', JSON.stringify({ compilerOptions: { paths } }));
  expect(await until(1)).toEqual(['pricing: libs/tax-2/src/index.ts']);
  expect(await untilPlain()).toEqual([plain]);
});

test('a library that goes and comes back, as on another branch, is followed again', async () => {
  renameSync(join(root, 'libs/tax'), join(root, 'elsewhere'));
  expect(await until(1)).toEqual(['pricing: libs/tax/src/index.ts']);
  renameSync(join(root, 'elsewhere'), join(root, 'libs/tax'));
  expect(await until(1)).toEqual(['pricing: libs/tax/src/index.ts']);
  write('libs/tax/src/index.ts');
  expect(await until(1)).toEqual(['pricing: libs/tax/src/index.ts']);
});

test('a service that is deleted is only told by its settings, and followed when it is back', async () => {
  write('apps/quotes/service.yaml');
  expect(await until(1)).toEqual(['apps/quotes/service.yaml']);
  rmSync(join(root, 'apps/quotes'), { recursive: true });
  expect(await until(1)).toEqual(['apps/quotes/service.yaml']);
  expect(await untilPlain()).toEqual([plain]);
  write('apps/quotes/src/main.ts', "import '@shop/money';");
  expect(await until(1)).toEqual(['quotes: apps/quotes/src/main.ts']);
});

test('of a service that the stage does not have, its settings are told', async () => {
  write('apps/payments/src/main.ts');
  write('apps/payments/service.yaml');
  expect(await until(1)).toEqual(['apps/payments/service.yaml']);
  expect(await untilPlain()).toEqual([plain]);
});
