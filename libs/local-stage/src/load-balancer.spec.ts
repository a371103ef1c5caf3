import { EventEmitter, once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Resolution } from '@slipway/routing';
import { Front } from './front';
import { refuseWith } from './gateway-responses';
import { linkOrigin } from './link-origin';
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

const listener = {
  applicationLoadBalancer: 'dev-alb',
  port: 80,
  rules: [],
  defaultAction: { type: 'forward', targetGroup: 'dev-quotes' },
} as const;

const toQuotes = {
  outcome: 'target-group',
  api: {
    name: 'dev-api',
    apiStage: 'dev',
    binaryMediaTypes: [],
    routes: [],
  },
  route: {
    method: 'ANY',
    path: '/quotes',
    apiKeyRequired: false,
    authorization: 'NONE',
    integration: {
      type: 'HTTP_PROXY',
      networkLoadBalancer: 'dev-nlb',
      port: 80,
      path: '/quotes',
      timeoutMs: 5_000,
    },
  },
  networkListener: {
    networkLoadBalancer: 'dev-nlb',
    port: 80,
    applicationLoadBalancer: 'dev-alb',
    applicationListenerPort: 80,
  },
  listener,
  losers: [],
  targetGroup: { name: 'dev-quotes', port: 8080, healthCheck: check, deregistrationDelay: 0 },
  backendPath: '/quotes',
} satisfies Resolution;

let backend: Server;
/** Status of the health check; without one it is not answered. */
let healthStatus: number | undefined;
let front: Front;
let targets: Target[];
let url: string;
let groups: TargetGroups;
/** What the target becomes. */
let turns: EventEmitter;

beforeEach(async () => {
  turns = new EventEmitter();
  targets = [];
  groups = new TargetGroups();
  backend = createServer(({ url: path }, response) => {
    const status = path === '/health' ? healthStatus : 200;
    if (status !== undefined) response.writeHead(status).end();
  });
  backend.listen(0, '127.0.0.1');
  await once(backend, 'listening');
  const loadBalancer = new LoadBalancer(groups);
  front = new Front(
    (exchange) => loadBalancer.send(exchange, toQuotes, linkOrigin(toQuotes, refuseWith({}))),
    () => undefined,
  );
  url = `http://127.0.0.1:${await front.listen(0)}/quotes`;
});

afterEach(async () => {
  await Promise.all([front.close(), ...targets.map((target) => target.deregister())]);
  backend.closeAllConnections();
  backend.close();
});

/** Starts the checks of the backend, which are answered with this status. */
function register(status?: number): Target {
  healthStatus = status;
  const { port } = backend.address() as AddressInfo;
  const target = new Target({
    port,
    check,
    onHealthy: () => turns.emit('healthy'),
    onUnhealthy: () => turns.emit('unhealthy'),
  });
  targets.push(target);
  groups.register('dev-quotes', target);
  return target;
}

test('a target gets no request before its first good check', async () => {
  const target = register();
  expect((await fetch(url)).status).toBe(503);
  expect(target.health).toBe('initial');
  healthStatus = 200;
  await once(turns, 'healthy');
  expect((await fetch(url)).status).toBe(200);
});

test('the only target of a group still gets requests after it turned unhealthy', async () => {
  const target = register(200);
  await once(turns, 'healthy');
  healthStatus = 500;
  await once(turns, 'unhealthy');
  expect(target.health).toBe('unhealthy');
  expect((await fetch(url)).status).toBe(200);
});

test('a target that is gone gets none', async () => {
  const target = register(200);
  await once(turns, 'healthy');
  await target.deregister();
  const response = await fetch(url);
  expect(response.status).toBe(503);
  expect(response.headers.get('server')).toBe('awselb/2.0');
});
