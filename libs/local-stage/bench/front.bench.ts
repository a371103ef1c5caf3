import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePorts } from '../src/free-ports';
import {
  synthesisedWorkspace,
  type SynthesisedWorkspace,
} from '../src/testing/synthesised-workspace';
import { median, medianLatencies, throughput } from './load';
import { startServerlessOffline } from './serverless-offline';
import { withoutThrottles } from './without-throttles';

/** Rounds of each load; what is held against each other takes turns. */
const rounds = 3;
const seconds = 4;
const requests = 2_000;

/** What the way through the front and the load balancer may add to the median request. */
const largestAddedMs = 0.5;

/** How much more requests a function route takes than serverless-offline. */
const smallestRatio = 5;

jest.setTimeout(900_000);

const server = `
require('node:http').createServer((request, response) => {
  response.setHeader('content-type', 'application/json');
  response.setHeader('x-port', process.env.PORT);
  response.end('{"ok":true}');
}).listen(process.env.PORT, '127.0.0.1');
`;

const handler = `
exports.handler = async () => ({ statusCode: 200, body: '{"ok":true}' });
`;

let workspace: SynthesisedWorkspace;
const processes: ChildProcess[] = [];
let api: string;
let service: string;
let proxy: string;

beforeAll(async () => {
  workspace = synthesisedWorkspace(
    {
      echo: `
name: echo
kind: http
owner: bench
container: { port: 8080, cpu: 256, memory: 512, health: /health, stopTimeout: 2 }
api: { basePath: /echo, expose: public, auth: none }
local: { command: exec node server.js }
`,
      greeter: `
name: greeter
kind: function
owner: bench
function: { entry: src/handler.ts, memory: 256, timeout: 5 }
api: { basePath: /greetings, expose: public, auth: none }
`,
    },
    {
      'apps/echo/server.js': server,
      'apps/greeter/src/handler.ts':
        'export const handler = async () => ({ statusCode: 200, body: \'{"ok":true}\' });\n',
    },
  );
  withoutThrottles(workspace.outdir);
  api = await start('stage-process.ts', workspace.root, workspace.outdir);
  const { headers } = await fetch(`${api}/echo`);
  service = `http://127.0.0.1:${headers.get('x-port')}`;
  proxy = await start('empty-proxy.ts', service);
});

afterAll(async () => {
  for (const child of processes.reverse()) {
    child.kill();
    await once(child, 'exit');
  }
  workspace.dispose();
});

/** Starts a program of this folder. Returns the address that it prints. */
async function start(program: string, ...args: readonly string[]): Promise<string> {
  const child = spawn(
    process.execPath,
    ['-r', '@swc-node/register', join(__dirname, program), ...args],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  processes.push(child);
  if (!child.stdout) throw new Error(`${program} has no output.`);
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return (JSON.parse(line) as { url: string }).url;
}

function report(line: string): void {
  const load = loadavg().map((value) => value.toFixed(1));
  process.stdout.write(`${line} (load of the machine ${load.join(' ')})\n`);
}

test('a container service answers through the API and the load balancers nearly as fast as by itself', async () => {
  const urls = [service, proxy, api].map((url) => `${url}/echo`);
  await medianLatencies(urls, requests);
  const [alone = 0, proxied = 0, chained = 0] = await medianLatencies(urls, rounds * requests);
  const direct = await throughput(`${service}/echo`, seconds);
  const through = await throughput(`${api}/echo`, seconds);
  expect([direct.failed, through.failed]).toEqual([0, 0]);
  const added = chained - alone;
  report(
    `p50 direct ${alone.toFixed(3)} ms, through the chain ${chained.toFixed(3)} ms, ` +
      `added ${added.toFixed(3)} ms, of which an empty proxy adds ${(proxied - alone).toFixed(3)} ms; ` +
      `direct ${direct.rate.toFixed(0)} requests/s, through ${through.rate.toFixed(0)}`,
  );
  expect(added).toBeLessThanOrEqual(largestAddedMs);
});

test('a function route takes many times the requests of serverless-offline', async () => {
  const [port = 0] = await freePorts(1);
  const root = join(__dirname, '../../..');
  const other = await startServerlessOffline(root, handler, port);
  try {
    const pairs: { ours: number; theirs: number }[] = [];
    for (let round = 0; round <= rounds; round++) {
      const theirs = await throughput(other.url, seconds);
      const ours = await throughput(`${api}/greetings`, seconds);
      expect([ours.failed, theirs.failed]).toEqual([0, 0]);
      // The first round warms up.
      if (round > 0) pairs.push({ ours: ours.rate, theirs: theirs.rate });
    }
    const ratio = median(pairs.map(({ ours, theirs }) => ours / theirs));
    report(
      `function route ${median(pairs.map(({ ours }) => ours)).toFixed(0)} requests/s, ` +
        `serverless-offline ${median(pairs.map(({ theirs }) => theirs)).toFixed(0)}, ` +
        `ratio ${ratio.toFixed(1)}`,
    );
    expect(ratio).toBeGreaterThanOrEqual(smallestRatio);
  } finally {
    other.process.kill();
    await once(other.process, 'exit');
  }
});
