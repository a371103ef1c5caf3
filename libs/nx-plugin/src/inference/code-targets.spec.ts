import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { codeTargets } from './code-targets';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'slipway-targets-'));
});

afterEach(() => rmSync(root, { recursive: true }));

function targetsWith(...files: string[]) {
  for (const file of ['src/index.ts', ...files]) {
    const path = join(root, 'libs/sample', file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, '');
  }
  return codeTargets(root, 'libs/sample');
}

it('lints every folder, and tests one once it has a spec', () => {
  expect(Object.keys(targetsWith())).toEqual(['lint']);
  expect(Object.keys(targetsWith('src/deep/index.spec.ts'))).toEqual(['lint', 'test']);
});

it.each(['dist/index.spec.ts', 'node_modules/other/index.spec.ts', 'src/files/index.spec.ts'])(
  'takes %s for no test of the project',
  (file) => {
    expect(targetsWith(file)).not.toHaveProperty('test');
  },
);

it('measures and runs end-to-end suites anew each time, and caches the rest', () => {
  const targets = targetsWith('src/a.spec.ts', 'bench/load.bench.ts', 'e2e/apply.e2e.ts');
  const cached = Object.entries(targets).map(([name, { cache }]) => [name, cache ?? false]);
  expect(Object.fromEntries(cached)).toEqual({ lint: true, test: true, bench: false, e2e: false });
});
