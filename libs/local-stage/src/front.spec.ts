import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { PortInUseError } from './errors';
import type { LocalStageEvent } from './events';
import { Front, type Handle } from './front';
import { forbidden, refuseWith } from './gateway-responses';

const refuse = refuseWith(new Map());
const events: LocalStageEvent[] = [];
const open: Front[] = [];

async function start(handle: Handle): Promise<string> {
  const front = new Front(handle, (event) => events.push(event));
  open.push(front);
  return `http://127.0.0.1:${await front.listen(0)}`;
}

beforeEach(() => events.splice(0));
afterEach(() => Promise.all(open.splice(0).map((front) => front.close())));

test('every answer is told with who gave it', async () => {
  const url = await start(async (exchange) => {
    refuse(exchange, forbidden);
    return 'API Gateway (API key)';
  });
  const response = await fetch(`${url}/quotes?page=2`, { method: 'POST', body: 'text' });
  expect(response.status).toBe(403);
  expect(await response.json()).toEqual({ message: 'Forbidden' });
  expect(events).toMatchObject([
    {
      type: 'request',
      entry: 'slipway',
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      method: 'POST',
      path: '/quotes?page=2',
      statusCode: 403,
      durationMs: expect.any(Number) as number,
      answeredBy: 'API Gateway (API key)',
    },
  ]);
});

test('a mistake of slipway itself is answered 500 and told', async () => {
  const url = await start(() => Promise.reject(new Error('no such hop')));
  expect((await fetch(url)).status).toBe(500);
  expect(events).toMatchObject([{ statusCode: 500, answeredBy: 'slipway (no such hop)' }]);
});

test('a connection stays open longer than clients use it again', async () => {
  const url = await start(async (exchange) => {
    refuse(exchange, forbidden);
    return 'API Gateway (API key)';
  });
  const response = await fetch(url);
  await response.arrayBuffer();
  const [, seconds] = /^timeout=(\d+)$/.exec(response.headers.get('keep-alive') ?? '') ?? [];
  expect(Number(seconds)).toBeGreaterThanOrEqual(300);
});

test('a taken port is named', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const front = new Front(
    () => Promise.resolve(''),
    () => undefined,
  );
  const failure: unknown = await front.listen(port).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(PortInUseError);
  expect(failure).toMatchObject({ port, message: expect.stringContaining(`${port}`) as string });
  await front.close();
  taken.close();
});

test('closing waits for a request under way, and for no connection without one', async () => {
  let finish: () => void = () => undefined;
  const url = await start(async (exchange) => {
    await new Promise<void>((resolve) => {
      finish = resolve;
      void open[0]?.close();
    });
    refuse(exchange, forbidden);
    return '';
  });
  const ahead = connect(Number(new URL(url).port), '127.0.0.1');
  await once(ahead, 'connect');
  const response = fetch(url);
  await once(ahead, 'close');
  finish();
  expect((await response).status).toBe(403);
});

test('closing frees the port, though a client keeps its connection', async () => {
  const url = await start(async (exchange) => {
    refuse(exchange, forbidden);
    return '';
  });
  await (await fetch(url)).text();
  await open[0]?.close();
  await expect(fetch(url)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
});
