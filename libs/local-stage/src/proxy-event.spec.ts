import { request as send } from 'node:http';
import { once } from 'node:events';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { Front } from './front';
import { forbidden, refuseWith } from './gateway-responses';
import { readPayload } from './payload';
import { proxyEvent } from './proxy-event';

const route = {
  account: '000000000000',
  restApi: 'slipway-local',
  apiStage: 'local',
  resource: '/tenants/{proxy+}',
};

let binaryMediaTypes = ['*/*'];
let stageVariables: Record<string, string> | undefined;
let seen: APIGatewayProxyEvent;
let port: number;

const front = new Front(
  async (exchange) => {
    const payload = await readPayload(exchange.request);
    const proxy = exchange.path.slice('/tenants/'.length);
    const pathParameters: Record<string, string> = proxy ? { proxy } : {};
    exchange.context.apiKey = { name: 'tenants', value: 'key' };
    const matched = { ...route, binaryMediaTypes, pathParameters };
    seen = proxyEvent(exchange, payload, { ...matched, ...(stageVariables && { stageVariables }) });
    refuseWith(new Map())(exchange, forbidden);
    return '';
  },
  () => undefined,
);

beforeAll(async () => {
  port = await front.listen(0);
});
afterAll(() => front.close());

async function eventOf(
  method: string,
  path: string,
  headers: readonly string[] = [],
  body = '',
): Promise<APIGatewayProxyEvent> {
  const lines = [
    'Host',
    'localhost:4000',
    ...headers,
    'content-length',
    String(Buffer.byteLength(body)),
  ];
  const request = send({ port, host: '127.0.0.1', method, path, headers: lines, agent: false });
  const [response] = (await once(request.end(body), 'response')) as [NodeJS.ReadableStream];
  response.resume();
  await once(response, 'end');
  return seen;
}

test('path, query and headers, once as single values and once as all', async () => {
  const event = await eventOf('GET', '/tenants/a%20b?tag=x&tag=y%2Fz&empty=', [
    ...['X-Two', '1'],
    ...['X-Two', '2'],
  ]);
  expect(event).toMatchObject({
    resource: '/tenants/{proxy+}',
    path: '/tenants/a%20b',
    httpMethod: 'GET',
    headers: { Host: 'localhost:4000', 'X-Two': '2', 'X-Forwarded-For': '127.0.0.1' },
    multiValueHeaders: { 'X-Two': ['1', '2'] },
    queryStringParameters: { tag: 'y/z', empty: '' },
    multiValueQueryStringParameters: { tag: ['x', 'y/z'], empty: [''] },
    pathParameters: { proxy: 'a%20b' },
    body: null,
    isBase64Encoded: false,
    requestContext: {
      accountId: '000000000000',
      apiId: 'slipway-local',
      stage: 'local',
      resourcePath: '/tenants/{proxy+}',
      identity: { sourceIp: '127.0.0.1', apiKey: 'key', apiKeyId: 'tenants' },
      requestTime: expect.stringMatching(
        /^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/,
      ) as string,
    },
  });
});

test('what is not there is null', async () => {
  expect(await eventOf('DELETE', '/tenants/')).toMatchObject({
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    stageVariables: null,
    requestContext: { authorizer: null, identity: { userAgent: null } },
  });
});

test('a body is in base64 where the API passes it on as bytes, and text otherwise', async () => {
  const body = '{"name":"größe"}';
  const base64 = Buffer.from(body).toString('base64');
  expect(await eventOf('POST', '/tenants', [], body)).toMatchObject({
    body: base64,
    isBase64Encoded: true,
  });
  binaryMediaTypes = [];
  expect(await eventOf('POST', '/tenants', [], body)).toMatchObject({
    body,
    isBase64Encoded: false,
  });
});

test('the variables of the API stage, null where it has none', async () => {
  expect((await eventOf('GET', '/tenants')).stageVariables).toBeNull();
  stageVariables = { tier: 'gold' };
  expect((await eventOf('GET', '/tenants')).stageVariables).toEqual({ tier: 'gold' });
});
