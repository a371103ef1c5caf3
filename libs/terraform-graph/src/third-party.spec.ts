import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createResolver, lintRoutes, type RouteRequest, type RouteSubject } from '@slipway/routing';
import { NoTerraformError } from './errors';
import { loadTerraform } from './load-terraform';
import { readRouteTable, routeTableFromGraph } from './route-table';
import { stageFactsOf } from './stage-facts';
import { placeOfSubject } from './subject-place';

const graph = loadTerraform(join(__dirname, 'testing/third-party'));
const { table, problems } = readRouteTable(graph);
const resolve = createResolver(table);

/** Where a request of `GET /orders` and the like goes. */
function end(text: string, more: Partial<RouteRequest> = {}) {
  const [method = '', path = ''] = text.split(' ');
  return resolve({ method, path, ...more });
}

test('routes that are written as resources are read with their protection', () => {
  const [api] = table.restApis;
  expect(api).toMatchObject({ name: 'shop', apiStage: 'live', binaryMediaTypes: ['image/png'] });
  expect(api?.routes.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST /admin',
    'GET /metrics',
    'GET /orders',
    'ANY /orders/{id}',
    'POST /report',
    'GET /stray',
    'ANY /{proxy+}',
  ]);
  expect(api?.routes[3]).toEqual({
    path: '/orders/{id}',
    method: 'ANY',
    apiKeyRequired: false,
    authorization: 'CUSTOM',
    authorizer: {
      name: 'token',
      type: 'TOKEN',
      functionName: 'shop-authorize',
      identitySource: 'method.request.header.Authorization',
      resultTtl: 60,
    },
    integration: {
      type: 'HTTP_PROXY',
      networkLoadBalancer: 'shop-nlb',
      port: 80,
      path: '/orders/{id}',
      timeoutMs: 5_000,
      host: { name: 'shop.internal' },
    },
  });
});

test('weights, a rewrite and a host that is mapped decide', () => {
  expect(end('GET /orders')).toMatchObject({
    outcome: 'target-group',
    backendPath: '/api',
    weighted: [
      { targetGroup: { name: 'shop-blue' }, weight: 90 },
      { targetGroup: { name: 'shop-green' }, weight: 10 },
    ],
  });
  const beta = { host: 'api.example.com', headers: { 'x-beta': 'yes' } };
  expect(end('GET /shop/orders', beta)).toMatchObject({
    outcome: 'target-group',
    mapping: { domainName: 'api.example.com', basePath: 'shop' },
    targetGroup: { name: 'shop-beta' },
  });
  expect(end('GET /orders', beta)).toEqual({
    outcome: 'no-route',
    unmappedDomain: 'api.example.com',
  });
});

test('a function is known by the ARN in its path', () => {
  expect(end('POST /report')).toMatchObject({
    outcome: 'function',
    functionName: 'shop-report',
    qualifier: '$LATEST',
  });
});

test('targets behind the NLB itself are known', () => {
  expect(end('GET /metrics')).toMatchObject({
    outcome: 'network-target-group',
    targetGroup: { name: 'shop-metrics' },
  });
});

test('what depends on a variable is uncertain, and the rest is not', () => {
  expect(end('GET /admin')).toMatchObject({
    outcome: 'uncertain',
    reason:
      'third-party: aws_api_gateway_integration.rest: `uri` must have a uri `http://<host>:<port>/<path>`, but has `${var.legacy_url}/{proxy}`: `var.legacy_url` depends on `var`',
    passedOver: [{ path: '/admin', methods: ['POST'] }],
  });
  expect(end('GET /stray', { query: 'v=1' })).toMatchObject({
    outcome: 'uncertain',
    reason: expect.stringContaining('`var.port` depends on `var`') as string,
  });
  expect(problems.map(({ place }) => place.address).sort()).toEqual([
    'aws_api_gateway_integration.rest',
    'aws_lb_target_group.stray',
  ]);
  expect(() => routeTableFromGraph(graph)).toThrow('var.legacy_url');
});

test('the default action redirects', () => {
  expect(table.applicationListeners[0]?.defaultAction).toEqual({
    type: 'redirect',
    statusCode: 301,
    location: 'https://www.example.com:443/#{path}?#{query}',
  });
});

test('target groups have what AWS takes where nothing is written', () => {
  expect(table.targetGroups.find(({ name }) => name === 'shop-green')).toEqual({
    name: 'shop-green',
    port: 8080,
    healthCheck: {
      path: '/',
      matcher: '200',
      interval: 30,
      timeout: 5,
      healthyThreshold: 3,
      unhealthyThreshold: 3,
    },
    deregistrationDelay: 300,
  });
  expect(table.targetGroups.find(({ name }) => name === 'shop-blue')).toMatchObject({
    algorithm: 'least_outstanding_requests',
    slowStart: 30,
    stickiness: { type: 'lb_cookie', duration: 600 },
  });
});

test('services, functions, throttles and plans are known', () => {
  const facts = stageFactsOf(graph);
  expect(facts.ecsServices.get('shop-blue')).toMatchObject({
    name: 'shop-blue',
    cluster: 'shop',
    desiredCount: 3,
    container: 'app',
    containerPort: 8080,
    taskDefinition: 'shop-blue',
    image: 'shop:1.2',
  });
  expect(facts.functions.get('shop-report')).toMatchObject({ memory: 256, timeout: 60 });
  expect(facts.networkTargetGroups.get('shop-nlb:80')).toEqual({
    name: 'shop-nlb-alb',
    protocol: 'TCP',
    healthCheckPath: '/healthz',
  });
  expect(facts.apiStages.get('shop/live')).toEqual({
    throttles: [
      { path: '*', method: '*', rate: 100, burst: 50 },
      { path: '/orders', method: 'GET', rate: 10, burst: 5 },
    ],
    usagePlans: [
      {
        name: 'partner',
        keys: ['partner'],
        rate: 5,
        burst: 2,
        quota: { limit: 1000, period: 'DAY' },
      },
    ],
  });
});

test('the rules about routes are held against it', () => {
  const functionTimeouts = new Map([['shop-report', 60]]);
  expect(
    lintRoutes(table, { functionTimeouts }).map(({ rule, message }) => `${rule} ${message}`),
  ).toEqual([
    'SLP2601 DELETE, GET, HEAD, OPTIONS, PATCH, PUT /admin fall through to ANY /{proxy+}, which asks for nothing, while POST /admin asks for AWS_IAM',
    'SLP2601 DELETE, HEAD, OPTIONS, PATCH, POST, PUT /orders fall through to ANY /{proxy+}, which asks for nothing, while GET /orders asks for an API key',
    'SLP2604 rule 30 of shop-alb (path /orders/old/* and verb GET) never forwards to shop-green: rule 20 (path /orders, /orders/*) takes every such request before and forwards to shop-blue (90), shop-green (10)',
    'SLP2606 POST /report waits 29000 ms, and shop-report may run 60 s',
  ]);
});

test.each([
  ['nothing', 'a.txt', '', 'holds no file *.tf.json.'],
  [
    'native syntax',
    'main.tf',
    'resource "aws_lb" "a" {}',
    "holds no file *.tf.json, but main.tf in Terraform's native syntax, which is not read: run `hcl2json main.tf > main.tf.json`.",
  ],
  ['a plan', 'plan.json', '{}', 'plan.json is another kind of file: a plan or a state is not read'],
  ['half a file', 'a.tf.json', '{"resource": {', 'a.tf.json is not whole JSON'],
  ['a list', 'a.tf.json', '[]', 'a.tf.json is not a JSON object'],
])('a folder with %s is refused', (_, file, text, message) => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-terraform-'));
  writeFileSync(join(folder, file), text);
  try {
    expect(() => loadTerraform(folder)).toThrow(NoTerraformError);
    expect(() => loadTerraform(folder)).toThrow(message);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.each<[subject: RouteSubject, file: string]>([
  [{ kind: 'route', restApi: 'shop', method: 'GET', path: '/orders' }, 'main.tf.json'],
  [{ kind: 'rule', applicationLoadBalancer: 'shop-alb', port: 80, priority: 30 }, 'main.tf.json'],
  [{ kind: 'rule', applicationLoadBalancer: 'shop-alb', port: 80, priority: 99 }, 'slipway.json'],
])('%j comes from %s', (subject, file) => {
  expect(placeOfSubject(graph, subject)).toEqual({ file, line: 1 });
});
