import type { Service } from '@slipway/catalog';
import { resolveRequest, type RouteTable } from '@slipway/routing';
import fc from 'fast-check';
import { derivePlatform } from '../build-platform';
import type { PlacedService } from '../model';
import {
  functionService,
  httpService,
  lockedFor,
  locksOf,
  placementLock,
  sampleDigest,
  sampleStage,
} from '../testing/samples';
import { routeTableOf } from './route-table';

const stage = sampleStage();
const { api } = httpService('orders');

const services = [
  functionService('tenants'),
  httpService('quotes'),
  httpService('orders', { api: api && { ...api, auth: 'apiKey', timeoutMs: 5_000 } }),
];

function tableOf(of: readonly Service[], shardsOf: Readonly<Record<string, number>> = {}) {
  const locks = lockedFor(stage, of);
  const entries = new Map(
    [...locks.placement.entries].map(([name, entry]) => {
      const { slot, apiGroup } = entry.value;
      const shard = shardsOf[name];
      const value = slot && shard ? { slot: { ...slot, shard }, apiGroup } : entry.value;
      return [name, { ...entry, value }];
    }),
  );
  const placement = { ...locks.placement, entries };
  return routeTableOf(
    derivePlatform({ stage, services: of, locks: { ...locks, placement } }).model,
  );
}

describe('a route table', () => {
  const table = tableOf(services, { orders: 2 });
  const [restApi] = table.restApis;

  it('has two routes for each base path, sorted, with key and timeout', () => {
    expect(restApi?.routes.map(({ path }) => path)).toEqual([
      '/orders',
      '/orders/{proxy+}',
      '/quotes',
      '/quotes/{proxy+}',
      '/tenants',
      '/tenants/{proxy+}',
    ]);
    expect(restApi).toMatchObject({ name: 'slipway-dev-api', apiStage: 'dev' });
    expect(restApi?.routes[1]).toEqual({
      path: '/orders/{proxy+}',
      method: 'ANY',
      apiKeyRequired: true,
      authorization: 'NONE',
      integration: {
        type: 'HTTP_PROXY',
        networkLoadBalancer: 'slipway-dev-nlb',
        port: 81,
        path: '/orders/{proxy}',
        timeoutMs: 5_000,
      },
    });
  });

  it('calls a function by its alias', () => {
    expect(restApi?.routes.slice(4)).toMatchObject(
      ['/tenants', '/tenants/{proxy+}'].map((path) => ({
        path,
        apiKeyRequired: false,
        integration: {
          type: 'AWS_PROXY',
          functionName: 'slipway-dev-tenants',
          qualifier: 'live',
          timeoutMs: 29_000,
        },
      })),
    );
  });

  it('leads from the port of the NLB to the ALB of the shard', () => {
    expect(table.networkListeners).toEqual(
      [1, 2].map((index) => ({
        networkLoadBalancer: 'slipway-dev-nlb',
        port: 79 + index,
        applicationLoadBalancer: `slipway-dev-alb-${index}`,
        applicationListenerPort: 80,
      })),
    );
  });

  it('has on each ALB the rule of its health first, then those of its own services', () => {
    const health = {
      priority: 1,
      conditions: [{ field: 'path-pattern', values: ['/_alb/health'] }],
      action: { type: 'fixed-response', statusCode: 200, contentType: 'text/plain', body: 'ok' },
    };
    const rule = (name: string) =>
      expect.objectContaining({
        conditions: [{ field: 'path-pattern', values: [`/${name}`, `/${name}/*`] }],
        action: { type: 'forward', targetGroup: expect.stringContaining(`slipway-dev-${name}-`) },
      });
    expect(table.applicationListeners.map(({ rules }) => rules)).toEqual([
      [health, rule('quotes')],
      [health, rule('orders')],
    ]);
    for (const { defaultAction } of table.applicationListeners) {
      expect(defaultAction).toMatchObject({ statusCode: 404, body: '{"message":"no service"}' });
    }
  });

  it('has the target groups of services, and none of those that lead from NLB to ALB', () => {
    expect(table.targetGroups).toEqual([
      expect.objectContaining({ name: expect.stringContaining('slipway-dev-orders-') }),
      {
        name: expect.stringContaining('slipway-dev-quotes-'),
        port: 80,
        deregistrationDelay: 30,
        healthCheck: {
          path: '/health',
          matcher: '200-299',
          interval: 10,
          timeout: 5,
          healthyThreshold: 2,
          unhealthyThreshold: 3,
        },
      },
    ]);
  });

  it('has a service without an image, whose rule answers 503 until it has one', () => {
    const { placement } = lockedFor(stage, services);
    const { model } = derivePlatform({ stage, services, locks: locksOf(placement) });
    expect(routeTableOf(model)).toEqual(tableOf(services));
  });
});

test('a function of an image has a route once it has one', () => {
  const tenants = functionService('tenants');
  const service = { ...tenants, function: { ...tenants.function, image: true } };
  const { placement } = lockedFor(stage, [service]);
  const paths = (images: Parameters<typeof locksOf>[1]) => {
    const locks = locksOf(placement, images);
    const { model } = derivePlatform({ stage, services: [service], locks });
    return routeTableOf(model).restApis.flatMap(({ routes }) => routes.map(({ path }) => path));
  };
  expect(paths({})).toEqual([]);
  expect(paths({ tenants: { arm64: sampleDigest } })).toEqual(['/tenants', '/tenants/{proxy+}']);
});

test('a stage without services has its ALBs, and nothing behind them', () => {
  const { model } = derivePlatform({ stage, services: [], locks: locksOf(placementLock()) });
  const table = routeTableOf(model);
  expect(table.restApis).toEqual([]);
  expect(table.applicationListeners.map(({ rules }) => rules.length)).toEqual([1, 1]);
  expect(table.targetGroups).toEqual([]);
});

test('a model whose service is on an ALB that the stage lacks has no table', () => {
  const placement = placementLock({
    quotes: { slot: { shard: 3, priority: 40_001 }, apiGroup: 1 },
  });
  const { model } = derivePlatform({
    stage,
    services: [httpService('quotes')],
    locks: locksOf(placement),
  });
  expect(() => routeTableOf(model)).toThrow('quotes is placed on shard 3, which the stage lacks');
});

/** Services with base paths inside each other's, on both ALBs. */
const nested = fc
  .uniqueArray(
    fc.record({
      segments: fc.array(fc.constantFrom('a', 'b'), { minLength: 1, maxLength: 4 }),
      isFunction: fc.boolean(),
      shard: fc.constantFrom(1, 2),
    }),
    { selector: ({ segments }) => segments.join('/'), maxLength: 10 },
  )
  .map((drawn) =>
    drawn.map(({ segments, isFunction, shard }) => {
      const name = `s-${segments.join('-')}`;
      const service = httpService(name, { basePath: `/${segments.join('/')}` });
      return { shard, service: isFunction ? functionService(name, { api: service.api }) : service };
    }),
  );

/** The service that answers, by its name. */
function answering(table: RouteTable, path: string): string | undefined {
  const resolution = resolveRequest(table, { method: 'GET', path });
  if (resolution.outcome === 'function') return resolution.functionName;
  if (resolution.outcome !== 'target-group') return undefined;
  return resolution.targetGroup.name.replace(/-[a-z0-9]{6}$/, '');
}

test('a request reaches the service with the longest base path that it is below', () => {
  fc.assert(
    fc.property(
      nested,
      fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 6 }),
      (drawn, segments) => {
        const shards = Object.fromEntries(drawn.map(({ service, shard }) => [service.name, shard]));
        const all = drawn.map(({ service }) => service);
        const path = `/${segments.join('/')}`;
        const [owner] = all
          .filter(({ api: { basePath = '' } = {} }) => `${path}/`.startsWith(`${basePath}/`))
          .sort((a, b) => (b.api?.basePath.length ?? 0) - (a.api?.basePath.length ?? 0));
        const expected = owner && `slipway-dev-${owner.name}`;
        expect(answering(tableOf(all, shards), path)).toBe(expected);
      },
    ),
    { numRuns: 500 },
  );
});

const spread = fc.integer({ min: 1, max: 25 }).chain((shards) =>
  fc.integer({ min: 1, max: 4 }).chain((groups) =>
    fc.record({
      shards: fc.constant(shards),
      groups: fc.constant(groups),
      places: fc.array(
        fc.record({
          shard: fc.integer({ min: 1, max: shards }),
          apiGroup: fc.integer({ min: 1, max: groups }),
        }),
        { maxLength: 40 },
      ),
    }),
  ),
);

test('every route leads to the listener of its own shard, behind the NLB of ten shards', () => {
  fc.assert(
    fc.property(spread, ({ shards, groups, places }) => {
      const wide = sampleStage({ ingress: { link: 'v1', shards, groups } });
      const all = places.map((_, index) => httpService(`s-${index}`));
      const placement = placementLock(
        Object.fromEntries(
          places.map(({ shard, apiGroup }, index) => [
            `s-${index}`,
            { slot: { shard, priority: 40_000 + index }, apiGroup },
          ]),
        ),
      );
      const { model } = derivePlatform({ stage: wide, services: all, locks: locksOf(placement) });
      const table = routeTableOf(model);
      places.forEach(({ shard, apiGroup }, index) => {
        const nlb = Math.ceil(shard / 10);
        for (const path of [`/s-${index}`, `/s-${index}/a/b`]) {
          expect(resolveRequest(table, { method: 'GET', path })).toMatchObject({
            outcome: 'target-group',
            api: { name: apiGroup === 1 ? 'slipway-dev-api' : `slipway-dev-api-${apiGroup}` },
            networkListener: {
              networkLoadBalancer: nlb === 1 ? 'slipway-dev-nlb' : `slipway-dev-nlb-${nlb}`,
              port: 79 + shard,
              applicationLoadBalancer: `slipway-dev-alb-${shard}`,
            },
            listener: { applicationLoadBalancer: `slipway-dev-alb-${shard}` },
            targetGroup: { name: model.services.map(targetGroupOf(`s-${index}`)).find(Boolean) },
            backendPath: path,
          });
        }
      });
    }),
  );
});

function targetGroupOf(name: string) {
  return (placed: PlacedService): string | undefined =>
    placed.kind === 'http' && placed.service.name === name ? placed.names.targetGroup : undefined;
}
