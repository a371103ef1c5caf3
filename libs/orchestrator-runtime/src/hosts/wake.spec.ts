import { LambdaClient } from '@aws-sdk/client-lambda';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Telemetry } from '../telemetry/telemetry';
import { durableWake } from './wake';

const lines: Record<string, unknown>[] = [];
const telemetry = new Telemetry((line) => lines.push(JSON.parse(line)), { now: () => 0 }, 'test');
const requests: { readonly path: string; readonly body: string }[] = [];
let status = 200;
let server: Server;
let client: LambdaClient;

beforeAll(async () => {
  server = createServer((request, response) => {
    void text(request).then((body) => {
      requests.push({ path: decodeURIComponent(request.url ?? ''), body });
      response.writeHead(status, {
        'content-type': 'application/json',
        ...(status !== 200 && { 'x-amzn-errortype': 'CallbackTimeoutException' }),
      });
      response.end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  client = new LambdaClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
});

beforeEach(() => {
  lines.length = 0;
  requests.length = 0;
  status = 200;
});

afterAll(async () => {
  client.destroy();
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

const waiting = (callbackId: string | undefined) => ({ wakeUp: () => Promise.resolve(callbackId) });

test('calls back where the durable function waits', async () => {
  await durableWake(client, waiting('callback-7'), telemetry)('run');
  expect(requests).toEqual([
    { path: expect.stringMatching(/callback-7\/succeed$/) as string, body: '"woken"' },
  ]);
  expect(lines).toEqual([]);
});

test('calls nobody where nobody waits', async () => {
  await durableWake(client, waiting(undefined), telemetry)('run');
  expect(requests).toEqual([]);
});

test('a call that comes too late is written down, and not thrown: polling finds the same', async () => {
  status = 400;
  await durableWake(client, waiting('callback-7'), telemetry)('run');
  expect(lines).toEqual([
    expect.objectContaining({ level: 'warn', message: 'Host not woken', runId: 'run' }) as object,
  ]);
});

test('so is a store that does not answer', async () => {
  const store = { wakeUp: () => Promise.reject(new Error('no table')) };
  await durableWake(client, store, telemetry)('run');
  expect(lines).toEqual([expect.objectContaining({ reason: 'no table' }) as object]);
});
