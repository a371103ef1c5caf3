import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isFunction, serviceProject } from './service';

const file = 'apps/payments/service.yaml';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'slipway-service-'));
});

afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const targetsOf = (text: string, ...modules: string[]) => {
  write(file, text);
  for (const module of modules) write(`apps/payments/${module}`, '');
  return serviceProject(root, file).targets ?? {};
};

it.each([
  ['kind: function', true],
  ['kind: "function"\r\n', true],
  ['{ name: payments, kind: function }', true],
  ['kind: http', false],
  ['local:\n  kind: function\nkind: http', false],
  ['kind: batch', false],
  ['', true],
  ['kind: [function', true],
  ['kind: http\nkind: http', true],
])('reads %j as a function: %s', (text, expected) => {
  write(file, text);
  expect(isFunction(root, file)).toBe(expected);
});

it('names the project after the folder, so that a broken file still has one', () => {
  write(file, 'name: [');
  expect(serviceProject(root, file)).toMatchObject({
    name: 'payments',
    projectType: 'application',
    tags: ['layer:service'],
  });
});

it('never caches a check, whose answer depends on all services', () => {
  expect(targetsOf('kind: http').check?.cache).toBeUndefined();
});

it('builds a container from src/main.ts', () => {
  const { build } = targetsOf('kind: http', 'src/main.ts');
  expect(build?.cache).toBe(true);
  expect(build?.command).toContain('apps/payments/src/main.ts');
  expect(build?.command).toContain('--outfile=dist/apps/payments/main.js');
});

it.each(['{ folder: dist, handler: index.handler }', '{ image: true }'])(
  'builds nothing of a function whose code is not bundled: %s',
  (settings) => {
    const text = `kind: function\nfunction: ${settings}\n`;
    expect(targetsOf(text, 'src/handler.ts')).not.toHaveProperty('build');
  },
);

it('builds a function from its entry, for its runtime', () => {
  const text = 'kind: function\nfunction: { entry: src/pay.ts, runtime: nodejs20.x }';
  const { build } = targetsOf(text, 'src/pay.ts');
  expect(build?.command).toContain('apps/payments/src/pay.ts');
  expect(build?.command).toContain('--target=node20 ');
});

it.each(['kind: http', 'kind: function', 'kind: function\nfunction: { entry: "src/$(id).ts" }'])(
  'builds nothing for %j without its module',
  (text) => {
    expect(targetsOf(text, 'src/$(id).ts', 'src/other.ts')).not.toHaveProperty('build');
  },
);
