import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { httpService, TestWorkspace } from '../testing/workspace';

const server = `require('node:http')
  .createServer((request, response) => response.end('hello from ' + request.url))
  .listen(process.env.PORT);
`;

let workspace: TestWorkspace;
let child: ReturnType<TestWorkspace['spawn']> | undefined;
let stderr: string;

beforeEach(() => {
  workspace = new TestWorkspace({
    'apps/quotes/service.yaml': httpService('quotes', {
      local: '{ command: exec node server.js }',
    }),
    'apps/quotes/server.js': server,
    'apps/greeter/service.yaml': [
      'name: greeter',
      'kind: function',
      'owner: team',
      'function: { entry: src/handler.ts, memory: 128, timeout: 3 }',
      'api: { basePath: /greet, expose: public, auth: apiKey }',
      'schedules: [{ name: nightly, expression: cron(0 3 * * ? *), timezone: Europe/Berlin }]',
      '',
    ].join('\n'),
    'apps/greeter/src/handler.ts':
      "export const handler = async () => ({ statusCode: 200, body: 'hi' });\n",
    'stacks/locks/local.placement.json':
      '{ "version": 1\n,"greeter": {"apiGroup":1}\n,"quotes": {"shard":1,"priority":41000,"apiGroup":1}\n}\n',
    'tmp/.keep': '',
  });
  workspace.setEnv({ TMPDIR: `${workspace.root}/tmp` });
});

afterEach(async () => {
  // Killed, it would leave the services that it started.
  if (child?.exitCode === null) await stop('SIGTERM');
  child = undefined;
  workspace.dispose();
});

/** Starts the stage and resolves with what it printed once it is ready. */
async function ready(...args: string[]): Promise<string> {
  const started = workspace.spawn(['start', '--port', '0', ...args]);
  child = started;
  let stdout = '';
  stderr = '';
  started.stderr.on('data', (chunk) => (stderr += String(chunk)));
  return new Promise((resolve, reject) => {
    started.on('close', (code) => reject(new Error(`ended with ${code}:\n${stderr}`)));
    started.stdout.on('data', (chunk) => {
      stdout += String(chunk);
      if (/Ready|^}$/m.test(stdout)) resolve(stdout);
    });
  });
}

async function stop(signal: NodeJS.Signals): Promise<number | null> {
  if (!child) throw new Error('nothing was started');
  const closed = once(child, 'close') as Promise<[number | null]>;
  child.kill(signal);
  const [code] = await closed;
  return code;
}

/** Calls what a printed `curl` line calls. */
async function follow(line: string): Promise<Response> {
  const [, header] = /-H 'x-api-key: (\w+)'/.exec(line) ?? [];
  const [, url = ''] = /(http:\S+)$/.exec(line) ?? [];
  return fetch(url, header ? { headers: { 'x-api-key': header } } : {});
}

test('prints two lines that work, one with the key it shows, and leaves nothing behind', async () => {
  const text = await ready();
  expect(text).toMatch(/Ready \d+\.\d s after the start/);
  const [open = '', keyed = '', ...more] = text
    .split('\n')
    .filter((line) => line.startsWith('curl '));
  expect(more).toEqual([]);
  expect(await (await follow(open)).text()).toBe('hello from /quotes');
  expect(await (await follow(keyed)).text()).toBe('hi');
  expect((await follow(keyed.replace(/-H '.*' /, ''))).status).toBe(403);

  expect(await stop('SIGINT')).toBe(0);
  await expect(follow(open)).rejects.toThrow();
  expect(readdirSync(`${workspace.root}/tmp`)).toEqual(['.keep']);
  expect(workspace.has('.slipway')).toBe(false);
});

test('SIGTERM stops it too; --json is a document as soon as it is ready', async () => {
  const document = JSON.parse(await ready('--json')) as {
    result: { url: string; examples: string[] };
  };
  expect(document).toMatchObject({
    command: 'start',
    ok: true,
    result: { services: [{ name: 'greeter' }, { name: 'quotes' }] },
  });
  expect(document.result.examples).toHaveLength(2);
  expect(await stop('SIGTERM')).toBe(0);
});

test('a schedule is fired by `tick`, and an unknown one has a near name', async () => {
  const text = await ready();
  const [, port = ''] = /http:\/\/localhost:(\d+)/.exec(text) ?? [];
  const fired = await workspace.run('tick', 'greeter-nightly', '--port', port);
  expect(fired).toMatchObject({ exitCode: 0 });
  expect(fired.stdout).toContain('greeter-nightly answered {"statusCode":200,"body":"hi"}');
  const unknown = await workspace.run('tick', 'greeter-nightl', '--port', port);
  expect(unknown.exitCode).toBe(2);
  expect(unknown.stderr).toContain('did you mean greeter-nightly?');
});

test('`tick` without a stage says how to start one', async () => {
  const { exitCode, stderr } = await workspace.run('tick', 'greeter-nightly', '--port', '1');
  expect(exitCode).toBe(1);
  expect(stderr).toContain('Nothing listens on port 1');
});

test('with --watch a service and a function that change are served anew', async () => {
  const lines = (await ready('--watch')).split('\n').filter((line) => line.startsWith('curl '));
  const [open = '', keyed = ''] = lines;
  const until = async (line: string, text: string) => {
    while ((await (await follow(line)).text()) !== text) await delay(50);
  };
  workspace.write('apps/quotes/server.js', server.replace("'hello from '", "'goodbye from '"));
  await until(open, 'goodbye from /quotes');
  workspace.write(
    'apps/greeter/src/handler.ts',
    "export const handler = async () => ({ statusCode: 200, body: 'ho' });\n",
  );
  await until(keyed, 'ho');
});

test('with --watch a library is followed to the services that import it', async () => {
  const library = 'libs/words/index.js';
  workspace.write(library, "exports.word = 'hello';\n");
  workspace.write(
    'apps/quotes/server.js',
    `const { word } = require('../../libs/words');\n${server.replace("'hello from '", "word + ' from '")}`,
  );
  workspace.write(
    'apps/greeter/src/handler.ts',
    "import { word } from '../../../libs/words';\nexport const handler = async () => ({ statusCode: 200, body: word });\n",
  );
  const lines = (await ready('--watch')).split('\n').filter((line) => line.startsWith('curl '));
  const answers = async () => Promise.all(lines.map(async (line) => (await follow(line)).text()));
  expect(await answers()).toEqual(['hello from /quotes', 'hello']);
  workspace.write(library, "exports.word = 'goodbye';\n");
  while ((await answers()).join() !== 'goodbye from /quotes,goodbye') await delay(50);
  expect(stderr).toContain(`quotes | ${library} has changed; starting new tasks`);
  expect(stderr).toContain(`greeter | ${library} has changed; the next events get it`);
});

test('with --watch settings are told, with what the next start would refuse', async () => {
  const [open = ''] = (await ready('--watch'))
    .split('\n')
    .filter((line) => line.startsWith('curl '));
  const told = async (text: RegExp) => {
    const deadline = Date.now() + 30_000;
    while (!text.test(stderr) && Date.now() < deadline) await delay(20);
    expect(stderr).toMatch(text);
  };
  workspace.write('apps/quotes/service.yaml', httpService('quotes', { kind: 'htpt' }));
  await told(/quotes \| apps\/quotes\/service\.yaml has changed; what runs stays, and the next/);
  await told(/quotes \| apps\/quotes\/service\.yaml:2:7/);
  workspace.write('apps/quotes/service.yaml', httpService('quotes'));
  await told(/service\.yaml has changed; what runs stays until the next `npm start`/);
  workspace.write('apps/more/service.yaml', httpService('more'));
  await told(/more \| apps\/more\/service\.yaml is new; .*\n.*slipway place/s);
  workspace.remove('apps/quotes');
  await told(/quotes \| apps\/quotes\/service\.yaml is gone/);
  expect(await (await follow(open)).text()).toBe('hello from /quotes');
});

test('what a killed stage has left is stopped by the next start', async () => {
  const [open = ''] = (await ready()).split('\n').filter((line) => line.startsWith('curl '));
  expect((await follow(open)).status).toBe(200);
  await stop('SIGKILL');
  const document = JSON.parse(await ready('--json')) as unknown;
  expect(document).toMatchObject({ ok: true });
  expect(stderr).toMatch(/quotes \| stopped process \d+ of an earlier run/);
});

test('a taken port says so', async () => {
  const text = await ready();
  const [, port = ''] = /http:\/\/localhost:(\d+)/.exec(text) ?? [];
  const { exitCode, stderr } = await workspace.run('start', '--port', port);
  expect(exitCode).toBe(1);
  expect(stderr).toContain(`Port ${port} is taken`);
  expect(stderr).not.toMatch(/^ {4}at /m);
});

test('with a mistake in a file nothing is started', async () => {
  workspace.write('apps/quotes/service.yaml', httpService('quotes', { kind: 'htpt' }));
  const { exitCode, stderr } = await workspace.run('start', '--port', '0');
  expect(exitCode).toBe(1);
  expect(stderr).toContain('Nothing was started');
  expect(readdirSync(`${workspace.root}/tmp`)).toEqual(['.keep']);
});
