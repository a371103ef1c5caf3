import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Pool } from 'undici';
import { answer } from './exchange';
import { forward, type Forwarded } from './forward';
import { Front } from './front';
import { badGateway } from './alb-answers';
import { requestHeaders, responseHeaders } from './headers';
import { maxPayload } from './payload';

let backend: Server;
let handler: RequestListener;
let pool: Pool;
let front: Front;
let url: string;
let results: Forwarded[];
let timeoutMs: number;
let idleMs: number;

beforeEach(async () => {
  results = [];
  timeoutMs = 5_000;
  idleMs = 60_000;
  backend = createServer((request, response) => handler(request, response));
  backend.listen(0, '127.0.0.1');
  await once(backend, 'listening');
  pool = new Pool(`http://127.0.0.1:${(backend.address() as AddressInfo).port}`);
  front = new Front(
    async (exchange) => {
      const result = await forward(exchange, pool, {
        method: exchange.method,
        path: `/seen${exchange.path}`,
        headers: requestHeaders(exchange.request.rawHeaders, exchange.request.headers.connection, {
          ...{ clientAddress: '127.0.0.1', port: 80, traceId: 'trace', host: 'nlb' },
        }),
        ...{ maxPayload, timeoutMs, idleMs },
        respond: (_, headers) => responseHeaders(headers),
      });
      results.push(result);
      answer(exchange, { ...badGateway, body: result });
      return result;
    },
    () => undefined,
  );
  url = `http://127.0.0.1:${await front.listen(0)}`;
});

afterEach(async () => {
  backend.closeAllConnections();
  backend.close();
  await Promise.all([front.close(), pool.destroy()]);
});

test('method, path, body, status and headers get through', async () => {
  handler = (request, response) => {
    void text(request).then((body) => {
      response.writeHead(201, {
        'set-cookie': ['a=1', 'b=2'],
        'x-seen': `${request.method} ${request.url}`,
      });
      response.end(body.toUpperCase());
    });
  };
  const response = await fetch(`${url}/quotes`, { method: 'PUT', body: 'hello' });
  expect(response.status).toBe(201);
  expect(response.headers.get('x-seen')).toBe('PUT /seen/quotes');
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  expect(await response.text()).toBe('HELLO');
  expect(results).toEqual(['answered']);
});

test('a response streams: the first part arrives before the last is written', async () => {
  let end: () => void = () => undefined;
  handler = (_, response) => {
    response.write('first');
    end = () => response.end('last');
  };
  const response = await fetch(url);
  const reader = response.body?.getReader();
  expect(Buffer.from((await reader?.read())?.value ?? '').toString()).toBe('first');
  end();
  expect(Buffer.from((await reader?.read())?.value ?? '').toString()).toBe('last');
});

test('a large response arrives whole', async () => {
  const body = Buffer.alloc(8 * 1024 * 1024, 'x');
  handler = (_, response) => response.end(body);
  expect((await (await fetch(url)).arrayBuffer()).byteLength).toBe(body.length);
});

test('one connection serves request after request', async () => {
  const ports = new Set<number | undefined>();
  handler = (request, response) => {
    ports.add(request.socket.remotePort);
    response.end();
  };
  for (let sent = 0; sent < 5; sent++) await (await fetch(url)).text();
  expect(ports.size).toBe(1);
});

test('a service that is too slow is given up', async () => {
  timeoutMs = 50;
  handler = () => undefined;
  expect(await (await fetch(url)).text()).toBe('timed-out');
});

test('a service that sends nothing for as long as a connection may be idle is given up', async () => {
  idleMs = 50;
  handler = () => undefined;
  expect(await (await fetch(url)).text()).toBe('idle');
});

test('a response that stops in the middle is cut off', async () => {
  idleMs = 50;
  handler = (_, response) => response.write('half');
  await expect((await fetch(url)).text()).rejects.toThrow();
  expect(results).toEqual(['cut-off']);
});

test('a slow client slows the service down, and nothing piles up between them', async () => {
  const total = 64 * 1024 * 1024;
  let written = 0;
  handler = (_, response) => {
    const chunk = Buffer.alloc(64 * 1024, 'x');
    const write = (): void => {
      while (written < total) {
        written += chunk.length;
        if (!response.write(chunk)) return void response.once('drain', write);
      }
      response.end();
    };
    write();
  };
  const socket = connect(Number(new URL(url).port), '127.0.0.1').pause();
  socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
  let before = -1;
  while (before !== written || written === 0) {
    before = written;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  expect(written).toBeLessThan(total);
  socket.destroy();
});

test('a service that breaks off before it answers is a failed connection', async () => {
  handler = (request) => request.socket.destroy();
  expect(await (await fetch(url)).text()).toBe('connection-failed');
});

test('a service that breaks off in the middle breaks the response off', async () => {
  handler = (_, response) => {
    response.write('half', () => response.destroy());
  };
  const response = await fetch(url);
  await expect(response.text()).rejects.toThrow();
  expect(results).toEqual(['cut-off']);
});

test('a client that goes away ends the request at the service', async () => {
  const closed = new Promise((resolve) => {
    handler = (request) => {
      request.socket.once('close', resolve);
      client.abort();
    };
  });
  const client = new AbortController();
  await expect(fetch(url, { signal: client.signal })).rejects.toThrow();
  await closed;
  while (results.length === 0) await new Promise(setImmediate);
  expect(results).toEqual(['client-gone']);
});

test('a body without a length is cut at the limit, and the caller is told', async () => {
  handler = (request) => request.resume();
  const chunk = new Uint8Array(1024 * 1024);
  async function* body(): AsyncGenerator<Uint8Array> {
    for (let sent = 0; sent <= maxPayload; sent += chunk.length) yield chunk;
  }
  const init = { method: 'POST', body: ReadableStream.from(body()), duplex: 'half' } as RequestInit;
  expect(await (await fetch(url, init)).text()).toBe('payload-too-large');
});

test('Expect is answered here and does not reach the service', async () => {
  const seen: unknown[] = [];
  handler = (request, response) => {
    seen.push(request.headers.expect);
    request.pipe(response);
  };
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write(
    'POST / HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: 2\r\nconnection: close\r\n\r\n',
  );
  const [continued] = (await once(socket, 'data')) as [Buffer];
  expect(continued.toString()).toContain('100 Continue');
  socket.write('ok');
  expect(await text(socket)).toContain('ok');
  expect(seen).toEqual([undefined]);
});
