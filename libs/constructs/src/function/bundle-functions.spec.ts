import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import type { FunctionService } from '@slipway/catalog';
import { sampleFunctionService } from '../testing/sample-services';
import { BundleError, bundleFunctions } from './bundle-functions';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'slipway-bundle-'));
  write(
    'apps/tenants/src/handler.ts',
    "import { greet } from './greet';\nexport const handler = () => greet('you');\n",
  );
  write(
    'apps/tenants/src/greet.ts',
    'export const greet = (name: string): string => `hello ${name}`;\n',
  );
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

function fn(name: string, settings: Partial<FunctionService['function']> = {}): FunctionService {
  const { service } = sampleFunctionService(name);
  return { ...service, function: { ...service.function, ...settings } };
}

function hashOf(folder: string, name: string): string | undefined {
  return bundleFunctions(folder, [fn(name)]).get(name)?.sourceCodeHash;
}

function findingsOf(...services: FunctionService[]): BundleError['findings'] {
  try {
    bundleFunctions(root, services);
  } catch (error) {
    if (error instanceof BundleError) {
      return error.findings;
    }
    throw error;
  }
  return [];
}

describe('bundleFunctions', () => {
  it('packs the module with everything it imports, as Lambda loads it', () => {
    const zip = bundleFunctions(root, [fn('tenants')]).get('tenants')?.zip ?? new Uint8Array();
    const entries = unzipSync(zip);
    expect(Object.keys(entries)).toEqual(['index.js']);
    const file = join(root, 'unzipped.cjs');
    writeFileSync(file, entries['index.js'] ?? '');
    const { handler } = createRequire(file)(file) as { handler: () => string };
    expect(handler()).toBe('hello you');
  });

  it('leaves out of a bundle that has to be small what only people read', () => {
    write(
      'apps/tenants/src/greet.ts',
      'export const greet = (somebody: string): string => somebody;\n',
    );
    const of = (minified: readonly string[]): string => {
      const bundle = bundleFunctions(root, [fn('tenants')], new Set(minified)).get('tenants');
      return Buffer.from(bundle?.files[0]?.content ?? '').toString();
    };
    expect(of([])).toContain('somebody');
    expect(of(['tenants'])).not.toContain('somebody');
  });

  it('gives the same hash for the same sources, wherever and in which order they are bundled', () => {
    const copy = mkdtempSync(join(tmpdir(), 'slipway-bundle-copy-'));
    try {
      cpSync(root, copy, { recursive: true });
      expect(hashOf(copy, 'tenants')).toBe(hashOf(root, 'tenants'));
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  });

  it('gives another hash for other sources', () => {
    const before = hashOf(root, 'tenants');
    write(
      'apps/tenants/src/greet.ts',
      'export const greet = (name: string): string => `bye ${name}`;\n',
    );
    expect(hashOf(root, 'tenants')).not.toBe(before);
  });

  it('does not let one function change the hash of another', () => {
    write(
      'apps/billing/src/handler.ts',
      "export { greet as handler } from '../../tenants/src/greet';\n",
    );
    const together = bundleFunctions(root, [
      fn('billing', { runtime: 'nodejs20.x' }),
      fn('tenants'),
    ]);
    expect(together.get('tenants')?.sourceCodeHash).toBe(hashOf(root, 'tenants'));
    expect([...together.keys()].sort()).toEqual(['billing', 'tenants']);
  });

  it('names the service file and the missing entry', () => {
    expect(findingsOf(fn('tenants', { entry: 'src/main.ts' }))).toEqual([
      expect.objectContaining({
        rule: 'SLP3101',
        position: { file: 'apps/tenants/service.yaml', line: 5, column: 1 },
        message:
          '`function.entry` of tenants is src/main.ts, and there is no file apps/tenants/src/main.ts',
        fix: 'write `entry: src/handler.ts`',
      }),
    ]);
  });

  it('names each service whose source does not compile, and the place', () => {
    write('apps/billing/src/handler.ts', 'export const handler = (;\n');
    write(
      'apps/audit/src/handler.ts',
      "import 'not-installed';\nexport const handler = () => 1;\n",
    );
    const findings = findingsOf(fn('audit'), fn('billing'), fn('tenants'));
    expect(findings.map(({ rule, position, message }) => [rule, position.file, message])).toEqual([
      [
        'SLP3102',
        'apps/audit/service.yaml',
        'the function audit cannot be bundled: apps/audit/src/handler.ts:1:8: Could not resolve "not-installed"',
      ],
      [
        'SLP3102',
        'apps/billing/service.yaml',
        'the function billing cannot be bundled: apps/billing/src/handler.ts:1:25: Unexpected ";"',
      ],
    ]);
  });
});
