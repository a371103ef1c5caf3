import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isFunction, serviceProject } from './service';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'slipway-service-'));
});

afterEach(() => rmSync(root, { recursive: true }));

it.each([
  ['kind: function', true],
  ['kind: "function"\r\n', true],
  ['{ name: payments, kind: function }', true],
  ['kind: http', false],
  ['local:\n  kind: function\nkind: http', false],
  ['', false],
])('reads %j as a function: %s', (text, expected) => {
  writeFileSync(join(root, 'service.yaml'), text);
  expect(isFunction(root, 'service.yaml')).toBe(expected);
});

it.each(['kind: [function', 'kind: http\nkind: http'])(
  'takes %j, which is no YAML, for a function',
  (text) => {
    writeFileSync(join(root, 'service.yaml'), text);
    expect(isFunction(root, 'service.yaml')).toBe(true);
  },
);

it('names the project after the folder, so that a broken file still has one', () => {
  expect(serviceProject(root, 'apps/payments')).toMatchObject({
    name: 'payments',
    projectType: 'application',
    tags: ['layer:service'],
  });
});

it('never caches a check, whose answer depends on all services', () => {
  expect(serviceProject(root, 'apps/payments').targets?.check?.cache).toBeUndefined();
});
