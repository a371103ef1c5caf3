import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { Front } from '../front';
import { answer } from '../exchange';
import type { ShownService } from './status-source';
import { StatusPage } from './status-page';

let services: ShownService[];
let page: StatusPage;
let front: Front;
let url: string;

beforeEach(async () => {
  services = [{ name: 'quotes', kind: 'http', state: 'healthy', level: 'good', tasks: [] }];
  page = new StatusPage({
    table: { restApis: [], networkListeners: [], applicationListeners: [] },
    names: { byTargetGroup: new Map(), byFunction: new Map() },
    source: { services: () => services, schedules: () => [] },
  });
  front = new Front(
    async (exchange) => {
      if (page.isFor(exchange)) return page.handle(exchange);
      answer(exchange, { statusCode: 200, headers: {}, body: 'a service' });
      return 'a service';
    },
    (event) => page.tell(event),
  );
  url = `http://127.0.0.1:${await front.listen(0)}`;
});

afterEach(async () => {
  page.close();
  await front.close();
});

/** The stream of events, read until one with this name whose data the function takes. */
async function events(): Promise<(name: string, takes: (data: never) => boolean) => Promise<void>> {
  const [response] = (await once(get(`${url}/_slipway/events`), 'response')) as [IncomingMessage];
  response.setEncoding('utf8');
  let text = '';
  response.on('data', (chunk: string) => (text += chunk));
  return async (name, takes) => {
    for (;;) {
      const blocks = text.split('\n\n').slice(0, -1);
      const found = blocks.some((block) => {
        const [first, data = ''] = block.split('\n');
        return first === `event: ${name}` && takes(JSON.parse(data.slice(6)) as never);
      });
      if (found) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
}

interface Told {
  readonly total: number;
  readonly records: readonly { readonly path: string }[];
}

test.each(['/_slipway', '/_slipway/', '/_slipway?theme=dark'])('is at %s', async (path) => {
  const response = await fetch(url + path);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(await response.text()).toMatch(/^<!doctype html>/);
});

test.each(['/_slipwayx', '/slipway', '/_slipway2/events'])(
  'leaves %s to the stage',
  async (path) => {
    expect(await (await fetch(url + path)).text()).toBe('a service');
  },
);

test('loads and runs nothing but its own, by a nonce that is new each time', async () => {
  const policies = new Set<string | undefined>();
  for (const response of [await fetch(`${url}/_slipway`), await fetch(`${url}/_slipway`)]) {
    const policy = response.headers.get('content-security-policy') ?? '';
    const html = await response.text();
    const [, nonce] = /script-src 'nonce-([^']+)'/.exec(policy) ?? [];
    policies.add(nonce);
    expect(policy).toMatch(/^default-src 'none';/);
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(html.match(/<(script|style)\b[^>]*>/g)).toEqual([
      `<style nonce="${nonce}">`,
      `<script nonce="${nonce}">`,
    ]);
    expect(html).not.toMatch(/ (src|style|on\w+)=/);
    expect([...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual([
      'data:,',
      '#last-requests',
    ]);
  }
  expect(policies.size).toBe(2);
});

test('tells the state and the requests, those from before too', async () => {
  await fetch(`${url}/before`);
  const told = await events();
  await told(
    'state',
    ({ services: all }: { services: ShownService[] }) => all[0]?.name === 'quotes',
  );
  await told('requests', ({ records }: Told) => records[0]?.path === '/before');

  await fetch(`${url}/after?x=1`);
  await told(
    'requests',
    ({ total, records }: Told) => total === 2 && records[0]?.path === '/after?x=1',
  );

  services = [{ name: 'quotes', kind: 'http', state: 'failed', level: 'bad', tasks: [] }];
  page.tell({ type: 'service-failed', service: 'quotes', reason: 'ended', lastLines: [] });
  await told('state', ({ services: all }: { services: ShownService[] }) => all[0]?.level === 'bad');
});

test('does not tell of itself', async () => {
  await fetch(`${url}/_slipway`);
  await fetch(`${url}/quotes`);
  const told = await events();
  await told(
    'requests',
    ({ total, records }: Told) => total === 1 && records[0]?.path === '/quotes',
  );
});

test('is for this machine: another name of it is refused', async () => {
  for (const host of ['attacker.example', 'localhost.attacker.example', 'localhost:1@x']) {
    for (const path of ['/_slipway', '/_slipway/events']) {
      const sent = get(url + path, { headers: { host } });
      const [response] = (await once(sent, 'response')) as [IncomingMessage];
      response.resume();
      expect(response.statusCode).toBe(403);
    }
  }
  const named = get(`${url}/_slipway`, { headers: { host: 'LOCALHOST:4000' } });
  const [response] = (await once(named, 'response')) as [IncomingMessage];
  response.resume();
  expect(response.statusCode).toBe(200);
});

test.each(['POST', 'PUT', 'HEAD', 'DELETE'])('has nothing for %s', async (method) => {
  expect((await fetch(`${url}/_slipway`, { method })).status).toBe(404);
});

test('an open page does not hold the stage up when it ends', async () => {
  const [response] = (await once(get(`${url}/_slipway/events`), 'response')) as [IncomingMessage];
  const ended = once(response.resume(), 'end');
  page.close();
  await front.close();
  await ended;
});
