import { once } from 'node:events';
import { createServer, request as send, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { RestApi, RestRoute, RouteTable } from '@slipway/routing';
import type {
  GatewayResponseSettings,
  LambdaAuthorizer,
  MethodThrottle,
  RouteSettings,
  UsagePlan,
} from '@slipway/terraform-graph';
import type { LocalStageEvent } from './events';
import { Front } from './front';
import { FunctionIntegration } from './function-integration';
import { Gateway } from './gateway';
import { keyFinder } from './key-check';
import { LambdaAuthorizers } from './lambda-authorizers';
import { LoadBalancer } from './load-balancer';
import type { LocalFunction } from './local-function';
import { apiRuntimes, routeRuntimes } from './route-runtimes';
import { Target } from './target';
import { TargetGroups } from './target-groups';
import { UsageLimits } from './usage-limits';

const check = {
  ...{ path: '/health', matcher: '200-299', interval: 60, timeout: 5 },
  ...{ healthyThreshold: 1, unhealthyThreshold: 1 },
};

/** `GET /quotes` goes to the backend, `ANY /tenants/{id}` to a function. */
const link = {
  type: 'HTTP_PROXY',
  networkLoadBalancer: 'nlb',
  port: 80,
  path: '/quotes',
  timeoutMs: 5_000,
} as const;
const quotes: RestRoute = {
  path: '/quotes',
  method: 'ANY',
  apiKeyRequired: false,
  authorization: 'NONE',
  integration: link,
};
const tenants: RestRoute = {
  ...quotes,
  path: '/tenants/{id}',
  integration: { type: 'AWS_PROXY', functionName: 'tenants', qualifier: 'live', timeoutMs: 5_000 },
};

interface Stage {
  /** How many of the one API. */
  readonly apis?: 0 | 1;
  readonly routes?: readonly RestRoute[];
  readonly settings?: readonly Partial<RouteSettings>[];
  readonly throttles?: readonly MethodThrottle[];
  readonly plans?: readonly UsagePlan[];
  readonly responses?: Readonly<Record<string, GatewayResponseSettings>>;
  readonly accessLog?: string;
  readonly stageVariables?: Readonly<Record<string, string>>;
  /** Beside what every API has. */
  readonly api?: Partial<RestApi>;
  readonly domainMappings?: RouteTable['domainMappings'];
}

type Invoke = (event: Record<string, unknown>) => unknown;

let backend: Server;
let target: Target;
let events: LocalStageEvent[];
let handler: (request: IncomingMessage) => { status: number; headers?: object; body: string };
let functions: Record<string, Invoke>;
/** Milliseconds. */
let now: number;
const fronts: Front[] = [];

beforeEach(async () => {
  events = [];
  now = Date.UTC(2026, 0, 1, 12);
  functions = {};
  handler = ({ headers }) => ({ status: 200, body: JSON.stringify(headers) });
  backend = createServer((request, response) => {
    if (request.url === '/health') return response.end();
    const { status, headers, body } = handler(request);
    request.resume();
    return response.writeHead(status, { ...headers }).end(body);
  });
  backend.listen(0, '127.0.0.1');
  await once(backend, 'listening');
  const { port } = backend.address() as AddressInfo;
  await new Promise<void>((resolve, reject) => {
    const onUnhealthy = (reason: string) => reject(new Error(reason));
    target = new Target({ port, check, onHealthy: resolve, onUnhealthy });
  });
});

afterEach(async () => {
  await Promise.all([...fronts.splice(0).map((front) => front.close()), target.deregister()]);
  backend.closeAllConnections();
  backend.close();
});

/** Serves an API. Returns its address. */
async function serve(stage: Stage): Promise<string> {
  const { routes = [quotes, tenants], settings = [], throttles = [], plans = [] } = stage;
  const api: RestApi = {
    ...{ name: 'api', apiStage: 'local', binaryMediaTypes: [], routes },
    ...stage.api,
  };
  const { stageVariables: variables, domainMappings } = stage;
  const table: RouteTable = {
    ...(domainMappings && { domainMappings }),
    restApis: stage.apis === 0 ? [] : [api],
    networkListeners: [
      {
        ...{ networkLoadBalancer: 'nlb', port: 80 },
        ...{ applicationLoadBalancer: 'alb', applicationListenerPort: 80 },
      },
    ],
    applicationListeners: [
      {
        ...{ applicationLoadBalancer: 'alb', port: 80, rules: [] },
        defaultAction: { type: 'forward', targetGroup: 'quotes' },
      },
    ],
    targetGroups: [{ name: 'quotes', port: 80, healthCheck: check, deregistrationDelay: 0 }],
  };
  const clock = () => now;
  const onEvent = (event: LocalStageEvent) => events.push(event);
  const groups = new TargetGroups();
  groups.register('quotes', target);
  const invocable = new Map(
    Object.entries(functions).map(([name, invoke]) => [
      name,
      {
        ...{ service: name, memory: 128, logGroup: '/x' },
        invoke: (event: unknown) =>
          Promise.resolve()
            .then(() => invoke(event as Record<string, unknown>))
            .then(
              (result) => ({ kind: 'result', json: JSON.stringify(result) }),
              (error: Error) => ({ kind: 'error', reason: `${error.name}: ${error.message}` }),
            ),
      } as unknown as LocalFunction,
    ]),
  );
  const keys = plans.flatMap(({ apiKeys }) => apiKeys);
  const gateway = new Gateway({
    account: '000000000000',
    table,
    routes: routeRuntimes(table, {
      settings: settings.map((one) => ({
        ...{ restApi: 'api', path: '/quotes', method: 'ANY', requestHeaders: {} },
        ...one,
      })),
      throttles,
      clock,
    }),
    apis: apiRuntimes(
      table,
      new Map([['api', new Map(Object.entries(stage.responses ?? {}))]]),
      stage.accessLog === undefined
        ? []
        : [{ restApi: 'api', apiStage: 'local', format: stage.accessLog }],
      variables ? [{ restApi: 'api', apiStage: 'local', variables }] : [],
    ),
    findKey: keyFinder(
      [...keys, 'unplanned'].map((name) => ({
        ...{ name, value: `value of ${name}`, restApi: 'api', apiStage: 'local' },
      })),
    ),
    limits: new UsageLimits({ plans, clock, today: clock }),
    authorizers: new LambdaAuthorizers({
      region: 'eu-west-1',
      functions: invocable,
      clock,
      onEvent,
    }),
    functions: new FunctionIntegration({
      ...{ account: '000000000000', region: 'eu-west-1', functions: invocable, onEvent },
    }),
    loadBalancer: new LoadBalancer({
      groups,
      settings: new Map([['alb', { idleTimeout: 60, dropInvalidHeaderFields: false }]]),
      services: new Map([['quotes', 'quotes']]),
    }),
  });
  const front = new Front((exchange) => gateway.handle(exchange), onEvent);
  fronts.push(front);
  return `http://127.0.0.1:${await front.listen(0)}`;
}

/** Status, error type and body of an answer. */
async function answerOf(url: string, headers: Record<string, string> = {}, method = 'GET') {
  const response = await fetch(url, { headers, method });
  return [response.status, response.headers.get('x-amzn-errortype'), await response.text()];
}

function plan(limits: Partial<UsagePlan>): UsagePlan {
  const apiStages = [{ restApi: 'api', apiStage: 'local', routeThrottles: {} }];
  return { name: 'plan', apiKeys: ['gold'], apiStages, ...limits };
}

const keyed: Stage = { routes: [{ ...quotes, apiKeyRequired: true }] };
const gold = { 'x-api-key': 'value of gold' };
const denied = [403, 'ForbiddenException', '{"message":"Forbidden"}'];
const throttled = [429, 'TooManyRequestsException', '{"message":"Too Many Requests"}'];

describe('an answer', () => {
  it('carries the ids of its request', async () => {
    const response = await fetch(`${await serve({})}/quotes`);
    expect(response.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    expect(response.headers.get('x-amz-apigw-id')).toMatch(/^[\w+/]{15}=$/);
    expect(response.headers.get('x-amzn-trace-id')).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}/);
    expect(events).toMatchObject([{ requestId: response.headers.get('x-amzn-requestid') }]);
  });

  it('has API Gateway’s own headers in the place of the backend’s', async () => {
    handler = () => ({
      status: 401,
      headers: { server: 'x', 'www-authenticate': 'Basic' },
      body: '',
    });
    const { headers } = await fetch(`${await serve({})}/quotes`);
    expect(headers.get('www-authenticate')).toBeNull();
    expect(headers.get('x-amzn-remapped-www-authenticate')).toBe('Basic');
    expect(headers.get('x-amzn-remapped-server')).toBe('x');
  });

  it('tells the backend which API it came by', async () => {
    const response = await fetch(`${await serve({})}/quotes`);
    expect(await response.json()).toMatchObject({
      ...{ 'x-amzn-apigateway-api-id': 'api', via: '1.1 AmazonAPIGateway', host: 'nlb' },
    });
  });
});

describe('a request that API Gateway refuses', () => {
  it('has no route', async () => {
    expect(await answerOf(`${await serve({})}/nothing`)).toEqual([
      403,
      'MissingAuthenticationTokenException',
      '{"message":"Missing Authentication Token"}',
    ]);
  });

  it('reaches a stage without an API', async () => {
    expect((await answerOf(`${await serve({ apis: 0 })}/quotes`))[0]).toBe(403);
  });

  it.each<Record<string, string>>([
    {},
    { 'x-api-key': 'wrong' },
    { 'x-api-key': 'value of unplanned' },
  ])('has no good key: %p', async (headers) => {
    const url = await serve({ ...keyed, plans: [plan({})] });
    expect(await answerOf(`${url}/quotes`, headers)).toEqual(denied);
    expect((await answerOf(`${url}/quotes`, gold))[0]).toBe(200);
  });

  it('states a body over 10 MB', async () => {
    const { port } = new URL(await serve({}));
    const socket = connect(Number(port), '127.0.0.1');
    const length = 10 * 1024 * 1024 + 1;
    socket.write(`POST /quotes HTTP/1.1\r\nhost: x\r\ncontent-length: ${length}\r\n\r\n`);
    const [head] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    expect(head.toString()).toMatch(/^HTTP\/1\.1 413 /);
    expect(head.toString()).toContain('{"message":"Request Too Long"}');
  });

  it('waits too long for its integration', async () => {
    backend.removeAllListeners('request');
    const slow = { ...quotes, integration: { ...link, timeoutMs: 50 } };
    expect(await answerOf(`${await serve({ routes: [slow] })}/quotes`)).toEqual([
      504,
      'InternalServerErrorException',
      '{"message":"Endpoint request timed out"}',
    ]);
  });

  it('reaches a function that answers in another form', async () => {
    functions.tenants = () => 'text';
    expect(await answerOf(`${await serve({})}/tenants/1`)).toEqual([
      502,
      'InternalServerErrorException',
      '{"message":"Internal server error"}',
    ]);
  });
});

describe('throttles', () => {
  const throttle = { restApi: 'api', apiStage: 'local', rateLimit: 2, burstLimit: 3 };

  it('of a route let a burst through, then the rate', async () => {
    const throttles = [{ ...throttle, path: '*', method: '*' }];
    const url = `${await serve({ throttles })}/quotes`;
    for (let sent = 0; sent < 3; sent++) expect((await answerOf(url))[0]).toBe(200);
    expect(await answerOf(url)).toEqual(throttled);
    now += 500;
    expect((await answerOf(url))[0]).toBe(200);
    expect(await answerOf(url)).toEqual(throttled);
  });

  it('of a route’s own settings go before those of every route', async () => {
    const throttles = [
      { ...throttle, path: '*', method: '*', burstLimit: 0 },
      { ...throttle, path: '/quotes', method: 'ANY' },
    ];
    const url = await serve({ throttles });
    expect((await answerOf(`${url}/quotes`))[0]).toBe(200);
    expect(await answerOf(`${url}/tenants/1`)).toEqual(throttled);
  });

  it('of a usage plan hold for each key', async () => {
    const limits = { throttle: { rateLimit: 1, burstLimit: 1 }, apiKeys: ['gold', 'silver'] };
    const url = `${await serve({ ...keyed, plans: [plan(limits)] })}/quotes`;
    expect((await answerOf(url, gold))[0]).toBe(200);
    expect(await answerOf(url, gold)).toEqual(throttled);
    expect((await answerOf(url, { 'x-api-key': 'value of silver' }))[0]).toBe(200);
  });

  it('of a usage plan hold for a route of it', async () => {
    const routeThrottles = { '/quotes/ANY': { rateLimit: 1, burstLimit: 1 } };
    const apiStages = [{ restApi: 'api', apiStage: 'local', routeThrottles }];
    const url = `${await serve({ ...keyed, plans: [plan({ apiStages })] })}/quotes`;
    expect((await answerOf(url, gold))[0]).toBe(200);
    expect(await answerOf(url, gold)).toEqual(throttled);
  });

  it('tell a quota that is used up in other words', async () => {
    const quota = { limit: 2, offset: 0, period: 'DAY' } as const;
    const url = `${await serve({ ...keyed, plans: [plan({ quota })] })}/quotes`;
    for (let sent = 0; sent < 2; sent++) expect((await answerOf(url, gold))[0]).toBe(200);
    expect(await answerOf(url, gold)).toEqual([
      429,
      'LimitExceededException',
      '{"message":"Limit Exceeded"}',
    ]);
    now += 12 * 60 * 60 * 1_000;
    expect((await answerOf(url, gold))[0]).toBe(200);
  });
});

describe('a Lambda authorizer', () => {
  const authorizer: LambdaAuthorizer = {
    ...{ name: 'lambda', type: 'TOKEN', functionName: 'guard', ttl: 0 },
    identitySources: ['method.request.header.Authorization'],
  };
  const alice = { authorization: 'alice' };
  let calls: Record<string, unknown>[];

  const policy = (Effect: string, Resource: string) => ({
    Version: '2012-10-17',
    Statement: [{ Action: 'execute-api:Invoke', Effect, Resource }],
  });
  const anywhere = 'arn:aws:execute-api:eu-west-1:000000000000:api/local/*';

  /** A stage whose route has the authorizer. */
  const guarded = (
    changes: Partial<LambdaAuthorizer> = {},
    settings: Partial<RouteSettings> = {},
  ): Stage => ({ settings: [{ authorizer: { ...authorizer, ...changes }, ...settings }] });

  beforeEach(() => {
    calls = [];
    functions.guard = (event) => {
      calls.push(event);
      return { principalId: 'alice', policyDocument: policy('Allow', anywhere) };
    };
  });

  it('sees the token and the method', async () => {
    const url = await serve(guarded());
    expect((await answerOf(`${url}/quotes`, alice))[0]).toBe(200);
    expect(calls).toEqual([
      {
        type: 'TOKEN',
        methodArn: 'arn:aws:execute-api:eu-west-1:000000000000:api/local/GET/quotes',
        authorizationToken: 'alice',
      },
    ]);
  });

  it('of the kind REQUEST sees the request, without its body', async () => {
    const identitySources = ['method.request.querystring.token'];
    const url = await serve(guarded({ type: 'REQUEST', identitySources }));
    expect((await answerOf(`${url}/quotes?token=t`))[0]).toBe(200);
    expect(calls).toMatchObject([
      {
        type: 'REQUEST',
        methodArn: 'arn:aws:execute-api:eu-west-1:000000000000:api/local/GET/quotes',
        path: '/quotes',
        queryStringParameters: { token: 't' },
        requestContext: { resourcePath: '/quotes', stage: 'local' },
      },
    ]);
    expect(calls[0]).not.toHaveProperty('body');
    const unauthorized = [401, 'UnauthorizedException', '{"message":"Unauthorized"}'];
    expect(await answerOf(`${url}/quotes?token=`)).toEqual(unauthorized);
    expect(calls).toHaveLength(1);
  });

  it('is not asked without what it identifies callers by', async () => {
    const url = await serve(guarded());
    expect(await answerOf(`${url}/quotes`)).toEqual([
      401,
      'UnauthorizedException',
      '{"message":"Unauthorized"}',
    ]);
    expect(calls).toEqual([]);
  });

  it('is not asked about a token that cannot be one', async () => {
    const url = `${await serve(guarded({ identityValidation: 'Bearer .+' }))}/quotes`;
    expect((await answerOf(url, alice))[0]).toBe(401);
    expect(calls).toEqual([]);
    expect((await answerOf(url, { authorization: 'Bearer x' }))[0]).toBe(200);
  });

  it('is asked once for as long as its result holds, for each caller', async () => {
    const url = `${await serve(guarded({ ttl: 60 }))}/quotes`;
    for (let sent = 0; sent < 3; sent++) await answerOf(url, alice);
    expect(calls).toHaveLength(1);
    await answerOf(url, { authorization: 'bob' });
    expect(calls).toHaveLength(2);
    now += 61_000;
    await answerOf(url, alice);
    expect(calls).toHaveLength(3);
  });

  it('has a kept policy held against every method', async () => {
    const kept = { authorizer: { ...authorizer, ttl: 60 } };
    functions.guard = (event) => {
      calls.push(event);
      const quotesOnly = anywhere.replace('*', 'GET/quotes');
      return { principalId: 'alice', policyDocument: policy('Allow', quotesOnly) };
    };
    const url = await serve({
      routes: [quotes, { ...quotes, path: '/other' }],
      settings: [kept, { ...kept, path: '/other' }],
    });
    expect((await answerOf(`${url}/quotes`, alice))[0]).toBe(200);
    expect(await answerOf(`${url}/other`, alice)).toEqual([
      403,
      'AccessDeniedException',
      '{"Message":"User is not authorized to access this resource"}',
    ]);
    expect(calls).toHaveLength(1);
  });

  it('may deny', async () => {
    functions.guard = () => ({ principalId: 'x', policyDocument: policy('Deny', anywhere) });
    expect(await answerOf(`${await serve(guarded())}/quotes`, alice)).toEqual([
      403,
      'AccessDeniedException',
      '{"Message":"User is not authorized to access this resource with an explicit deny"}',
    ]);
  });

  it('may throw `Unauthorized`', async () => {
    functions.guard = () => Promise.reject(new Error('Unauthorized'));
    const url = await serve(guarded());
    expect((await answerOf(`${url}/quotes`, alice))[0]).toBe(401);
  });

  it.each<[string, () => unknown]>([
    ['throws something else', () => Promise.reject(new Error('no database'))],
    ['returns no policy', () => ({ principalId: 'alice' })],
    ['returns no principal', () => ({ policyDocument: policy('Allow', anywhere) })],
    [
      'returns a context with an object in it',
      () => ({ principalId: 'x', policyDocument: policy('Allow', anywhere), context: { a: {} } }),
    ],
  ])('that %s is a failure whose reason only the developer sees', async (_, guard) => {
    functions.guard = guard;
    expect(await answerOf(`${await serve(guarded())}/quotes`, alice)).toEqual([
      500,
      'AuthorizerConfigurationException',
      '{"message":null}',
    ]);
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'function-failed', service: 'guard' }),
    );
  });

  it('tells the function who the caller is', async () => {
    functions.guard = () => ({
      principalId: 'alice',
      policyDocument: policy('Allow', anywhere),
      context: { tier: 3, beta: true },
    });
    functions.tenants = ({ requestContext }) => ({
      statusCode: 200,
      body: JSON.stringify((requestContext as { authorizer: unknown }).authorizer),
    });
    const url = await serve(guarded({}, { path: '/tenants/{id}' }));
    const [, , body] = await answerOf(`${url}/tenants/1`, alice);
    expect(JSON.parse(String(body))).toEqual({
      ...{ principalId: 'alice', tier: '3', beta: 'true' },
      integrationLatency: expect.any(Number) as number,
    });
  });

  it('tells the container service, where the route maps it to a header', async () => {
    const requestHeaders = { 'X-Principal': 'context.authorizer.principalId' };
    const url = `${await serve(guarded({}, { requestHeaders }))}/quotes`;
    const response = await fetch(url, { headers: { ...alice, 'x-principal': 'mallory' } });
    expect(await response.json()).toMatchObject({ 'x-principal': 'alice' });
  });

  it('is asked before the key is looked at', async () => {
    const url = await serve({ ...keyed, ...guarded() });
    expect((await answerOf(`${url}/quotes`))[0]).toBe(401);
    expect(await answerOf(`${url}/quotes`, alice)).toEqual(denied);
  });
});

describe('stage variables', () => {
  it('are in the event of a function, and in a header that is mapped', async () => {
    functions.tenants = ({ stageVariables }) => ({
      statusCode: 200,
      body: JSON.stringify(stageVariables),
    });
    const requestHeaders = { 'X-Tier': 'stageVariables.tier', 'X-None': 'stageVariables.none' };
    const url = await serve({
      stageVariables: { tier: 'gold' },
      settings: [{ requestHeaders }],
    });
    expect((await answerOf(`${url}/tenants/1`))[2]).toBe('{"tier":"gold"}');
    const seen = (await (await fetch(`${url}/quotes`)).json()) as Record<string, string>;
    expect(seen['x-tier']).toBe('gold');
    expect(seen).not.toHaveProperty('x-none');
  });

  it('are null where the API stage has none', async () => {
    functions.tenants = ({ stageVariables }) => ({
      statusCode: 200,
      body: String(stageVariables),
    });
    expect((await answerOf(`${await serve({})}/tenants/1`))[2]).toBe('null');
  });
});

describe('what never reaches an API', () => {
  const responses = { INVALID_API_KEY: { statusCode: 418, headers: {} } };

  it('is refused by an endpoint that is disabled', async () => {
    const url = await serve({ api: { executeApiEndpoint: 'disabled' }, responses });
    expect(await answerOf(`${url}/quotes`)).toEqual(denied);
    expect(events).toMatchObject([
      { answeredBy: 'API Gateway (the execute-api endpoint of api is disabled)' },
    ]);
  });

  it('is refused by a domain without a base path for it', async () => {
    const mapping = { basePath: 'shop', restApi: 'api', apiStage: 'local' };
    const url = await serve({
      domainMappings: [{ domainName: '127.0.0.1', ...mapping }],
      responses,
    });
    expect(await answerOf(`${url}/quotes`)).toEqual(denied);
    expect((await answerOf(`${url}/shop/quotes`))[0]).toBe(200);
  });
});

describe('CORS', () => {
  const origin = { 'Access-Control-Allow-Origin': "'*'" };

  it('is answered by a mock, whatever the other methods ask for', async () => {
    const preflight: RestRoute = { ...tenants, path: '/quotes', method: 'OPTIONS' };
    const mock = { statusCode: 204, headers: origin, body: '' };
    const url = await serve({
      routes: [preflight],
      settings: [{ method: 'OPTIONS', mock }],
    });
    const response = await fetch(`${url}/quotes`, { method: 'OPTIONS' });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
  });

  it('reaches what API Gateway refuses by its gateway responses', async () => {
    const url = await serve({
      responses: {
        DEFAULT_4XX: {
          headers: { ...origin, 'X-Asked-By': 'method.request.header.Origin' },
          template: '{"message":$context.error.messageString,"id":"$context.requestId"}',
        },
        MISSING_AUTHENTICATION_TOKEN: { statusCode: 404, headers: {} },
      },
      ...keyed,
    });
    const response = await fetch(`${url}/quotes`, { headers: { origin: 'http://shop' } });
    const { headers } = response;
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('x-asked-by')).toBe('http://shop');
    expect(await response.json()).toEqual({
      message: 'Forbidden',
      id: headers.get('x-amzn-requestid'),
    });
    expect((await fetch(`${url}/nothing`)).status).toBe(404);
  });
});

test('every request is told with its way and in the words of the access log', async () => {
  const accessLog =
    '$context.httpMethod $context.resourcePath $context.status $context.responseLength ' +
    '$context.integration.status $context.identity.sourceIp $context.wafResponseCode ' +
    '$context.error.responseType';
  handler = () => ({ status: 202, body: 'four' });
  const url = await serve({ accessLog });
  await (await fetch(`${url}/quotes?x=1`)).text();
  await (await fetch(`${url}/nothing`)).text();
  expect(events).toMatchObject([
    {
      ...{ entry: 'api', route: 'ANY /quotes', path: '/quotes?x=1', service: 'quotes' },
      accessLog: 'GET /quotes 202 4 202 127.0.0.1 - -',
      hops: [
        { kind: 'api-gateway', name: 'api' },
        { kind: 'network-load-balancer', name: 'nlb' },
        { kind: 'application-load-balancer', name: 'alb' },
        { kind: 'target', name: 'quotes' },
      ],
    },
    { statusCode: 403, accessLog: 'GET - 403 42 - 127.0.0.1 - MISSING_AUTHENTICATION_TOKEN' },
  ]);
});

test('an upgrade is no part of a REST API: the request goes on without it', async () => {
  const { port } = new URL(await serve({}));
  const headers = { connection: 'upgrade', upgrade: 'websocket' };
  const request = send({ port, host: '127.0.0.1', path: '/quotes', headers, agent: false }).end();
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  expect(response.statusCode).toBe(200);
  expect(await text(response)).not.toContain('websocket');
});
