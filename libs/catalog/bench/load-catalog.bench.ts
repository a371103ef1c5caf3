import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadCatalog, servicesFor } from '../src/catalog';
import { parse } from 'yaml';
import { validFiles } from '../src/testing/workspace';

const services = 1_000;
const runs = 5;

/** What loading and validating 1,000 service files may take. */
const largestMs = 1_000;

let root: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'slipway-catalog-bench-'));
  for (const [file, text] of Object.entries(validFiles)) {
    if (file.startsWith('stacks/')) write(file, text);
    else names().forEach((name) => write(`apps/${name}/service.yaml`, serviceText(text, name)));
  }
});

afterAll(() => rmSync(root, { recursive: true }));

function names(): string[] {
  return Array.from({ length: services }, (_, index) => `service-${index}`);
}

function serviceText(text: string, name: string): string {
  return `${text.replaceAll('quotes', name)}stages:\n  dev: { scaling: { min: 3 } }\n`;
}

function write(file: string, text: string): void {
  mkdirSync(join(root, file, '..'), { recursive: true });
  writeFileSync(join(root, file), text);
}

function measure(run: () => void): number {
  const started = performance.now();
  run();
  return performance.now() - started;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

test('1,000 service files load and validate', () => {
  const pairs = Array.from({ length: runs }, () => ({
    parsed: measure(() => {
      for (const name of names()) {
        parse(readFileSync(join(root, `apps/${name}/service.yaml`), 'utf8'));
      }
    }),
    loaded: measure(() => {
      const catalog = loadCatalog(root);
      expect(catalog.findings).toEqual([]);
      expect(servicesFor(catalog, 'dev').services).toHaveLength(services);
    }),
  }));
  const loaded = median(pairs.map((pair) => pair.loaded));
  const parsed = median(pairs.map((pair) => pair.parsed));
  const ratio = median(pairs.map((pair) => pair.loaded / pair.parsed));
  process.stdout.write(
    `load and validate ${loaded.toFixed(0)} ms, yaml.parse alone ${parsed.toFixed(0)} ms, ratio ${ratio.toFixed(2)}\n`,
  );
  expect(loaded).toBeLessThanOrEqual(largestMs);
});
