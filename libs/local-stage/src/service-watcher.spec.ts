import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ServiceWatcher } from './service-watcher';

let root: string;
let watcher: ServiceWatcher;
let told: string[];

function write(file: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), String(Math.random()));
}

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'slipway-watch-'));
  told = [];
  write('apps/quotes/src/main.ts');
  write('apps/pricing/src/main.ts');
  const services = ['quotes', 'pricing'].map((name) => ({
    name,
    folder: `apps/${name}`,
    file: `apps/${name}/service.yaml`,
  }));
  watcher = new ServiceWatcher({
    root,
    services,
    onChange: ({ name }) => told.push(`${name} changed`),
    onSettings: ({ name }) => told.push(`${name} has new settings`),
  });
  await watcher.ready();
});

afterEach(async () => {
  await watcher.close();
  rmSync(root, { recursive: true });
});

async function until(count: number): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (told.length < count && Date.now() < deadline) await delay(10);
}

test('many changes of a service are one, and settings are told apart', async () => {
  write('apps/quotes/src/main.ts');
  write('apps/quotes/src/new/price.ts');
  write('apps/pricing/service.yaml');
  await until(2);
  expect(told.sort()).toEqual(['pricing has new settings', 'quotes changed']);
});

test('what tools write and tests read changes nothing', async () => {
  for (const file of ['dist/main.js', 'node_modules/a/index.js', 'src/main.spec.ts', '.cache']) {
    write(`apps/quotes/${file}`);
  }
  write('apps/pricing/src/main.ts');
  await until(1);
  expect(told).toEqual(['pricing changed']);
});
