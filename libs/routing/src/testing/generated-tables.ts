import fc from 'fast-check';
import type { RouteRequest } from '../resolution';
import type {
  HttpMethod,
  Integration,
  ListenerAction,
  ListenerRule,
  RestApi,
  RestRoute,
  RouteTable,
  RuleCondition,
} from '../route-table';
import { routeTo } from './routes';
import { sampleTable } from './sample-table';

const methods: readonly HttpMethod[] = ['ANY', 'GET', 'PUT'];

const host = fc.constantFrom<Extract<Integration, { type: 'HTTP_PROXY' }>['host']>(
  undefined,
  'client',
  { name: 'a.example.com' },
  { unknown: 'depends on `var`' },
);

const integration: fc.Arbitrary<(path: string) => Integration> = fc.oneof(
  fc.constantFrom('f', 'g').map((functionName) => () => {
    return { type: 'AWS_PROXY', functionName, qualifier: 'live', timeoutMs: 1_000 } as const;
  }),
  fc
    .record({
      port: fc.constantFrom(80, 81, 82, 83, 84),
      host,
      backendMethod: fc.constantFrom(undefined, 'ANY' as const, 'PUT' as const),
    })
    .map((link) => (path: string) => {
      return {
        type: 'HTTP_PROXY',
        networkLoadBalancer: 'nlb',
        path,
        timeoutMs: 1_000,
        ...link,
      } as const;
    }),
  fc
    .record({ applicationLoadBalancer: fc.constantFrom('alb-80', 'alb-81', 'alb-82'), host })
    .map((link) => (path: string) => {
      return { type: 'HTTP_PROXY', port: 80, path, timeoutMs: 1_000, ...link } as const;
    }),
  fc.constant(() => ({ type: 'MOCK', timeoutMs: 1_000 }) as const),
  fc.constant(() => ({ type: 'HTTP', url: 'https://example.com/', timeoutMs: 1_000 }) as const),
  fc.constant(() => ({ type: 'UNKNOWN', reason: 'depends on `var`', timeoutMs: 1_000 }) as const),
);

/** Routes of which each resource has at most one variable child of a kind, as API Gateway demands. */
const route: fc.Arbitrary<RestRoute> = fc
  .record({
    segments: fc.array(fc.constantFrom('a', 'b', 'c', '{x}'), { maxLength: 3 }),
    greedy: fc.boolean(),
    method: fc.constantFrom(...methods),
    target: integration,
  })
  .map(({ segments, greedy, method, target }) => {
    const named = segments.map((text, at) => (text === '{x}' ? `{x${at}}` : text));
    const path = `/${[...named, ...(greedy ? ['{proxy+}'] : [])].join('/')}`;
    return { ...routeTo(path, method), integration: target(path.replace('+}', '}')) };
  });

const glob = fc
  .array(fc.constantFrom('/', '/', 'a', 'b', '*', '?'), { minLength: 1, maxLength: 5 })
  .map((parts) => parts.join(''));

const globs = fc.array(glob, { minLength: 1, maxLength: 3 });

const condition: fc.Arbitrary<RuleCondition> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ field: fc.constant('path-pattern' as const), values: globs }),
  },
  fc.record({
    field: fc.constant('host-header' as const),
    values: fc.array(
      fc.constantFrom('a.example.com', '*.Example.com', '*', '*.amazonaws.com', 'x.com'),
      {
        minLength: 1,
        maxLength: 2,
      },
    ),
  }),
  fc.record({
    field: fc.constant('http-header' as const),
    name: fc.constantFrom('X-Tier', 'x-other'),
    values: fc.array(fc.constantFrom('gold', 'G*', '?old'), { minLength: 1, maxLength: 2 }),
  }),
  fc.record({
    field: fc.constant('http-request-method' as const),
    values: fc.array(fc.constantFrom('GET', 'PUT'), { minLength: 1, maxLength: 2 }),
  }),
  fc.record({
    field: fc.constant('query-string' as const),
    values: fc.array(
      fc.constantFrom({ key: 'v', value: '1' }, { value: '*2*' }, { key: 'V', value: 'a b' }),
      { minLength: 1, maxLength: 2 },
    ),
  }),
  fc.record({
    field: fc.constant('source-ip' as const),
    values: fc.constantFrom(['10.0.0.0/8'], ['0.0.0.0/0'], ['192.0.2.0/31', '10.1.0.0/16']),
  }),
);

const group = fc.constantFrom('quotes', 'orders', 'gone');

const action: fc.Arbitrary<ListenerAction> = fc.oneof(
  fc.record({ type: fc.constant('forward' as const), targetGroup: group }),
  fc.record({
    type: fc.constant('weighted-forward' as const),
    targetGroups: fc.uniqueArray(
      fc.record({ targetGroup: group, weight: fc.constantFrom(0, 1, 10) }),
      { selector: ({ targetGroup }) => targetGroup, minLength: 2, maxLength: 3 },
    ),
  }),
  fc.record({
    type: fc.constant('fixed-response' as const),
    statusCode: fc.constantFrom(200, 410),
    contentType: fc.constant('text/plain'),
    body: fc.constant(''),
  }),
  fc.constant({
    type: 'redirect',
    statusCode: 302,
    location: 'https://#{host}:443/#{path}?#{query}',
  } as const),
);

const rule: fc.Arbitrary<ListenerRule> = fc.record({
  priority: fc.integer({ min: 1, max: 50_000 }),
  conditions: fc.array(condition, { maxLength: 2 }),
  rewrite: fc.option(fc.constant({ regex: '^/a(/.*)$', replace: '$1' }), { nil: undefined }),
  action,
});

const rules = fc
  .uniqueArray(rule, { selector: ({ priority }) => priority, maxLength: 6 })
  .map((unsorted) => unsorted.sort((a, b) => a.priority - b.priority));

const routes = fc.uniqueArray(route, {
  selector: ({ path, method }) => `${method} ${path}`,
  maxLength: 12,
});

const domains = fc.subarray([
  { domainName: 'a.example.com', basePath: '' },
  { domainName: 'a.example.com', basePath: 'a' },
  { domainName: 'a.example.com', basePath: 'a/b' },
  { domainName: '*.example.com', basePath: 'b' },
]);

const endpoint = fc.oneof(
  { weight: 4, arbitrary: fc.constant({}) },
  fc.constantFrom<Pick<RestApi, 'executeApiEndpoint' | 'unknownRoutes'>>(
    { unknownRoutes: 'depends on `var`' },
    { executeApiEndpoint: 'disabled' },
    { executeApiEndpoint: { unknown: 'depends on `var`' } },
  ),
);

/** Tables with two REST APIs, an NLB with ALBs, a direct target group, and hops that lead nowhere. */
export const generatedTable: fc.Arbitrary<RouteTable> = fc
  .record({
    first: routes,
    second: routes,
    perShard: fc.tuple(rules, rules),
    domains,
    endpoints: fc.tuple(endpoint, endpoint),
    apis: fc.infiniteStream(fc.constantFrom('api', 'api-2')),
  })
  .map(({ first, second, perShard, domains: wanted, endpoints, apis }) => {
    const { applicationListeners, targetGroups } = sampleTable();
    const [listener] = applicationListeners;
    const [sample] = targetGroups;
    if (!listener || !sample) throw new Error('the sample table has a listener and a target group');
    const nlb = { networkLoadBalancer: 'nlb' };
    const api = { apiStage: 'a', binaryMediaTypes: [] };
    const mappings = wanted.map((one) => {
      return { ...one, restApi: apis.next().value as string, apiStage: 'a' };
    });
    return {
      restApis: [
        { name: 'api', ...api, ...endpoints[0], routes: first },
        { name: 'api-2', ...api, ...endpoints[1], routes: second },
      ],
      networkListeners: [
        { ...nlb, port: 80, applicationLoadBalancer: 'alb-80', applicationListenerPort: 80 },
        { ...nlb, port: 81, applicationLoadBalancer: 'alb-81', applicationListenerPort: 80 },
        { ...nlb, port: 83, targetGroup: 'quotes' },
        { ...nlb, port: 84, unknown: 'depends on `var`' },
      ],
      applicationListeners: perShard.map((ofShard, position) => ({
        ...listener,
        applicationLoadBalancer: `alb-${80 + position}`,
        port: 80,
        rules: ofShard,
      })),
      targetGroups: ['orders', 'quotes'].map((name) => ({ ...sample, name })),
      ...(mappings.length > 0 && { domainMappings: mappings }),
    };
  });

/** A request that such a table may have an answer for. */
export const generatedRequest: fc.Arbitrary<RouteRequest> = fc.record({
  method: fc.constantFrom('GET', 'PUT', 'HEAD', 'TRACE'),
  path: fc
    .array(fc.constantFrom('/', '/a', '/b', '/c', '/d', '/a/b', '/a%2Fb', ';a'), {
      minLength: 1,
      maxLength: 4,
    })
    .map((parts) => `/${parts.join('')}`),
  host: fc.constantFrom(
    undefined,
    'a.example.com',
    'B.example.com:443',
    'c.d.example.com',
    'x.com',
  ),
  headers: fc.constantFrom(undefined, {}, { 'x-tier': 'gold' }, { 'x-tier': ['red', 'Gold'] }),
  query: fc.constantFrom(undefined, '', 'v=1', 'V=a%20b', 'q=123', 'v'),
  sourceIp: fc.constantFrom(undefined, '10.1.2.3', '192.0.2.1'),
});
