import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import WebSocket from 'ws';
import { RunningServices, type RunningService } from './testing/running-service';

let services: RunningServices;

beforeAll(() => {
  services = new RunningServices();
});

afterAll(() => services.dispose());

interface Answer {
  readonly status: number | undefined;
  readonly connection: string | undefined;
  readonly body: string;
}

async function ask(url: string, agent?: Agent): Promise<Answer> {
  const [response] = (await once(get(url, { agent }), 'response')) as [IncomingMessage];
  const chunks = (await response.toArray()) as Buffer[];
  const { connection } = response.headers;
  return { status: response.statusCode, connection, body: Buffer.concat(chunks).toString() };
}

function keepAlive(): Agent {
  return new Agent({ keepAlive: true, maxSockets: 1 });
}

async function draining(service: RunningService): Promise<void> {
  service.child.kill('SIGTERM');
  await service.said(/^SIGTERM: not ready/);
}

/** Sends writes and waits until each is accepted. */
async function accept(service: RunningService, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, index) => `w${index}`);
  const agent = new Agent({ keepAlive: true, maxSockets: 10 });
  await Promise.all(ids.map((id) => ask(`${service.url}/writes?id=${id}`, agent)));
  agent.destroy();
  return ids.sort();
}

describe.each(['http', 'fastify'] as const)('a server of %s', (server) => {
  test('says that it is not ready and serves on, one request per connection', async () => {
    const service = await services.start({ server }, { SLIPWAY_LB_PROPAGATION: '8' });
    const agent = keepAlive();
    expect(await ask(`${service.url}/slow`, agent)).toEqual({
      status: 200,
      connection: 'keep-alive',
      body: 'done',
    });
    expect((await ask(`${service.url}/health`)).status).toBe(200);
    await draining(service);

    expect(await ask(`${service.url}/slow`, agent)).toMatchObject({
      status: 200,
      connection: 'close',
    });
    expect(await ask(`${service.url}/slow`)).toMatchObject({ status: 200, connection: 'close' });
    expect(await ask(`${service.url}/health`)).toEqual({
      status: 503,
      connection: 'close',
      body: '{"status":"draining"}',
    });
    expect(await service.exit).toMatchObject({ code: 0 });
    agent.destroy();
  });

  test('loses no request of a load balancer that sends on until it knows', async () => {
    const service = await services.start({ server }, { SLIPWAY_LB_PROPAGATION: '4' });
    const agents = Array.from({ length: 8 }, keepAlive);
    let routed = true;
    const statuses: Promise<(number | undefined)[]>[] = agents.map(async (agent) => {
      const seen = [];
      while (routed) seen.push((await ask(`${service.url}/slow?ms=5`, agent)).status);
      return seen;
    });
    await delay(200);
    await draining(service);
    await delay(1_000);
    routed = false;
    const seen = (await Promise.all(statuses)).flat();
    expect(seen.length).toBeGreaterThan(8);
    expect(new Set(seen)).toEqual(new Set([200]));
    expect(await service.exit).toMatchObject({ code: 0 });
    for (const agent of agents) agent.destroy();
  });

  test('lets a request end that takes longer than the load balancer', async () => {
    const service = await services.start({ server, requests: 20 });
    const agent = keepAlive();
    const begun = ask(`${service.url}/begun?ms=2500`, agent);
    const slow = ask(`${service.url}/slow?ms=2500`);
    // Both have arrived by then.
    await delay(500);
    await draining(service);
    await service.said(/^Takes no more/);
    await expect(ask(`${service.url}/health`)).rejects.toThrow('ECONNREFUSED');
    expect(await slow).toMatchObject({ status: 200, connection: 'close', body: 'done' });
    expect(await begun).toMatchObject({ status: 200, body: 'begun done' });
    expect(await service.exit).toMatchObject({ code: 0 });
    agent.destroy();
  });
});

test('Fastify runs its onClose hooks after the flush', async () => {
  const service = await services.start({ server: 'fastify' });
  await accept(service, 10);
  await draining(service);
  await service.exit;
  expect(service.lines.slice(-2)).toEqual([
    'Flushed orders: 10 written, 0 dead letters, 0 lost',
    'onClose',
  ]);
});

test('a request that takes longer than its deadline is cut, and the exit code says so', async () => {
  const service = await services.start({ requests: 0.5 });
  const slow = ask(`${service.url}/slow?ms=600000`);
  const failed = expect(slow).rejects.toThrow('socket hang up');
  await delay(500);
  await draining(service);
  await failed;
  expect(await service.exit).toMatchObject({ code: 1 });
  expect(service.lines).toContain('Cut: 1 requests, 0 WebSockets');
});

test('connections without a request hold nothing up', async () => {
  const service = await services.start({ requests: 45 });
  const agent = keepAlive();
  await ask(`${service.url}/slow`, agent);
  const silent = connect(Number(new URL(service.url).port), '127.0.0.1');
  await once(silent, 'connect');
  await draining(service);
  const { code, at } = await service.exit;
  expect(code).toBe(0);
  expect(at).toBeLessThan(45_000);
  silent.destroy();
  agent.destroy();
});

describe('WebSockets', () => {
  async function open(service: RunningService): Promise<WebSocket> {
    const socket = new WebSocket(service.url.replace('http', 'ws'));
    await once(socket, 'open');
    return socket;
  }

  test('are closed with 1012, not all at once', async () => {
    const service = await services.start({ requests: 8 });
    const sockets = await Promise.all(Array.from({ length: 30 }, () => open(service)));
    const closes = sockets.map(async (socket) => {
      const [code] = (await once(socket, 'close')) as [number];
      return { code, at: Date.now() };
    });
    await draining(service);
    const closed = await Promise.all(closes);
    expect(new Set(closed.map(({ code }) => code))).toEqual(new Set([1012]));
    const times = closed.map(({ at }) => at).sort((a, b) => a - b);
    // Thirty of them at random within 4 s.
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(1_000);
    expect(await service.exit).toMatchObject({ code: 0 });
  });

  test('of a client that does not answer end with the deadline', async () => {
    const service = await services.start({ requests: 1 });
    const { port } = new URL(service.url);
    const client = connect(Number(port), '127.0.0.1');
    client.write(
      'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    );
    await once(client, 'data');
    await draining(service);
    expect(await service.exit).toMatchObject({ code: 1 });
    expect(service.lines).toContain('Cut: 0 requests, 1 WebSockets');
    client.destroy();
  });
});

describe('a full buffer', () => {
  test('is written at SIGTERM', async () => {
    const service = await services.start();
    const accepted = await accept(service, 1_000);
    await draining(service);
    expect(await service.exit).toMatchObject({ code: 0 });
    expect(service.written().sort()).toEqual(accepted);
    expect(await service.deadLettered()).toEqual([]);
  });

  test('goes to the dead letters where the writer does not answer', async () => {
    const service = await services.start({ writer: 'hangs', flush: 3 });
    const accepted = await accept(service, 1_000);
    await draining(service);
    expect(await service.exit).toMatchObject({ code: 0 });
    expect((await service.deadLettered()).sort()).toEqual(accepted);
    expect(service.lines).toContain('Flushed orders: 0 written, 1000 dead letters, 0 lost');
  });

  test('survives a crash in the middle of the flush', async () => {
    const service = await services.start({ writer: 'dies' });
    const accepted = await accept(service, 1_000);
    await draining(service);
    expect(await service.exit).toMatchObject({ signal: 'SIGKILL' });
    const written = service.written();
    expect(written).toHaveLength(100);
    const kept = new Set([...written, ...(await service.deadLettered())]);
    expect([...kept].sort()).toEqual(accepted);
  });
});

describe('signals', () => {
  const slowly = { SLIPWAY_LB_PROPAGATION: '40' };

  test.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)('a %s during the drain ends it at once, with %d', async (signal, code) => {
    const service = await services.start({}, slowly);
    await accept(service, 3);
    await draining(service);
    service.child.kill(signal);
    if (signal === 'SIGINT') {
      // Until it cannot be the same Ctrl-C any more.
      while (service.child.exitCode === null) {
        await delay(100);
        service.child.kill(signal);
      }
    }
    expect(await service.exit).toMatchObject({ code });
    expect(service.lines.at(-1)).toBe(
      `${signal} during the drain: ends at once, 3 buffered writes are lost`,
    );
  });

  test('an idle process waits for the load balancer', async () => {
    const service = await services.start({}, { SLIPWAY_LB_PROPAGATION: '2' });
    const before = Date.now();
    await draining(service);
    expect(await service.exit).toMatchObject({ code: 0 });
    expect(Date.now() - before).toBeGreaterThanOrEqual(1_900);
  });

  test('what does not end ends five seconds before the kill', async () => {
    const service = await services.start(
      { stuck: true, requests: 0.5, flush: 0.5 },
      { SLIPWAY_STOP_TIMEOUT: '7' },
    );
    await draining(service);
    expect(await service.exit).toMatchObject({ code: 1 });
    expect(service.lines.at(-1)).toBe(
      'The drain takes longer than 2 s: ends with 0 buffered writes',
    );
  });

  test('a budget that does not fit is refused before the service listens', async () => {
    await expect(services.start({ requests: 60 })).rejects.toThrow('It has ended');
  });
});

const namespaces = ['unshare', '--pid', '--fork', '--kill-child'];
const canUnshare = spawnSync('unshare', [...namespaces.slice(1), 'true']).status === 0;
(canUnshare ? describe : describe.skip)('the first process of a container (needs unshare)', () => {
  /** The process that has number 1 in its namespace, by its number in ours. */
  function firstProcess({ child }: RunningService): number {
    return Number(readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim());
  }

  test('drains, and ends at once by a second signal', async () => {
    const service = await services.start({}, {}, namespaces);
    process.kill(firstProcess(service), 'SIGTERM');
    expect(await service.exit).toMatchObject({ code: 0 });

    const twice = await services.start({}, { SLIPWAY_LB_PROPAGATION: '40' }, namespaces);
    process.kill(firstProcess(twice), 'SIGTERM');
    await twice.said(/^SIGTERM: not ready/);
    process.kill(firstProcess(twice), 'SIGTERM');
    expect(await twice.exit).toMatchObject({ code: 143 });
  });
});

// The options of util-linux; the program of other systems has the same name and other options.
const canType = /util-linux/.test(spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout);
(canType ? test : test.skip)(
  'Ctrl-C in a terminal waits for no load balancer (needs script)',
  async () => {
    const service = await services.start(
      {},
      { SLIPWAY_LB_PROPAGATION: '40' },
      // It runs one text, so the command is quoted as a whole.
      [
        'sh',
        '-c',
        `exec script --quiet --return --command "exec $(printf "'%s' " "$@")" /dev/null`,
        'sh',
      ],
    );
    service.child.stdin?.write('\u0003');
    await service.said(/^\^?C?SIGINT: not ready any more, serves on for 0 s/);
    expect(await service.exit).toMatchObject({ code: 0 });
  },
);
