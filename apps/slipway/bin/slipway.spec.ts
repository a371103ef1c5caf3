import { execFile } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const repository = join(__dirname, '../../..');

/** A copy of the launcher over two small sources, with the packages of this workspace. */
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'slipway-launcher-'));
  cpSync(__dirname, join(root, 'apps/slipway/bin'), { recursive: true });
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'));
  write('tsconfig.json', '{ "extends": "./tsconfig.base.json" }');
  write('tsconfig.base.json', '{ "compilerOptions": {} }');
  write(
    'apps/slipway/src/main.ts',
    "void import('./commands/greet.js').then(({ greet }) => greet());",
  );
  greeting('good morning');
});

afterEach(() => rmSync(root, { recursive: true }));

function write(file: string, text: string): void {
  mkdirSync(join(root, file, '..'), { recursive: true });
  writeFileSync(join(root, file), text);
  // In the past, as sources are: one that changes while it is bundled is bundled again the next time.
  const past = new Date(Date.now() - 10_000);
  utimesSync(join(root, file), past, past);
}

function greeting(text: string): void {
  write(
    'apps/slipway/src/commands/greet.ts',
    `export const greet = () => console.log(${JSON.stringify(text)});`,
  );
}

async function launch(): Promise<string> {
  const { stdout } = await run(process.execPath, [join(root, 'apps/slipway/bin/slipway.js')]);
  return stdout.trim();
}

function bundles(): string[] {
  return readdirSync(join(root, 'apps/slipway/dist'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

test('a changed source is bundled again, an unchanged one is not', async () => {
  expect(await launch()).toBe('good morning');
  expect(await launch()).toBe('good morning');
  expect(bundles()).toHaveLength(1);
  greeting('good evening');
  expect(await launch()).toBe('good evening');
  expect(bundles()).toHaveLength(2);
});

test('several at once all run, and leave one bundle', async () => {
  const answers = await Promise.all([launch(), launch(), launch(), launch()]);
  expect(answers).toEqual(Array(4).fill('good morning'));
  expect(bundles()).toHaveLength(1);
});

test('sources that do not compile are named with their line', async () => {
  write('apps/slipway/src/commands/greet.ts', '\nexport const greet = (');
  const failure = await launch().catch((error: { code: number; stderr: string }) => error);
  expect(failure).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(
      /^Slipway's own sources do not compile:\n {2}apps\/slipway\/src\/commands\/greet\.ts:2:/,
    ),
  });
});

test('without packages it says what to run', async () => {
  rmSync(join(root, 'node_modules'));
  const failure = await launch().catch((error: { code: number; stderr: string }) => error);
  expect(failure).toMatchObject({ code: 3, stderr: expect.stringContaining('run `npm ci`') });
});
