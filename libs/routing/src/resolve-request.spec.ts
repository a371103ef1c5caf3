import { createResolver, resolveRequest } from './resolve-request';
import type { ListenerAction, RouteTable, UrlRewrite } from './route-table';
import { routeTo } from './testing/routes';
import { sampleTable } from './testing/sample-table';

const table = sampleTable();
const [api] = table.restApis;
const [networkListener] = table.networkListeners;
const [listener] = table.applicationListeners;
const [health, forward] = listener?.rules ?? [];

describe('a request', () => {
  it('that no route has goes nowhere', () => {
    expect(resolveRequest(table, { method: 'GET', path: '/orders' })).toEqual({
      outcome: 'no-route',
    });
  });

  it('to a container service passes every hop', () => {
    expect(resolveRequest(table, { method: 'PUT', path: '/quotes/42/lines/' })).toEqual({
      outcome: 'target-group',
      api,
      route: api?.routes[1],
      networkListener,
      listener,
      rule: forward,
      losers: [{ rule: health, reason: 'path /quotes/42/lines does not match /_alb/health' }],
      targetGroup: table.targetGroups[0],
      backendPath: '/quotes/42/lines',
    });
  });

  it('to a function ends at its alias', () => {
    expect(resolveRequest(table, { method: 'GET', path: '/tenants/7' })).toEqual({
      outcome: 'function',
      api,
      route: api?.routes[2],
      pathParameters: { id: '7' },
      functionName: 'tenants',
      qualifier: 'live',
    });
  });

  it('that no rule takes gets the default action', () => {
    expect(resolveRequest(table, { method: 'GET', path: '/unplaced' })).toEqual({
      outcome: 'fixed-response',
      api,
      route: api?.routes[3],
      networkListener,
      listener,
      rule: undefined,
      losers: [
        { rule: health, reason: 'path /unplaced does not match /_alb/health' },
        { rule: forward, reason: 'path /unplaced matches none of /quotes, /quotes/*' },
      ],
      statusCode: 404,
      contentType: 'application/json',
      body: '{"message":"no service"}',
      backendPath: '/unplaced',
    });
  });

  it('to a rule with a fixed response gets that', () => {
    const routes = [routeTo('/check', 'GET', '/_alb/health')];
    expect(resolveRequest(withRoutes(routes), { method: 'GET', path: '/check' })).toMatchObject({
      outcome: 'fixed-response',
      rule: health,
      statusCode: 200,
      body: 'ok',
    });
  });

  it('is taken by the first API that has a route for it', () => {
    const second = {
      name: 'api-2',
      apiStage: 'dev',
      binaryMediaTypes: [],
      routes: [routeTo('/orders')],
    };
    const two = { ...table, restApis: [...table.restApis, second] };
    const apiOf = (path: string) => {
      const resolution = resolveRequest(two, { method: 'GET', path });
      return 'api' in resolution ? resolution.api?.name : undefined;
    };
    expect([apiOf('/quotes'), apiOf('/orders'), apiOf('/none')]).toEqual([
      'api',
      'api-2',
      undefined,
    ]);
  });
});

describe('the backend path', () => {
  test.each([
    ['/q/{id}/x/{rest+}', '/{rest}/of/{id}', '/q/7/x/a/b', '/a/b/of/7'],
    ['/q/{proxy+}', '/q/{proxy}', '/q/a%2Fb//c/', '/q/a%2Fb//c'],
    ['/q/{proxy+}', '/q/{proxy}', '/q/$&{x}', '/q/$&{x}'],
  ])('of %s as %s', (path, backend, requested, expected) => {
    const resolution = resolveRequest(withRoutes([routeTo(path, 'ANY', backend)]), {
      method: 'GET',
      path: requested,
    });
    expect(resolution).toMatchObject({ backendPath: expected });
  });
});

describe('a hop that leads nowhere', () => {
  const elsewhere = { type: 'forward', targetGroup: 'gone' } as const;

  test.each<[reason: string, broken: RouteTable, path: string]>([
    ['nlb has no listener on port 80', { ...table, networkListeners: [] }, '/quotes'],
    ['alb-1 has no listener on port 8080', { ...table, applicationListeners: [] }, '/quotes'],
    [
      'rule 40000 of alb-1 forwards to quotes, which does not exist',
      { ...table, targetGroups: [] },
      '/quotes',
    ],
    [
      'the default action of alb-1 forwards to gone, which does not exist',
      withDefaultAction(elsewhere),
      '/unplaced',
    ],
    [
      'the backend path /q/{id} has {id}, which /q/{proxy+} does not',
      withRoutes([routeTo('/q/{proxy+}', 'ANY', '/q/{id}')]),
      '/q/1',
    ],
  ])('%s', (reason, broken, path) => {
    expect(resolveRequest(broken, { method: 'GET', path })).toMatchObject({
      outcome: 'broken',
      reason,
    });
  });
});

it('follows a default action that forwards', () => {
  const forwarding = withDefaultAction({ type: 'forward', targetGroup: 'quotes' });
  const resolution = resolveRequest(forwarding, { method: 'GET', path: '/unplaced' });
  expect(resolution).toMatchObject({
    outcome: 'target-group',
    rule: undefined,
    targetGroup: { name: 'quotes' },
  });
});

it('answers the same whether the table is prepared or not', () => {
  const resolve = createResolver(table);
  for (const path of ['/quotes', '/quotes/1', '/tenants/1', '/unplaced', '/none']) {
    const request = { method: 'GET', path };
    expect(resolve(request)).toEqual(resolveRequest(table, request));
    expect(resolve(request)).toEqual(resolveRequest(sampleTable(), request));
  }
});

function withRoutes(routes: readonly ReturnType<typeof routeTo>[]): RouteTable {
  return {
    ...sampleTable(),
    restApis: [{ name: 'api', apiStage: 'dev', binaryMediaTypes: [], routes }],
  };
}

function withDefaultAction(defaultAction: ListenerAction): RouteTable {
  const sample = sampleTable();
  return {
    ...sample,
    applicationListeners: sample.applicationListeners.map((one) => ({ ...one, defaultAction })),
  };
}

describe('a request to an ALB without an NLB', () => {
  const integration = {
    type: 'HTTP_PROXY',
    applicationLoadBalancer: 'alb-1',
    port: 8080,
    path: '/quotes/{proxy}',
    timeoutMs: 29_000,
  } as const;
  const either = ['/quotes', '/quotes/*', '/dev/quotes', '/dev/quotes/*'];

  /** The sample table with one route, and with other values and a rewrite in the rule of `quotes`. */
  function linked(values: readonly string[], rewrite?: UrlRewrite): RouteTable {
    const [first] = table.restApis;
    if (!first || !listener || !health || !forward) throw new Error('the sample table has them');
    const rule = { ...forward, rewrite, conditions: [{ field: 'path-pattern', values } as const] };
    return {
      ...table,
      restApis: [{ ...first, routes: [{ ...routeTo('/quotes/{proxy+}'), integration }] }],
      applicationListeners: [{ ...listener, rules: [health, rule] }],
    };
  }

  const request = { method: 'GET', path: '/quotes/42' };

  it('has an answer where the path comes to the same with the API stage in front and without', () => {
    const of = linked(either, { regex: '^/dev(/.*)$', replace: '$1' });
    const resolution = resolveRequest(of, request);
    expect(resolution).toMatchObject({
      outcome: 'target-group',
      targetGroup: { name: 'quotes' },
      backendPath: '/quotes/42',
    });
    expect(resolution).not.toHaveProperty('networkListener');
  });

  it.each([
    [
      'the rule takes one of them only',
      linked(['/quotes/*']),
      'quotes with /quotes/42, as /dev/quotes/42 to an answer 404 {"message":"no service"}',
    ],
    [
      'the service would see both',
      linked(either),
      'quotes with /quotes/42, as /dev/quotes/42 to quotes with /dev/quotes/42',
    ],
  ])('is uncertain where %s', (_, of, ends) => {
    expect(resolveRequest(of, request)).toEqual({
      outcome: 'uncertain',
      api: of.restApis[0],
      route: of.restApis[0]?.routes[0],
      reason: `as /quotes/42 it goes to ${ends}`,
    });
  });

  it('is broken where the ALB has no such listener', () => {
    const of = linked(either);
    expect(resolveRequest({ ...of, applicationListeners: [] }, request)).toMatchObject({
      outcome: 'broken',
      reason: 'alb-1 has no listener on port 8080',
    });
  });
});
