import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { ListenerRule, RouteTable } from '@slipway/routing';
import { WebSocket, WebSocketServer } from 'ws';
import { CallListeners } from './call-listeners';
import type { LocalStageEvent } from './events';
import { LoadBalancer } from './load-balancer';
import { Target } from './target';
import { TargetGroups } from './target-groups';

const check = {
  ...{ path: '/health', matcher: '200-299', interval: 60, timeout: 5 },
  ...{ healthyThreshold: 1, unhealthyThreshold: 1 },
};

let backend: Server;
let sockets: WebSocketServer;
let target: Target;
let groups: TargetGroups;
let calls: CallListeners;
let events: LocalStageEvent[];

beforeEach(async () => {
  events = [];
  backend = createServer((request, response) => {
    if (request.url === '/health') return response.end();
    const { method, url, headers } = request;
    // In two parts, so that it comes in chunks.
    response.write(' ');
    return response.end(JSON.stringify({ method, url, headers }));
  });
  sockets = new WebSocketServer({ server: backend });
  sockets.on('connection', (socket, { url }) => {
    socket.on('message', (message) => socket.send(`${url} ${message.toString()}`));
  });
  backend.listen(0, '127.0.0.1');
  await once(backend, 'listening');
  const { port } = backend.address() as AddressInfo;
  await new Promise<void>((resolve, reject) => {
    const onUnhealthy = (reason: string) => reject(new Error(reason));
    target = new Target({ port, check, onHealthy: resolve, onUnhealthy });
  });
  groups = new TargetGroups();
  groups.register('priced', target);
});

afterEach(async () => {
  for (const socket of sockets.clients) socket.terminate();
  await Promise.all([calls.close(), target.deregister()]);
  backend.closeAllConnections();
  backend.close();
});

/** Listens for calls of `priced`. Returns the address that a caller finds in its environment. */
async function listen(rules: readonly ListenerRule[] = [], idleTimeout = 60): Promise<string> {
  const table: RouteTable = {
    restApis: [],
    networkListeners: [],
    applicationListeners: [
      {
        ...{ applicationLoadBalancer: 'alb', port: 8_100, rules },
        defaultAction: { type: 'forward', targetGroup: 'priced' },
      },
    ],
    targetGroups: [{ name: 'priced', port: 80, healthCheck: check, deregistrationDelay: 0 }],
  };
  calls = new CallListeners({
    table,
    loadBalancer: new LoadBalancer({
      groups,
      settings: new Map([['alb', { idleTimeout, dropInvalidHeaderFields: false }]]),
      services: new Map([['priced', 'priced']]),
    }),
    onEvent: (event) => events.push(event),
  });
  const workload = {
    ...{ service: 'shop', references: [], stopTimeout: 1 },
    environment: { PRICED_URL: { applicationLoadBalancer: 'alb', port: 8_100, path: '' } },
  };
  await calls.listen([workload]);
  return calls.environmentOf(workload).PRICED_URL ?? '';
}

test('a call reaches the service and shows nothing of an API', async () => {
  const response = await fetch(`${await listen()}/prices?of=rope`);
  const { url, headers } = (await response.json()) as { url: string; headers: object };
  expect(url).toBe('/prices?of=rope');
  expect(headers).toMatchObject({ 'x-forwarded-proto': 'http', 'x-forwarded-for': '127.0.0.1' });
  for (const name of ['via', 'x-amzn-apigateway-api-id']) expect(headers).not.toHaveProperty(name);
  const names = [...response.headers.keys()];
  expect(names.filter((name) => name.startsWith('x-amz'))).toEqual([]);
  expect(events).toMatchObject([{ entry: 'call', service: 'priced', statusCode: 200 }]);
});

test('a rule may rewrite the path', async () => {
  const url = await listen([
    {
      priority: 1,
      conditions: [{ field: 'path-pattern', values: ['/v1/*'] }],
      rewrite: { regex: '^/v1/(.*)$', replace: '/$1' },
      action: { type: 'forward', targetGroup: 'priced' },
    },
  ]);
  expect(await (await fetch(`${url}/v1/prices`)).json()).toMatchObject({ url: '/prices' });
});

test('a WebSocket goes through, in both directions', async () => {
  const socket = new WebSocket(`${(await listen()).replace('http', 'ws')}/feed`);
  await once(socket, 'open');
  socket.send('hello');
  const [message] = (await once(socket, 'message')) as [Buffer];
  expect(message.toString()).toBe('/feed hello');
  expect(target.outstanding).toBe(1);
  socket.close();
  await once(socket, 'close');
  while (events.length === 0) await new Promise(setImmediate);
  expect(events).toMatchObject([{ entry: 'call', statusCode: 101, answeredBy: 'priced' }]);
  expect(target.outstanding).toBe(0);
});

test('a client that goes away takes its WebSocket at the service with it', async () => {
  const socket = new WebSocket((await listen()).replace('http', 'ws'));
  await once(socket, 'open');
  const [atService] = sockets.clients;
  const closed = atService && once(atService, 'close');
  socket.terminate();
  await closed;
  while (events.length === 0) await new Promise(setImmediate);
  expect(events).toMatchObject([{ statusCode: 101, answeredBy: 'priced' }]);
});

test('a WebSocket on which nothing is sent is closed after the idle timeout', async () => {
  const socket = new WebSocket((await listen([], 0.1)).replace('http', 'ws'));
  await once(socket, 'close');
  expect(socket.readyState).toBe(WebSocket.CLOSED);
});

test('a service that does not want a WebSocket answers for itself', async () => {
  sockets.close();
  backend.removeAllListeners('upgrade');
  const socket = new WebSocket((await listen()).replace('http', 'ws'));
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, IncomingMessage];
  expect(response.statusCode).toBe(200);
  expect(JSON.parse(await text(response))).toMatchObject({ method: 'GET', url: '/' });
  socket.on('error', () => undefined).terminate();
});

test('a WebSocket to a service that does not run is answered 503', async () => {
  const url = await listen();
  await target.deregister();
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n');
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 503 /);
  await once(socket, 'close');
});

test('closing ends connections that were handed over', async () => {
  const socket = new WebSocket((await listen()).replace('http', 'ws'));
  await once(socket, 'open');
  const closed = once(socket, 'close');
  await calls.close();
  await closed;
});
