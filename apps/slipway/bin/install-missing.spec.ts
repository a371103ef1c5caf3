import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Packages = Record<
  string,
  { version?: string; integrity?: string; optional?: true; link?: true }
>;

const script = join(__dirname, 'install-missing.js');
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'slipway-install-'));
  lock({ '': {}, 'node_modules/zod': { version: '4.6.7' } });
  npm('process.exit(0)');
});

afterEach(() => rmSync(root, { recursive: true }));

function lock(packages: Packages): void {
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages }));
}

function installed(packages: Packages): void {
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  writeFileSync(join(root, 'node_modules/.package-lock.json'), JSON.stringify({ packages }));
}

/** An npm that writes down its arguments and then does what the script says. */
function npm(doing: string): void {
  const calls = JSON.stringify(join(root, 'calls'));
  const write = `require('fs').writeFileSync(${calls}, process.argv.slice(2).join(' '));`;
  writeFileSync(join(root, 'npm.js'), `${write}\n${doing}`);
}

function run() {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, npm_execpath: join(root, 'npm.js') },
  });
  return { status, stdout, stderr };
}

test('says in one line that it installs where nothing is installed', () => {
  expect(run()).toEqual({
    status: 0,
    stdout: '',
    stderr: 'Installing packages with npm ci: node_modules is missing.\n',
  });
  expect(readFileSync(join(root, 'calls'), 'utf8')).toMatch(/^ci --include=dev /);
});

test.each<[string, Packages, Packages]>([
  ['the same', { 'node_modules/zod': { version: '1' } }, { 'node_modules/zod': { version: '1' } }],
  [
    'one more',
    { 'node_modules/zod': { version: '1' } },
    {
      'node_modules/zod': { version: '1' },
      'node_modules/more': { version: '1' },
    },
  ],
  [
    'all but what is for other platforms',
    { 'node_modules/@esbuild/aix': { version: '1', optional: true } },
    {},
  ],
])('does nothing where node_modules holds %s', (_, wanted, present) => {
  lock(wanted);
  installed(present);
  npm('process.exit(9)');
  expect(run()).toEqual({ status: 0, stdout: '', stderr: '' });
});

test.each<[string, Packages]>([
  ['another version', { 'node_modules/zod': { version: '4.6.6' } }],
  ['another content', { 'node_modules/zod': { version: '4.6.7', integrity: 'sha512-x' } }],
  ['nothing', {}],
])('installs where node_modules holds %s of a package', (_, present) => {
  installed(present);
  expect(run()).toMatchObject({
    status: 0,
    stderr: 'Installing packages with npm ci: zod is out of step with package-lock.json.\n',
  });
});

test('says how npm ended where it failed', () => {
  npm("console.error('E404 no such package'); process.exit(7)");
  const { status, stderr } = run();
  expect(status).toBe(3);
  expect(stderr).toContain('E404 no such package\nnpm ci failed with exit code 7');
});

test('says that a lock file is unreadable', () => {
  writeFileSync(join(root, 'package-lock.json'), '{ "packages":');
  const { status, stderr } = run();
  expect(status).toBe(3);
  expect(stderr).toContain('package-lock.json is missing or not valid JSON');
  expect(stderr).not.toContain('    at ');
});
