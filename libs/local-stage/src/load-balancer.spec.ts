import { EventEmitter, once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ApplicationListener, LosingRule } from '@slipway/routing';
import type { BalancerSettings } from '@slipway/terraform-graph';
import type { Balanced, ThroughListener } from './balanced';
import type { BalancedGroup } from './balanced-group';
import type { LocalStageEvent } from './events';
import { Front } from './front';
import { responseHeaders } from './headers';
import { LoadBalancer } from './load-balancer';
import { Target } from './target';
import { TargetGroups } from './target-groups';

const check = {
  path: '/health',
  matcher: '200-299',
  interval: 0.02,
  timeout: 1,
  healthyThreshold: 1,
  unhealthyThreshold: 1,
};

const quotes: BalancedGroup = {
  name: 'dev-quotes',
  port: 8080,
  healthCheck: check,
  deregistrationDelay: 5,
};
const listener: ApplicationListener = {
  applicationLoadBalancer: 'dev-alb',
  port: 80,
  rules: [],
  defaultAction: { type: 'forward', targetGroup: 'dev-quotes' },
};
const through: ThroughListener = { listener, losers: [] };

/** A service, and what it answers; its health check has a status of its own. */
interface Backend {
  readonly server: Server;
  readonly port: number;
  /** Without one the check is not answered. */
  health: number | undefined;
  handler: RequestListener;
}

let balanced: Balanced;
let groups: TargetGroups;
let front: Front;
let url: string;
let settings: BalancerSettings;
let events: LocalStageEvent[];
/** What targets become, by port. */
let turns: EventEmitter;
const backends: Backend[] = [];
const targets: Target[] = [];

beforeEach(async () => {
  balanced = { outcome: 'target-group', ...through, targetGroup: quotes };
  groups = new TargetGroups();
  turns = new EventEmitter();
  events = [];
  settings = { idleTimeout: 60, dropInvalidHeaderFields: false };
  const balancer = new LoadBalancer({
    groups,
    settings: { get: () => settings } as unknown as ReadonlyMap<string, BalancerSettings>,
    services: new Map([['dev-quotes', 'quotes']]),
  });
  front = new Front(
    (exchange) =>
      balancer.handle(exchange, balanced, {
        method: exchange.method,
        path: exchange.path,
        host: 'shop.internal',
        respond: (_, headers) => responseHeaders(headers),
      }),
    (event) => events.push(event),
  );
  url = `http://127.0.0.1:${await front.listen(0)}/quotes`;
});

afterEach(async () => {
  await Promise.all([front.close(), ...targets.splice(0).map((target) => target.deregister())]);
  for (const { server } of backends.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** Starts a service that answers with a name. */
async function backend(name: string, health: number | undefined = 200): Promise<Backend> {
  const server = createServer((request, response) => {
    if (request.url !== '/health') return started.handler(request, response);
    if (started.health !== undefined) response.writeHead(started.health).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const started: Backend = {
    server,
    port: (server.address() as AddressInfo).port,
    health,
    handler: (_, response) => response.end(name),
  };
  backends.push(started);
  return started;
}

function register({ port }: Pick<Backend, 'port'>, group = quotes.name): Target {
  const target = new Target({
    port,
    check,
    onHealthy: () => turns.emit(`healthy ${port}`),
    onUnhealthy: () => turns.emit(`unhealthy ${port}`),
  });
  groups.register(group, target);
  targets.push(target);
  return target;
}

/** Starts a service that answers with a name, registers it, and waits until it is healthy. */
async function inService(name: string, group?: string): Promise<Backend & { target: Target }> {
  const started = await backend(name);
  const target = register(started, group);
  await once(turns, `healthy ${started.port}`);
  return Object.assign(started, { target });
}

async function answers(count: number, cookie = ''): Promise<string[]> {
  const texts: string[] = [];
  for (let sent = 0; sent < count; sent++) {
    texts.push(await (await fetch(url, { headers: { cookie } })).text());
  }
  return texts;
}

/** `name=value` of every cookie that a response sets. */
function cookiesOf(response: Response): string {
  const cookies = response.headers.getSetCookie();
  return cookies.map((cookie) => cookie.replace(/;.*/, '')).join('; ');
}

describe('health', () => {
  it('keeps requests from a target before its first good check', async () => {
    const started = await backend('a');
    started.health = undefined;
    const target = register(started);
    expect((await fetch(url)).status).toBe(503);
    expect(target.health).toBe('initial');
  });

  it('takes an unhealthy target out of rotation', async () => {
    const a = await inService('a');
    await inService('b');
    a.health = 500;
    await once(turns, `unhealthy ${a.port}`);
    expect(await answers(4)).toEqual(['b', 'b', 'b', 'b']);
    a.health = 200;
    await once(turns, `healthy ${a.port}`);
    expect((await answers(4)).sort()).toEqual(['a', 'a', 'b', 'b']);
  });

  it('fails open: with no healthy target all of them get requests', async () => {
    const both = [await inService('a'), await inService('b')];
    const unhealthy = both.map(({ port }) => once(turns, `unhealthy ${port}`));
    for (const one of both) one.health = 500;
    await Promise.all(unhealthy);
    expect((await answers(4)).sort()).toEqual(['a', 'a', 'b', 'b']);
  });
});

describe('turns', () => {
  it('go round', async () => {
    for (const name of ['a', 'b', 'c']) await inService(name);
    const [first, second, third, ...again] = await answers(6);
    expect(new Set([first, second, third]).size).toBe(3);
    expect(again).toEqual([first, second, third]);
  });

  it('go to the target with the fewest requests under way, where the group says so', async () => {
    balanced = {
      outcome: 'target-group',
      ...through,
      targetGroup: { ...quotes, algorithm: 'least_outstanding_requests' },
    };
    const held: (() => void)[] = [];
    const a = await inService('a');
    a.handler = (_, response) => held.push(() => response.end('a'));
    const pending = fetch(url);
    while (held.length === 0) await new Promise(setImmediate);
    await inService('b');
    expect(await answers(4)).toEqual(['b', 'b', 'b', 'b']);
    held[0]?.();
    expect(await (await pending).text()).toBe('a');
  });

  it('are few for a target in its slow start', async () => {
    balanced = {
      outcome: 'target-group',
      ...through,
      targetGroup: { ...quotes, slowStart: 900 },
    };
    const old = await inService('old');
    jest.spyOn(old.target, 'healthyForMs', 'get').mockReturnValue(1_000_000);
    await inService('new');
    const got = await answers(40);
    expect(got.filter((text) => text === 'new').length).toBeLessThanOrEqual(5);
  });

  it('are given by weight where a rule has several target groups', async () => {
    const green = { ...quotes, name: 'dev-green' };
    await inService('blue');
    await inService('green', green.name);
    balanced = {
      outcome: 'target-group',
      ...through,
      targetGroup: quotes,
      weighted: [
        { targetGroup: quotes, weight: 3 },
        { targetGroup: green, weight: 1 },
      ],
    };
    const got = await answers(8);
    expect(got.sort()).toEqual([...Array<string>(6).fill('blue'), 'green', 'green']);
  });
});

describe('cookies', () => {
  it('keep a client with its target, and with another one once that is gone', async () => {
    balanced = {
      outcome: 'target-group',
      ...through,
      targetGroup: { ...quotes, stickiness: { type: 'lb_cookie', duration: 60 } },
    };
    const both = [await inService('a'), await inService('b')];
    const first = await fetch(url);
    const name = await first.text();
    const cookie = cookiesOf(first);
    expect(cookie).toMatch(/^AWSALB=[^;]+; AWSALBCORS=/);
    expect(await answers(4, cookie)).toEqual([name, name, name, name]);
    await both[name === 'a' ? 0 : 1]?.target.drain(0);
    expect(new Set(await answers(3, cookie))).toEqual(new Set([name === 'a' ? 'b' : 'a']));
  });

  it('of the application begin and end a session', async () => {
    balanced = {
      outcome: 'target-group',
      ...through,
      targetGroup: {
        ...quotes,
        stickiness: { type: 'app_cookie', cookieName: 'SESSION', duration: 60 },
      },
    };
    for (const name of ['a', 'b']) {
      const started = await inService(name);
      started.handler = (request, response) => {
        if (request.url?.endsWith('login')) response.setHeader('set-cookie', 'SESSION=1');
        response.end(name);
      };
    }
    expect((await fetch(url)).headers.getSetCookie()).toEqual([]);
    const login = await fetch(`${url}/login`);
    const name = await login.text();
    const cookie = cookiesOf(login);
    expect(cookie).toMatch(/^SESSION=1; AWSALBAPP-0=/);
    expect(await answers(4, cookie)).toEqual([name, name, name, name]);
    const withoutSession = cookie.replace('SESSION=1; ', '');
    expect(new Set(await answers(4, withoutSession)).size).toBe(2);
  });

  it('that nobody made are ignored', async () => {
    balanced = {
      outcome: 'target-group',
      ...through,
      targetGroup: { ...quotes, stickiness: { type: 'lb_cookie', duration: 60 } },
    };
    await inService('a');
    expect(await answers(1, 'AWSALB=nonsense')).toEqual(['a']);
  });
});

describe('leaving', () => {
  it('a draining target gets no new request and finishes those under way', async () => {
    const held: (() => void)[] = [];
    const a = await inService('a');
    a.handler = (_, response) => held.push(() => response.end('a'));
    const pending = fetch(url);
    while (held.length === 0) await new Promise(setImmediate);
    await inService('b');
    let drained = false;
    const draining = a.target.drain(60).then(() => (drained = true));
    expect(await answers(3)).toEqual(['b', 'b', 'b']);
    expect(drained).toBe(false);
    held[0]?.();
    await draining;
    expect(await (await pending).text()).toBe('a');
  });

  it('ends with the deregistration delay, whatever is under way', async () => {
    const a = await inService('a');
    let reached = false;
    a.handler = () => (reached = true);
    const pending = fetch(url);
    while (!reached) await new Promise(setImmediate);
    await a.target.drain(0.05);
    await a.target.deregister();
    expect((await pending).status).toBe(502);
  });

  it('a target that is gone gets nothing', async () => {
    const a = await inService('a');
    await a.target.deregister();
    const response = await fetch(url);
    expect(response.status).toBe(503);
    expect(response.headers.get('server')).toBe('awselb/2.0');
    expect(groups.targetsOf(quotes.name)).toEqual([]);
  });
});

describe('what goes wrong at a target', () => {
  it('is 502 where it refuses the connection', async () => {
    const a = await inService('a');
    a.server.close();
    a.server.closeAllConnections();
    expect((await fetch(url)).status).toBe(502);
  });

  it('is 502 where it closes the connection without an answer', async () => {
    const a = await inService('a');
    a.handler = (request) => request.socket.destroy();
    expect((await fetch(url)).status).toBe(502);
  });

  it('is 504 where it sends nothing for as long as the idle timeout', async () => {
    settings = { ...settings, idleTimeout: 0.05 };
    const a = await inService('a');
    a.handler = () => undefined;
    const response = await fetch(url);
    expect(response.status).toBe(504);
    expect(await response.text()).toContain('504 Gateway Time-out');
  });
});

test('a redirect names the place, with what only the load balancer knows filled in', async () => {
  balanced = {
    outcome: 'redirect',
    ...through,
    statusCode: 301,
    location: '#{protocol}://#{host}:#{port}/new',
  };
  const response = await fetch(url, { redirect: 'manual' });
  expect(response.status).toBe(301);
  expect(response.headers.get('location')).toBe('http://shop.internal:80/new');
});

test('a fixed response is given as it is written', async () => {
  balanced = {
    outcome: 'fixed-response',
    ...through,
    statusCode: 418,
    contentType: 'text/plain',
    body: 'short',
  };
  const response = await fetch(url);
  expect([response.status, await response.text()]).toEqual([418, 'short']);
});

test('a request is told with the target that got it and the rules that lost', async () => {
  const losing: LosingRule = {
    rule: { priority: 1, conditions: [], action: listener.defaultAction },
    reason: 'path /quotes does not match /x',
  };
  balanced = { ...balanced, losers: [losing], rule: { ...losing.rule, priority: 7 } };
  const { port } = await inService('a');
  await answers(1);
  expect(events).toMatchObject([
    {
      type: 'request',
      rule: 7,
      losers: [{ priority: 1, reason: 'path /quotes does not match /x' }],
      targetGroup: 'dev-quotes',
      target: { port },
      service: 'quotes',
      responseLength: 1,
      hops: [
        { kind: 'application-load-balancer', name: 'dev-alb' },
        { kind: 'target', name: 'dev-quotes' },
      ],
    },
  ]);
});
