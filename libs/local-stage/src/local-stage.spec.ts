import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { platform } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { ReadableStream } from 'node:stream/web';
import { StaleSynthError } from '@slipway/terraform-graph';
import { PortInUseError } from './errors';
import type { LocalStageEvent } from './events';
import { startLocalStage, type LocalStage } from './local-stage';
import { groupRuns } from './process-group';
import { synthesisedWorkspace, type SynthesisedWorkspace } from './testing/synthesised-workspace';

function httpService(name: string, command?: string): string {
  return `
name: ${name}
kind: http
owner: test-team
container: { port: 8080, cpu: 256, memory: 512, health: /health, stopTimeout: 2 }
api: { basePath: /${name}, expose: public, auth: none }
scaling: { min: 1, max: 2, cpu: 60 }
${command === undefined ? '' : `local: { command: ${JSON.stringify(command)} }`}
`;
}

/** Says what reached it; unhealthy where its last argument says so. */
const server = `
require('node:http').createServer((request, response) => {
  if (request.url === '/health') return response.writeHead(process.argv[2] === 'sick' ? 500 : 200).end();
  const { method, url, headers } = request;
  response.setHeader('content-type', 'application/json');
  const aws = Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith('AWS_')));
  response.end(JSON.stringify({ method, url, headers, region: process.env.AWS_REGION, host: process.env.HOST, aws }));
}).listen(process.env.PORT, '127.0.0.1');
`;

const greeter = `
export const handler = async (
  event: { resource: string; pathParameters: unknown; body: string },
  { logGroupName }: { logGroupName: string },
) => {
  if (Buffer.from(event.body ?? '', 'base64').toString() === 'fail') throw new Error('no greeting today');
  const { resource, pathParameters } = event;
  const logGroups = [logGroupName, process.env.AWS_LAMBDA_LOG_GROUP_NAME];
  return { statusCode: 200, body: JSON.stringify({ resource, pathParameters, logGroups }) };
};
`;

/** Answers with what `priced`, which it calls, has answered. */
const shop = `
require('node:http').createServer(async ({ url }, response) => {
  if (url === '/health') return response.end();
  const priced = await fetch(process.env.PRICED_URL + '/prices?of=rope');
  response.writeHead(priced.status).end(await priced.text());
}).listen(process.env.PORT, '127.0.0.1');
`;

/** Prints what `priced`, which it calls, has answered, and stays where there is a file `wait`. */
const report = `
fetch(process.env.PRICED_URL + '/all').then(async (response) => {
  console.log((await response.json()).url);
  if (require('node:fs').existsSync('wait')) setInterval(() => undefined, 1_000);
});
`;

const services = {
  echo: httpService('echo', 'exec node server.js'),
  crashing: httpService('crashing', 'echo "no database" >&2; exit 7'),
  commandless: httpService('commandless'),
  shop: `${httpService('shop', 'exec node server.js')}calls: [priced]\n`,
  priced: httpService('priced', 'exec node server.js').replace(/^api: .*$/m, ''),
  report: `
name: report
kind: batch
owner: test-team
container: { stopTimeout: 2 }
calls: [priced]
local: { command: exec node task.js }
`,
  greeter: `
name: greeter
kind: function
owner: test-team
function: { entry: src/handler.ts, memory: 128, timeout: 2 }
api: { basePath: /greetings, expose: public, auth: apiKey }
schedules: [{ name: hourly, expression: rate(1 hour), input: { resource: clock } }]
`,
};

let workspace: SynthesisedWorkspace;
const workspaces: SynthesisedWorkspace[] = [];
let events: LocalStageEvent[];
let stage: LocalStage | undefined;

beforeAll(() => {
  workspace = synthesised(services, {
    'apps/echo/server.js': server,
    'apps/shop/server.js': shop,
    'apps/report/task.js': report,
    'apps/priced/server.js': server,
    'apps/greeter/src/handler.ts': greeter,
  });
});
afterAll(() => workspaces.forEach(({ dispose }) => dispose()));

beforeEach(() => {
  events = [];
});
afterEach(async () => {
  await stage?.close();
  stage = undefined;
});

function synthesised(...written: Parameters<typeof synthesisedWorkspace>): SynthesisedWorkspace {
  const made = synthesisedWorkspace(...written);
  workspaces.push(made);
  return made;
}

async function start(port = 0, signal?: AbortSignal): Promise<LocalStage> {
  const { root, outdir } = workspace;
  stage = await startLocalStage({
    root,
    outdir,
    port,
    signal,
    onEvent: (event) => events.push(event),
  });
  return stage;
}

function eventsOf<T extends LocalStageEvent['type']>(type: T) {
  return events.filter(
    (event): event is Extract<LocalStageEvent, { type: T }> => event.type === type,
  );
}

/** Name of the log group in the synthesised compute stack. */
function logGroupOf(service: string): string | undefined {
  const file = join(workspace.outdir, 'stacks/local-compute/cdk.tf.json');
  const { resource } = JSON.parse(readFileSync(file, 'utf8')) as {
    resource: { aws_cloudwatch_log_group: Record<string, { name: string }> };
  };
  const names = Object.values(resource.aws_cloudwatch_log_group).map(({ name }) => name);
  return names.find((name) => name.includes(service));
}

function pidOf(name: string): number {
  const service = stage?.services().find((candidate) => candidate.name === name);
  return (service?.kind === 'http' ? service.tasks[0]?.pid : undefined) ?? 0;
}

/** Starts a task of a batch service, and yields what it says. */
async function* runTask(
  url: string,
  service: string,
  signal?: AbortSignal,
): AsyncGenerator<unknown> {
  const response = await fetch(`${url}/_slipway/run-task/${service}`, {
    method: 'POST',
    headers: { 'x-slipway-control': 'run-task' },
    signal,
  });
  if (!response.body) return;
  const lines = createInterface({ input: Readable.fromWeb(response.body as ReadableStream) });
  for await (const line of lines) yield JSON.parse(line);
}

async function all(lines: AsyncIterable<unknown>): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const line of lines) found.push(line);
  return found;
}

test('a task of a batch service runs when it is started, and tells what it says and how it ends', async () => {
  const { url } = await start();
  expect(await all(runTask(url, 'report'))).toEqual([
    { type: 'log', stream: 'stdout', line: '/all' },
    { type: 'ended', reason: 'ended with exit code 0', exitCode: 0 },
  ]);
  expect(eventsOf('task-ended')).toEqual([
    { type: 'task-ended', service: 'report', reason: 'ended with exit code 0' },
  ]);
});

test('a task ends with who started it', async () => {
  const waiting = join(workspace.root, 'apps/report/wait');
  writeFileSync(waiting, '');
  const { url } = await start();
  const leaving = new AbortController();
  const task = runTask(url, 'report', leaving.signal);
  expect(await task.next()).toMatchObject({ value: { type: 'log' } });
  leaving.abort();
  for (let waited = 0; waited < 200 && eventsOf('task-ended').length === 0; waited++) {
    await delay(20);
  }
  expect(eventsOf('task-ended')).toMatchObject([{ reason: 'was ended by SIGTERM' }]);
  rmSync(waiting);
});

test('a schedule is fired by a command, and its function gets the input', async () => {
  const { url, schedules } = await start();
  expect(schedules()).toMatchObject([{ name: 'greeter-hourly', service: 'greeter' }]);
  const tick = async (name: string) => {
    const headers = { 'x-slipway-control': 'tick' };
    const response = await fetch(`${url}/_slipway/tick/${name}`, { method: 'POST', headers });
    return [response.status, await response.json()];
  };
  const [status, answer] = (await tick('greeter-hourly')) as [number, { json: string }];
  expect(status).toBe(200);
  expect(JSON.parse((JSON.parse(answer.json) as { body: string }).body)).toMatchObject({
    resource: 'clock',
  });
  expect(await tick('greeter-hourli')).toEqual([
    404,
    {
      message:
        'there is no schedule greeter-hourli; did you mean greeter-hourly?; the schedules are greeter-hourly',
    },
  ]);
});

test('only a batch service is started, and only by a command', async () => {
  const { url } = await start();
  expect(await all(runTask(url, 'echo'))).toEqual([
    { message: 'echo is no batch service; the batch services are report' },
  ]);
  const byPage = await fetch(`${url}/_slipway/run-task/report`, { method: 'POST' });
  expect(byPage.status).toBe(404);
  expect(eventsOf('task-started')).toEqual([]);
});

test('a service calls another one through the ALB, which the API does not lead to', async () => {
  const { url } = await start();
  const response = await fetch(`${url}/shop`);
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({
    method: 'GET',
    url: '/prices?of=rope',
    headers: { 'x-forwarded-for': '127.0.0.1' },
  });
  expect((await fetch(`${url}/priced`)).status).toBe(403);
  expect(eventsOf('request').map(({ path }) => path)).toEqual([
    '/prices?of=rope',
    '/shop',
    '/priced',
  ]);
});

test('a request reaches a container service through every hop', async () => {
  const { url } = await start();
  const response = await fetch(`${url}/echo/a%20b?c=d&e`, { headers: { 'x-own': '1' } });
  expect(response.status).toBe(200);
  expect(response.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
  expect(await response.json()).toMatchObject({
    method: 'GET',
    url: '/echo/a%20b?c=d&e',
    region: 'us-east-1',
    host: '127.0.0.1',
    headers: { 'x-own': '1', via: '1.1 AmazonAPIGateway', 'x-forwarded-for': '127.0.0.1' },
  });
  expect(eventsOf('request')).toMatchObject([{ path: '/echo/a%20b?c=d&e', statusCode: 200 }]);
});

describe.each(['v1', 'v2'])('a stage with a VPC link %s, several ALBs and several APIs', (link) => {
  const hello = services.greeter
    .replace('/greetings', '/hello')
    .replace('name: greeter', 'name: hello');
  let wide: SynthesisedWorkspace;
  let own: SynthesisedWorkspace;

  beforeAll(() => {
    own = workspace;
    wide = synthesised(
      {
        echo: services.echo,
        other: httpService('other', 'exec node server.js'),
        greeter: services.greeter,
        hello,
      },
      {
        'apps/echo/server.js': server,
        'apps/other/server.js': server,
        'apps/greeter/src/handler.ts': greeter,
        'apps/hello/src/handler.ts': greeter,
      },
      { link, shards: 2, groups: 3 },
    );
    workspace = wide;
  });
  afterAll(() => {
    workspace = own;
  });

  it('serves all of them at one port, each path as its service knows it', async () => {
    const { url, routes } = await start();
    expect(routes.map(({ path, restApi, service }) => [path, restApi, service])).toEqual(
      [
        ['/echo', 'slipway-local-api', 'echo'],
        ['/greetings', 'slipway-local-api-2', 'greeter'],
        ['/hello', 'slipway-local-api-3', 'hello'],
        ['/other', 'slipway-local-api', 'other'],
      ].flatMap(([path, ...rest]) => [
        [path, ...rest],
        [`${path}/{proxy+}`, ...rest],
      ]),
    );
    for (const name of ['echo', 'other']) {
      const answered = await fetch(`${url}/${name}/a?b=c`);
      expect(answered.status).toBe(200);
      expect(await answered.json()).toMatchObject({ url: `/${name}/a?b=c` });
    }
    expect((await fetch(`${url}/local/echo`)).status).toBe(403);
  });

  it('takes a key on its own API only', async () => {
    const { url, apiKeys } = await start();
    const valueOf = (name: string) => apiKeys.find(({ service }) => service === name)?.value ?? '';
    const status = async (path: string, key: string) =>
      (await fetch(`${url}${path}`, { headers: { 'x-api-key': valueOf(key) } })).status;
    expect(await status('/greetings', 'greeter')).toBe(200);
    expect(await status('/hello', 'hello')).toBe(200);
    expect(await status('/hello', 'greeter')).toBe(403);
  });
});

test('a function that asks for a key is reached with the key of the run only', async () => {
  const { url, apiKeys } = await start();
  expect(apiKeys).toMatchObject([{ service: 'greeter' }]);
  const refused = await fetch(`${url}/greetings/anna`);
  expect(refused.status).toBe(403);
  expect(await refused.json()).toMatchObject({ message: 'Forbidden' });
  const headers = { 'x-api-key': apiKeys[0]?.value ?? '' };
  const answered = await fetch(`${url}/greetings/anna`, { headers });
  expect(answered.status).toBe(200);
  expect(await answered.json()).toEqual({
    resource: '/greetings/{proxy+}',
    pathParameters: { proxy: 'anna' },
    logGroups: [logGroupOf('greeter'), logGroupOf('greeter')],
  });
});

test('functions from prepared folders run where they are of Node.js, and what does not is said', async () => {
  const file = (name: string, settings: string) => `
name: ${name}
kind: function
owner: test-team
function: { folder: dist, ${settings} }
api: { basePath: /${name} }
`;
  const { root, outdir } = synthesised(
    {
      esm: file('esm', 'handler: app.run'),
      cjs: file('cjs', 'handler: lib/app.run'),
      snake: file('snake', 'handler: app.run, runtime: python3.13'),
      shipped: 'name: shipped\nkind: function\nowner: test-team\nfunction: { image: true }\n',
    },
    {
      'apps/esm/dist/package.json': '{ "type": "module" }',
      'apps/esm/dist/app.js':
        "import { readFileSync } from 'node:fs';\nconst text = readFileSync(new URL('./a.txt', import.meta.url), 'utf8');\nexport const run = async () => ({ statusCode: 200, body: text });\n",
      'apps/esm/dist/a.txt': 'from esm',
      'apps/cjs/dist/lib/app.js':
        "exports.run = async () => ({ statusCode: 200, body: 'from cjs' });\n",
      'apps/snake/dist/app.py': 'def run(event, context): return {}',
    },
  );
  stage = await startLocalStage({ root, outdir, port: 0, onEvent: (event) => events.push(event) });
  const answer = async (path: string) => {
    const response = await fetch(`${stage?.url}${path}`);
    return [response.status, await response.text()];
  };
  expect(await answer('/esm')).toEqual([200, 'from esm']);
  expect(await answer('/cjs')).toEqual([200, 'from cjs']);
  expect((await answer('/snake'))[0]).toBe(502);
  expect(
    eventsOf('function-unavailable').map(({ service, reason }) => `${service}: ${reason}`),
  ).toEqual([
    'shipped: it runs from an image, and here functions run on Node.js; it has no route',
    'snake: it runs on python3.13, and here functions run on Node.js; requests for it are answered 502',
  ]);
  expect(stage.services()).toMatchObject([
    { name: 'cjs', runsHere: true },
    { name: 'esm', runsHere: true },
    { name: 'shipped', runsHere: false },
    { name: 'snake', runsHere: false },
  ]);
});

test('what a failing function says is told here, not to the caller', async () => {
  const { url, apiKeys } = await start();
  const headers = { 'x-api-key': apiKeys[0]?.value ?? '' };
  const response = await fetch(`${url}/greetings`, { method: 'POST', body: 'fail', headers });
  expect(response.status).toBe(502);
  expect(await response.json()).toMatchObject({ message: 'Internal server error' });
  expect(eventsOf('function-failed')).toMatchObject([
    { service: 'greeter', reason: expect.stringContaining('no greeting today') as string },
  ]);
});

test('a path without a route, and a body over the limit', async () => {
  const { url } = await start();
  const unknown = await fetch(`${url}/nothing`);
  expect(unknown.status).toBe(403);
  expect(await unknown.json()).toMatchObject({ message: 'Missing Authentication Token' });
  const body = Buffer.alloc(10 * 1024 * 1024 + 1);
  expect((await fetch(`${url}/echo`, { method: 'POST', body })).status).toBe(413);
});

test('services that cannot run say why and take nothing down', async () => {
  const { url, services: now } = await start();
  expect(eventsOf('service-failed')).toEqual(
    expect.arrayContaining([
      {
        type: 'service-failed',
        service: 'crashing',
        reason: 'ended with exit code 7',
        retryInMs: 1_000,
        lastLines: ['no database'],
      },
      {
        type: 'service-failed',
        service: 'commandless',
        reason: expect.stringContaining('apps/commandless/service.yaml') as string,
        lastLines: [],
      },
    ]),
  );
  expect(now()).toMatchObject([
    { name: 'commandless', state: 'failed' },
    { name: 'crashing', state: 'failed' },
    { name: 'echo', state: 'healthy' },
    { name: 'greeter' },
    { name: 'priced', state: 'healthy' },
    { name: 'report', kind: 'batch' },
    { name: 'shop', state: 'healthy' },
  ]);
  expect((await fetch(`${url}/crashing`)).status).toBe(503);
  expect((await fetch(`${url}/commandless`)).status).toBe(503);
  expect((await fetch(`${url}/echo`)).status).toBe(200);
});

test('a service that is killed is told, and starts anew', async () => {
  const { url } = await start();
  const killed = pidOf('echo');
  process.kill(-killed, 'SIGKILL');
  while (pidOf('echo') === killed || pidOf('echo') === 0) await delay(10);
  let response = await fetch(`${url}/echo`);
  while (response.status !== 200) {
    if (response.status === 503) {
      expect(response.headers.get('x-amzn-remapped-server')).toBe('awselb/2.0');
    }
    response = await fetch(`${url}/echo`);
  }
  expect(eventsOf('service-failed')).toContainEqual(
    expect.objectContaining({ service: 'echo', reason: 'was ended by SIGKILL', retryInMs: 0 }),
  );
});

test('a service has an AWS of the stage, and no real one', async () => {
  const { url } = await start();
  const { aws } = (await (await fetch(`${url}/echo`)).json()) as { aws: Record<string, string> };
  expect(aws).toEqual({
    AWS_ENDPOINT_URL: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as string,
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_EC2_METADATA_DISABLED: 'true',
  });
  const refused = await fetch(aws.AWS_ENDPOINT_URL ?? '');
  expect(refused.status).toBe(501);
});

test('closing leaves no process, port or file', async () => {
  const { url, close } = await start();
  const group = pidOf('echo');
  expect(groupRuns(group)).toBe(true);
  expect(existsSync(join(workspace.root, '.slipway'))).toBe(true);
  await Promise.all([close(), close()]);
  expect(groupRuns(group)).toBe(false);
  expect(existsSync(join(workspace.root, '.slipway'))).toBe(false);
  await expect(fetch(url)).rejects.toMatchObject({ cause: expect.anything() as unknown });
});

test('every route names its service', async () => {
  const { routes } = await start();
  expect(routes.filter(({ path }) => path.endsWith('+}'))).toMatchObject([
    { path: '/commandless/{proxy+}', method: 'ANY', apiKeyRequired: false, service: 'commandless' },
    { path: '/crashing/{proxy+}', service: 'crashing' },
    { path: '/echo/{proxy+}', service: 'echo' },
    { path: '/greetings/{proxy+}', apiKeyRequired: true, service: 'greeter' },
    { path: '/shop/{proxy+}', service: 'shop' },
  ]);
});

test('a taken port is refused before anything starts', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  await expect(start(port)).rejects.toThrow(PortInUseError);
  expect(eventsOf('service-starting')).toEqual([]);
  taken.close();
});

test('a second start says that the first one has the port, and leaves nothing of its own', async () => {
  const { url } = await start();
  const { port } = new URL(url);
  const { root, outdir } = workspace;
  const runs = () => readdirSync(join(root, '.slipway/run'));
  const before = runs();
  const second = startLocalStage({ root, outdir, port: Number(port), onEvent: () => undefined });
  const message = `another \`slipway start\` of this workspace, process ${process.pid}`;
  await expect(second).rejects.toThrow(platform() === 'linux' ? message : 'another process');
  expect(runs()).toEqual(before);
});

test('a start that is given up leaves nothing', async () => {
  const { root, outdir } = synthesised(
    { sick: httpService('sick', 'exec node server.js sick') },
    { 'apps/sick/server.js': server },
  );
  const stopping = new AbortController();
  const starting = startLocalStage({
    ...{ root, outdir, port: 0, signal: stopping.signal },
    onEvent: (event) => {
      if (event.type === 'service-starting') stopping.abort(new Error('given up'));
    },
  });
  await expect(starting).rejects.toThrow('given up');
  expect(existsSync(join(root, '.slipway'))).toBe(false);
});

test('where a start fails halfway, what has been started is stopped', async () => {
  const { root, outdir } = synthesised(
    { echo: httpService('echo', 'exec node server.js'), later: httpService('later', 'true') },
    { 'apps/echo/server.js': server },
  );
  const started: number[] = [];
  const starting = startLocalStage({
    ...{ root, outdir, port: 0 },
    onEvent: (event) => {
      if (event.type !== 'service-starting' || event.service !== 'later') return;
      const [run = ''] = readdirSync(join(root, '.slipway/run'));
      const record = readFileSync(join(root, '.slipway/run', run, 'record.jsonl'), 'utf8');
      started.push(Number(/"service":"echo","pid":(\d+)/.exec(record)?.[1]));
      throw new Error('no terminal to write to');
    },
  });
  await expect(starting).rejects.toThrow('no terminal to write to');
  expect(started.map((group) => [group > 0, groupRuns(group)])).toEqual([[true, false]]);
  expect(existsSync(join(root, '.slipway'))).toBe(false);
});

test('what a service writes into its temporary folder goes with the stage', async () => {
  const write = 'cp server.js "$TMPDIR/bundle.js" && exec node "$TMPDIR/bundle.js"';
  const { root, outdir } = synthesised(
    { echo: httpService('echo', write) },
    { 'apps/echo/server.js': server },
  );
  const running = await startLocalStage({ root, outdir, port: 0, onEvent: () => undefined });
  const { status } = await fetch(`${running.url}/echo`);
  await running.close();
  expect(status).toBe(200);
  expect(readdirSync(root).sort()).toEqual(['apps', 'out', 'stacks']);
});

describe('a function that has started a process', () => {
  const starter = `
import { spawn } from 'node:child_process';
export const handler = async () => {
  const child = spawn('sleep', ['600'], { detached: true, stdio: 'ignore' });
  child.unref();
  return { statusCode: 200, body: String(child.pid) };
};
`;
  const linuxOnly = platform() === 'linux' ? it : it.skip;
  const killing = new AbortController();
  let root: string;
  let running: LocalStage;
  let group: number;

  beforeEach(async () => {
    const made = synthesised(
      { starter: 'name: starter\nkind: function\nowner: t\napi: { basePath: /a, auth: none }\n' },
      { 'apps/starter/src/handler.ts': starter },
    );
    root = made.root;
    const killSignal = killing.signal;
    running = await startLocalStage({ ...made, port: 0, killSignal, onEvent: () => undefined });
    group = Number(await (await fetch(`${running.url}/a`)).text());
    expect(groupRuns(group)).toBe(true);
  });
  afterEach(() => running.close());

  linuxOnly('takes it along when the stage is closed (on Linux)', async () => {
    await running.close();
    expect(groupRuns(group)).toBe(false);
    expect(existsSync(join(root, '.slipway'))).toBe(false);
  });

  linuxOnly('takes it along when the stage is killed (on Linux)', async () => {
    killing.abort();
    while (groupRuns(group)) await delay(10);
    expect(existsSync(join(root, '.slipway'))).toBe(false);
  });
});

test('stacks that were changed after the synth are refused', async () => {
  const { root, outdir } = synthesised({}, {});
  writeFileSync(join(outdir, 'stacks/local-compute/cdk.tf.json'), '{}');
  const starting = startLocalStage({ root, outdir, port: 0, onEvent: () => undefined });
  await expect(starting).rejects.toThrow(StaleSynthError);
});

describe('secrets of a service', () => {
  const secretive = `${httpService('secretive', 'exec node server.js')}secrets: { DSN: quotes/db }\n`;
  const answersDsn = `
require('node:http').createServer((_, response) => response.end(
  [process.env.DSN, process.env.OTEL_SDK_DISABLED].join(' '),
)).listen(process.env.PORT, '127.0.0.1');
`;
  let others: SynthesisedWorkspace;

  beforeAll(() => {
    others = workspace;
    workspace = synthesised({ secretive }, { 'apps/secretive/server.js': answersDsn });
  });
  afterAll(() => {
    workspace = others;
  });

  it('are asked for where nobody has given them, and the stage runs without the service', async () => {
    await start();
    expect(eventsOf('service-failed')).toEqual([
      expect.objectContaining({
        service: 'secretive',
        reason: expect.stringMatching(
          /^has no value for DSN.*`DSN=…` to \.slipway\/local\/secretive\.env/,
        ),
      }),
    ]);
  });

  it('are read from the file that git ignores', async () => {
    mkdirSync(join(workspace.root, '.slipway/local'), { recursive: true });
    writeFileSync(join(workspace.root, '.slipway/local/secretive.env'), 'DSN=postgres://local\n');
    const { url } = await start();
    const response = await fetch(`${url}/secretive`);
    // Nothing collects traces here, whatever the task's definition says.
    expect(await response.text()).toBe('postgres://local true');
  });
});
