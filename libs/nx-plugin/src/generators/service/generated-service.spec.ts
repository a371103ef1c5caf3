import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';
import { Dockerfile } from '../../testing/dockerfile';
import { WorkspaceCopy, type Run } from '../../testing/workspace-copy';

jest.setTimeout(60_000);

let workspace: WorkspaceCopy;
let printed: string;

const generate = (...args: readonly string[]): Run =>
  workspace.nx('generate', './libs/nx-plugin:service', ...args, '--no-interactive');

const payments = ['payments', '--kind=http', '--owner=payments-team'];
const receipts = ['receipts', '--kind=function', '--owner=payments-team'];

beforeAll(() => {
  workspace = new WorkspaceCopy();
  const runs = [generate(...payments), generate(...receipts)];
  printed = runs.map(({ output }) => output).join('\n');
  expect({ printed, exitCodes: runs.map(({ exitCode }) => exitCode) }).toEqual({
    printed,
    exitCodes: [0, 0],
  });
  workspace.commit();
});

afterAll(() => workspace.dispose());

it('prints what it writes and the next command', () => {
  expect(printed).toContain('CREATE apps/payments/service.yaml');
  expect(printed).toContain('Next: npm start, which prints where payments answers');
});

it('writes services that are linted, tested and built', () => {
  const { exitCode, output } = workspace.nx(
    ...['run-many', '--targets=lint,test,build', '--projects=payments,receipts'],
  );
  expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
  expect(output).toContain('Successfully ran targets lint, test, build for 2 projects');
});

it('writes code whose types hold', () => {
  const { output } = workspace.node('node_modules/.bin/tsc', '--noEmit', '-p', 'tsconfig.json');
  expect(output.split('\n').filter((line) => /^apps\/(payments|receipts)/.test(line))).toEqual([]);
});

it('writes files as Prettier would', () => {
  const folders = ['apps/payments', 'apps/receipts'];
  const { exitCode, output } = workspace.node('node_modules/.bin/prettier', '--check', ...folders);
  expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
});

it('writes a service that runs here and leaves no file', async () => {
  const folder = join(workspace.root, 'apps/payments');
  const { local } = parse(workspace.read('apps/payments/service.yaml')) as {
    local: { command: string };
  };
  const temporary = mkdtempSync(join(tmpdir(), 'payments-'));
  const before = readdirSync(folder);
  const binaries = join(workspace.root, 'node_modules/.bin');
  const server = spawn(local.command, {
    shell: true,
    cwd: folder,
    env: {
      PATH: [binaries, process.env.PATH].join(delimiter),
      PORT: String(await freePort()),
      TMPDIR: temporary,
      SLIPWAY_LB_PROPAGATION: '0',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(server, 'exit');
  await once(server.stdout, 'data');
  server.kill('SIGTERM');
  await ended;
  expect(readdirSync(temporary)).toEqual(['main.js']);
  expect(readdirSync(folder)).toEqual(before);
  rmSync(temporary, { recursive: true });
});

it('adds services in which slipway finds no error', () => {
  const { exitCode, output } = workspace.node('apps/slipway/bin/slipway.js', 'check');
  expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
});

it.each([
  { what: 'a second run', args: payments, says: 'apps/payments exists. Nothing is written.' },
  { what: 'a name', args: ['Re_Funds', ...payments.slice(1)], says: 'fix: name it re-funds' },
  { what: 'a kind', args: ['refunds', '--kind=batch', '--owner=a'], says: 'one of http,function' },
  {
    what: 'a missing owner',
    args: ['refunds', '--kind=http'],
    says: "Required property 'owner' is missing",
  },
  {
    what: 'a base path that is taken',
    args: ['refunds', '--kind=http', '--owner=a', '--basePath=/payments'],
    says: 'error SLP1253',
  },
])('refuses $what with a message, no trace and nothing written', ({ args, says }) => {
  const { exitCode, output } = generate(...args);
  expect(exitCode).toBe(1);
  expect(output).toContain(says);
  expect(output).not.toMatch(/^\s+at |stacktrace/m);
  expect(workspace.changes()).toEqual([]);
});

describe.each([
  { service: 'payments', path: '/payments' },
  { service: 'product-pricing', path: '/prices' },
])('the Dockerfile of $service', ({ service, path }) => {
  let dockerfile: Dockerfile;
  let folder: string;

  beforeAll(() => {
    dockerfile = new Dockerfile(workspace.root, `apps/${service}/Dockerfile`);
    folder = dockerfile.build();
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('copies what is there and is not ignored', () => {
    for (const source of dockerfile.sources()) expect(source).toMatchObject({ found: true });
  });

  it('makes an image for the processor that is asked for, without root', () => {
    const [build, image] = dockerfile.all('FROM');
    expect(build).toMatch(/^--platform=\$BUILDPLATFORM /);
    expect(image).not.toContain('--platform');
    expect(dockerfile.all('USER')).toEqual(['node']);
  });

  it('bundles what the target build does', () => {
    workspace.nx('build', service);
    const built = workspace.read(`dist/apps/${service}/main.js`);
    expect(readFileSync(join(folder, 'bundle/main.js'), 'utf8') === built).toBe(true);
  });

  it('starts a server that answers, is healthy and ends by SIGTERM', async () => {
    const port = await freePort();
    const server = spawn(process.execPath, ['bundle/main.js'], {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        NODE_ENV: 'production',
        PORT: String(port),
        SLIPWAY_LB_PROPAGATION: '0',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(server, 'exit');
    await once(server.stdout, 'data');

    const answers = ['/health', path].map((each) => fetch(`http://localhost:${port}${each}`));
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200]);

    server.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
