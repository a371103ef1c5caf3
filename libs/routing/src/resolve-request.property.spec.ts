import fc from 'fast-check';
import type { Resolution } from './resolution';
import { createResolver } from './resolve-request';
import type { HttpMethod, ListenerRule, RestRoute, RouteTable } from './route-table';
import { evaluateNaively } from './testing/naive-evaluator';
import { routeTo } from './testing/routes';
import { sampleTable } from './testing/sample-table';

const literal = fc.constantFrom('a', 'b', 'c');
const methods: readonly HttpMethod[] = ['ANY', 'GET', 'PUT'];

function linkOf({ integration }: RestRoute) {
  if (integration.type === 'HTTP_PROXY') return integration;
  throw new Error('the route leads to a function');
}

/** Routes of which each resource has at most one variable child of a kind, as API Gateway demands. */
const route: fc.Arbitrary<RestRoute> = fc
  .record({
    segments: fc.array(fc.oneof(literal, fc.constant('{x}')), { maxLength: 3 }),
    greedy: fc.boolean(),
    method: fc.constantFrom(...methods),
    target: fc.oneof(
      fc.constantFrom('f', 'g'),
      fc.constantFrom(80, 81, 82),
      fc.constantFrom('alb-80', 'alb-81', 'alb-82'),
    ),
  })
  .map(({ segments, greedy, method, target }) => {
    const path = `/${[...segments, ...(greedy ? ['{proxy+}'] : [])].join('/')}`;
    const base = routeTo(path, method, `/${segments.filter((text) => text !== '{x}').join('/')}`);
    if (target === 'f' || target === 'g') {
      return {
        ...base,
        integration: {
          type: 'AWS_PROXY',
          functionName: target,
          qualifier: 'live',
          timeoutMs: 1_000,
        },
      } as const;
    }
    const { path: backendPath, timeoutMs } = linkOf(base);
    const link = {
      type: 'HTTP_PROXY',
      path: greedy ? `${backendPath}/{proxy}` : backendPath,
      timeoutMs,
    } as const;
    return typeof target === 'number'
      ? { ...base, integration: { ...link, networkLoadBalancer: 'nlb', port: target } }
      : { ...base, integration: { ...link, applicationLoadBalancer: target, port: 80 } };
  });

const glob = fc
  .array(fc.constantFrom('/', '/', 'a', 'b', '*', '?'), { minLength: 1, maxLength: 5 })
  .map((parts) => parts.join(''));

const rule: fc.Arbitrary<ListenerRule> = fc.record({
  priority: fc.integer({ min: 1, max: 50_000 }),
  conditions: fc.array(
    fc.record({
      field: fc.constant('path-pattern' as const),
      values: fc.array(glob, { minLength: 1, maxLength: 3 }),
    }),
    { maxLength: 2 },
  ),
  rewrite: fc.option(fc.constant({ regex: '^/a(/.*)$', replace: '$1' }), { nil: undefined }),
  action: fc.oneof(
    fc.record({
      type: fc.constant('forward' as const),
      targetGroup: fc.constantFrom('quotes', 'orders', 'gone'),
    }),
    fc.record({
      type: fc.constant('fixed-response' as const),
      statusCode: fc.constantFrom(200, 410),
      contentType: fc.constant('text/plain'),
      body: fc.constant(''),
    }),
  ),
});

const rules = fc
  .uniqueArray(rule, { selector: ({ priority }) => priority, maxLength: 6 })
  .map((unsorted) => unsorted.sort((a, b) => a.priority - b.priority));

const table: fc.Arbitrary<RouteTable> = fc
  .record({
    routes: fc.uniqueArray(route, {
      selector: ({ path, method }) => `${method} ${path}`,
      maxLength: 12,
    }),
    perShard: fc.tuple(rules, rules),
  })
  .map(({ routes, perShard }) => {
    const { applicationListeners, targetGroups } = sampleTable();
    const [listener] = applicationListeners;
    const [group] = targetGroups;
    if (!listener || !group) throw new Error('the sample table has a listener and a target group');
    return {
      restApis: [{ name: 'api', apiStage: 'a', binaryMediaTypes: [], routes }],
      networkListeners: [80, 81].map((port) => ({
        networkLoadBalancer: 'nlb',
        port,
        applicationLoadBalancer: `alb-${port}`,
        applicationListenerPort: 80,
      })),
      applicationListeners: perShard.map((ofShard, position) => ({
        ...listener,
        applicationLoadBalancer: `alb-${80 + position}`,
        port: 80,
        rules: ofShard,
      })),
      targetGroups: ['orders', 'quotes'].map((name) => ({ ...group, name })),
    };
  });

const requests = fc.array(
  fc.record({
    method: fc.constantFrom('GET', 'PUT', 'HEAD', 'TRACE'),
    path: fc
      .array(fc.constantFrom('/', '/a', '/b', '/c', '/d', '/a/b'), { minLength: 1, maxLength: 4 })
      .map((parts) => parts.join('')),
  }),
  { minLength: 1, maxLength: 10 },
);

function summary(resolution: Resolution): string {
  switch (resolution.outcome) {
    case 'function':
      return `function ${resolution.functionName}`;
    case 'target-group':
      return `group ${resolution.targetGroup.name} ${resolution.backendPath}`;
    case 'fixed-response':
      return `answer ${resolution.statusCode}`;
    default:
      return resolution.outcome;
  }
}

test('a resolver says of every request what trying every route and rule says', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(table, requests, (routeTable, asked) => {
      const resolve = createResolver(routeTable);
      for (const request of asked) {
        const resolution = resolve(request);
        seen.add(resolution.outcome);
        expect(summary(resolution)).toBe(evaluateNaively(routeTable, request));
      }
    }),
    { numRuns: 1_500 },
  );
  expect([...seen].sort()).toEqual([
    'broken',
    'fixed-response',
    'function',
    'no-route',
    'target-group',
    'uncertain',
  ]);
});

test('the rules that lost are those before the winner', () => {
  fc.assert(
    fc.property(table, requests, (routeTable, asked) => {
      const resolve = createResolver(routeTable);
      for (const request of asked) {
        const resolution = resolve(request);
        if (resolution.outcome !== 'target-group' && resolution.outcome !== 'fixed-response') {
          continue;
        }
        const { listener, rule: winner, losers } = resolution;
        const before = winner ? listener.rules.indexOf(winner) : listener.rules.length;
        expect(losers.map((loser) => loser.rule)).toEqual(listener.rules.slice(0, before));
      }
    }),
  );
});
