import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import type { FunctionService, LambdaRuntime } from '@slipway/catalog';
import { sampleFunctionService } from '../testing/sample-services';
import { packFolder } from './pack-folder';
import { zipFindings } from './size-findings';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'slipway-folder-'));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(file: string, text = ''): string {
  const path = join(root, 'apps/reports/dist', file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

function pack(
  handler: string,
  runtime: LambdaRuntime = 'nodejs22.x',
  settings: Partial<FunctionService['function']> = {},
) {
  const { service } = sampleFunctionService('reports');
  const folder = 'dist';
  return packFolder(
    root,
    { ...service, function: { ...service.function, folder, handler, runtime, ...settings } },
    { from: 'folder', folder, handler, runtime },
  );
}

/** `rule message`, and the fix, of each finding. */
function said(packed: ReturnType<typeof pack>): string[] {
  return 'findings' in packed
    ? packed.findings.map(({ rule, message, fix }) => `${rule} ${message}; ${fix}`)
    : [];
}

function bundleOf(packed: ReturnType<typeof pack>) {
  if ('findings' in packed) throw new Error(said(packed).join('\n'));
  return packed.bundle;
}

/** `path mode` of each entry of a zip's central directory. https://pkware.cachefly.net/webdocs/APPNOTE/APPNOTE-6.3.9.TXT */
function modesIn(zip: Uint8Array): string[] {
  const bytes = Buffer.from(zip);
  const signature = Buffer.from([0x50, 0x4b, 1, 2]);
  const found: string[] = [];
  for (let at = bytes.indexOf(signature); at >= 0; at = bytes.indexOf(signature, at + 46)) {
    const path = bytes.toString('utf8', at + 46, at + 46 + bytes.readUInt16LE(at + 28));
    found.push(`${path} 0o${(bytes.readUInt32LE(at + 38) >>> 16).toString(8)}`);
  }
  return found;
}

describe('a prepared folder', () => {
  it('is zipped as it is, sorted, whatever runtime it is for', () => {
    write('b/data.json', '{}');
    write('app.py', 'def handler(event, context): return {}');
    const { zip, module } = bundleOf(pack('app.handler', 'python3.13'));
    const entries = unzipSync(zip);
    expect(Object.keys(entries)).toEqual(['app.py', 'b/data.json']);
    expect(Buffer.from(entries['b/data.json'] ?? '').toString()).toBe('{}');
    expect(module).toBeUndefined();
  });

  it('keeps links and what may be executed', () => {
    write('index.mjs', 'export const handler = () => 1;');
    chmodSync(write('bin/tool', '#!/bin/sh\n'), 0o700);
    symlinkSync('bin/tool', join(root, 'apps/reports/dist/tool'));
    const { zip, module } = bundleOf(pack('index.handler'));
    expect(module).toBe('index.mjs');
    expect(modesIn(zip)).toEqual(['bin/tool 0o100755', 'index.mjs 0o100644', 'tool 0o120777']);
  });
});

describe('a folder that Lambda could not run', () => {
  it('SLP3103: is not there, or empty', () => {
    expect(said(pack('index.handler'))).toEqual([
      'SLP3103 `function.folder` of reports is apps/reports/dist, and there is no such folder; ' +
        'build reports into apps/reports/dist first, or name the folder that it is built into',
    ]);
    mkdirSync(join(root, 'apps/reports/dist'), { recursive: true });
    expect(said(pack('index.handler'))).toEqual([
      expect.stringContaining('is apps/reports/dist, in which there is no file'),
    ]);
  });

  it('SLP3104: is larger than Lambda unpacks', () => {
    truncateSync(write('index.js'), 250 * 1024 * 1024 + 1);
    expect(said(pack('index.handler'))).toEqual([
      'SLP3104 the code of reports takes 250.1 MB, and Lambda unpacks 250 MB, layers included; ' +
        'leave out what the function does not need, move some into a layer, or write `image: true`',
    ]);
  });

  it('SLP3105: has a zip that is larger than a request', () => {
    const { service } = sampleFunctionService('reports');
    const of = (bytes: number) => zipFindings(service, 'function.folder', new Uint8Array(bytes));
    expect(of(50 * 1024 * 1024)).toEqual([]);
    expect(of(50 * 1024 * 1024 + 1)).toMatchObject([
      {
        rule: 'SLP3105',
        message: 'the zip of reports has 50.1 MB, and Lambda takes 50 MB with a request',
      },
    ]);
  });

  it('SLP3106: has links that lead outside, nowhere or to a place of this machine', () => {
    write('index.js');
    const link = (name: string, target: string) =>
      symlinkSync(target, join(root, 'apps/reports/dist', name));
    link('absolute', join(root, 'apps/reports/dist/index.js'));
    link('nowhere', 'gone');
    link('outside', '../../../apps');
    link('right', './index.js');
    const fix = 'put a copy of the file there, or a relative link to one in the folder';
    expect(said(pack('index.handler'))).toEqual([
      `SLP3106 apps/reports/dist/absolute of reports leads to ${root}/apps/reports/dist/index.js, which is another place on Lambda; ${fix}`,
      `SLP3106 apps/reports/dist/nowhere of reports leads to gone, which is not there; ${fix}`,
      `SLP3106 apps/reports/dist/outside of reports leads to ../../../apps, outside of the folder; ${fix}`,
    ]);
  });

  it('SLP3107: has not what its handler names, unless a layer may have it', () => {
    write('main.js');
    expect(said(pack('index.handler'))).toEqual([
      'SLP3107 `function.handler` of reports is index.handler, and apps/reports/dist has no index.js or index.mjs or index.cjs; ' +
        'build it into apps/reports/dist, or name the handler that is there',
    ]);
    const layers = ['arn:aws:lambda:eu-central-1:123456789012:layer:shared:1'];
    expect(said(pack('index.handler', 'nodejs22.x', { layers }))).toEqual([]);
    expect(said(pack('main.handler'))).toEqual([]);
  });

  it('SLP3107: has a bootstrap that may not be executed', () => {
    const bootstrap = write('bootstrap');
    expect(said(pack('any', 'provided.al2023'))).toEqual([
      'SLP3107 apps/reports/dist/bootstrap of reports is not executable; chmod +x apps/reports/dist/bootstrap',
    ]);
    chmodSync(bootstrap, 0o755);
    expect(said(pack('any', 'provided.al2023'))).toEqual([]);
  });
});
