import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { httpService, TestWorkspace } from '../testing/workspace';

/** Tells its port, does not end by SIGTERM, and is never healthy. */
const stubborn = `
process.on('SIGTERM', () => console.log('I stay'));
require('node:http')
  .createServer((_, response) => response.writeHead(500).end())
  .listen(process.env.PORT, '127.0.0.1', () => console.log('I listen on ' + process.env.PORT));
`;

let workspace: TestWorkspace;
let child: ReturnType<TestWorkspace['spawn']>;
let stderr: string;

beforeEach(() => {
  workspace = new TestWorkspace({
    'apps/quotes/service.yaml': httpService('quotes', {
      container: '{ port: 8080, cpu: 256, memory: 512, health: /health, stopTimeout: 120 }',
      local: '{ command: exec node server.js }',
    }),
    'apps/quotes/server.js': stubborn,
    'apps/greeter/service.yaml':
      'name: greeter\nkind: function\nowner: team\napi: { basePath: /greet }\n',
    'apps/greeter/src/handler.ts': 'export const handler = async () => ({ statusCode: 200 });\n',
    'stacks/locks/local.placement.json':
      '{ "version": 1\n,"greeter": {"apiGroup":1}\n,"quotes": {"shard":1,"priority":41000,"apiGroup":1}\n}\n',
    'tmp/.keep': '',
  });
  workspace.setEnv({ TMPDIR: `${workspace.root}/tmp` });
  stderr = '';
});

afterEach(() => {
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  workspace.dispose();
});

function start(port: number): void {
  child = workspace.spawn(['start', '--port', String(port)], '.', true);
  child.stderr.on('data', (chunk) => (stderr += String(chunk)));
}

/** What a terminal sends on Ctrl-C: to the command line, and to what it waits for. */
function pressCtrlC(): void {
  process.kill(-(child.pid ?? 0), 'SIGINT');
}

async function until(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`it did not come to that:\n${stderr}`);
    await delay(5);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

/** Whether a process listens on a port of this machine. */
async function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

test('a second Ctrl-C while the stage starts ends all of it at once', async () => {
  const port = await freePort();
  const closed = new Promise<number | null>((resolve) => {
    start(port);
    child.once('close', resolve);
  });
  await until(() => stderr.includes('I listen'));
  const service = Number(/I listen on (\d+)/.exec(stderr)?.[1]);
  expect(await listens(service)).toBe(true);
  expect(workspace.has('.slipway/run')).toBe(true);

  pressCtrlC();
  await until(() => stderr.includes('I stay'));
  expect(child.exitCode).toBeNull();
  // A key that is held down is one press.
  await delay(400);
  pressCtrlC();

  expect(await closed).toBe(130);
  while (await listens(service)) await delay(5);
  expect(workspace.has('.slipway')).toBe(false);
  expect(readdirSync(`${workspace.root}/tmp`)).toEqual(['.keep']);
  expect(await listens(port)).toBe(false);
});

test.each([
  ['the synth begins', 0],
  ['functions are bundled', 100],
  ['the synth ends', 300],
])('Ctrl-C when %s starts nothing and leaves nothing', async (_, after) => {
  const closed = new Promise<number | null>((resolve) => {
    start(0);
    child.once('close', resolve);
  });
  await until(() => readdirSync(`${workspace.root}/tmp`).length > 1);
  await delay(after);
  // A stage that is already starting stops its task, which takes until this is sent again.
  const again = setInterval(pressCtrlC, 1_000);
  pressCtrlC();
  expect(await closed).toBe(130);
  clearInterval(again);
  expect(stderr).not.toContain('bug');
  expect(workspace.has('.slipway')).toBe(false);
  expect(readdirSync(`${workspace.root}/tmp`)).toEqual(['.keep']);
});
