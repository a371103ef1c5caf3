import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { LocalService } from '../src';
import { freePorts } from '../src/free-ports';
import {
  synthesisedWorkspace,
  type SynthesisedWorkspace,
} from '../src/testing/synthesised-workspace';
import { median, medianLatency, throughput } from './load';
import { startServerlessOffline } from './serverless-offline';
import { withoutThrottles } from './without-throttles';

/** Rounds; what is held against each other takes turns, so that a busy machine is busy for both. */
const rounds = 5;
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
  response.end('{"ok":true}');
}).listen(process.env.PORT, '127.0.0.1');
`;

const handler = `
exports.handler = async () => ({ statusCode: 200, body: '{"ok":true}' });
`;

let workspace: SynthesisedWorkspace;
let stage: ChildProcess;
let api: string;
let service: string;

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
  stage = spawn(
    process.execPath,
    [
      ...['-r', '@swc-node/register', join(__dirname, 'stage-process.ts')],
      ...[workspace.root, workspace.outdir],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  if (!stage.stdout) throw new Error('The stage has no output.');
  const [line] = (await once(createInterface({ input: stage.stdout }), 'line')) as [string];
  const started = JSON.parse(line) as { url: string; services: readonly LocalService[] };
  api = started.url;
  const echo = started.services.find(({ name }) => name === 'echo');
  service = `http://127.0.0.1:${echo?.kind === 'http' ? echo.port : 0}`;
});

afterAll(async () => {
  stage.kill();
  await once(stage, 'exit');
  workspace.dispose();
});

function report(line: string): void {
  const load = loadavg().map((value) => value.toFixed(1));
  process.stdout.write(`${line} (load of the machine ${load.join(' ')})\n`);
}

test('a container service answers through the API and the load balancers nearly as fast as by itself', async () => {
  const pairs: { direct: number; through: number }[] = [];
  for (let round = 0; round <= rounds; round++) {
    const direct = await medianLatency(`${service}/echo`, requests);
    const through = await medianLatency(`${api}/echo`, requests);
    // The first round warms up.
    if (round > 0) pairs.push({ direct, through });
  }
  const direct = await throughput(`${service}/echo`, seconds);
  const through = await throughput(`${api}/echo`, seconds);
  expect([direct.failed, through.failed]).toEqual([0, 0]);
  const added = median(pairs.map((pair) => pair.through - pair.direct));
  report(
    `p50 direct ${median(pairs.map((pair) => pair.direct)).toFixed(3)} ms, ` +
      `through the chain ${median(pairs.map((pair) => pair.through)).toFixed(3)} ms, ` +
      `added ${added.toFixed(3)} ms; ` +
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
    for (let round = 0; round <= 3; round++) {
      const theirs = await throughput(other.url, seconds);
      const ours = await throughput(`${api}/greetings`, seconds);
      expect([ours.failed, theirs.failed]).toEqual([0, 0]);
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
