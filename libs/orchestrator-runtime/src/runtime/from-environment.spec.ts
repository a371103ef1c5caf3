import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { memoryIdentity } from '../memory/memory-identity';
import { memoryFromEnvironment } from './from-environment';

const asked: (string | undefined)[] = [];
const variables = { ...process.env };
let server: Server;

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"events":[]}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env.AWS_REGION = 'eu-west-1';
  process.env.AWS_ACCESS_KEY_ID = process.env.AWS_SECRET_ACCESS_KEY = 'test';
});

afterAll(async () => {
  process.env = variables;
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

test('an agent has the memory of its stage', async () => {
  const memory = memoryFromEnvironment({ AGENT_MEMORY_ID: 'slipway_dev_memory-1' });
  const turns = await memory.lastTurns(memoryIdentity('ann', 'talk-1'), 3);
  expect(turns).toEqual({ state: 'loaded', turns: [], truncated: false });
  expect(asked).toEqual([expect.stringContaining('slipway_dev_memory-1')]);
});

test('and none where the stage has none', async () => {
  const identity = memoryIdentity('ann', 'talk-1');
  expect(await memoryFromEnvironment({}).lastTurns(identity, 3)).toEqual({ state: 'disabled' });
});
