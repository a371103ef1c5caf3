import type { APIGatewayProxyEvent } from 'aws-lambda';
import { handler } from './handler';

/** An event as a REST API sends it for the route `/tenants` or `/tenants/{proxy+}`. */
function event(
  httpMethod: string,
  path: string,
  body: string | null = null,
  isBase64Encoded = false,
): APIGatewayProxyEvent {
  const proxy = path.slice('/tenants/'.length);
  const resource = proxy ? '/tenants/{proxy+}' : '/tenants';
  return {
    resource,
    path,
    httpMethod,
    headers: { Host: 'api.example.com', 'X-Forwarded-For': '203.0.113.7' },
    multiValueHeaders: { Host: ['api.example.com'], 'X-Forwarded-For': ['203.0.113.7'] },
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: proxy ? { proxy } : null,
    stageVariables: null,
    requestContext: {
      accountId: '123456789012',
      apiId: 'a1b2c3d4e5',
      authorizer: null,
      httpMethod,
      identity: {
        accessKey: null,
        accountId: null,
        apiKey: 'key',
        apiKeyId: 'key-id',
        caller: null,
        clientCert: null,
        cognitoAuthenticationProvider: null,
        cognitoAuthenticationType: null,
        cognitoIdentityId: null,
        cognitoIdentityPoolId: null,
        principalOrgId: null,
        sourceIp: '203.0.113.7',
        user: null,
        userAgent: 'curl/8.5.0',
        userArn: null,
      },
      path,
      protocol: 'HTTP/1.1',
      requestId: '6c6f9f0e-0d4b-4f6a-9f5e-2f1d8f3f1c11',
      requestTimeEpoch: 1_700_000_000_000,
      resourceId: 'abc123',
      resourcePath: resource,
      stage: 'dev',
    },
    body,
    isBase64Encoded,
  };
}

const acme = JSON.stringify({ name: 'acme', plan: 'standard' });

test('onboards a tenant, with the same answer when it is asked again', async () => {
  const first = await handler(event('POST', '/tenants', acme));
  expect(first.statusCode).toBe(201);
  expect(JSON.parse(first.body)).toMatchObject({
    id: expect.stringMatching(/^standard-acme-[0-9a-f]{8}$/) as string,
    plan: 'standard',
    seats: 50,
  });
  expect(await handler(event('POST', '/tenants', acme))).toEqual(first);
});

test('reads a body that API Gateway encoded', async () => {
  const encoded = Buffer.from(acme).toString('base64');
  expect((await handler(event('POST', '/tenants', encoded, true))).statusCode).toBe(201);
});

test('reads an onboarded tenant by its id', async () => {
  const onboarded = await handler(event('POST', '/tenants', acme));
  const { id } = JSON.parse(onboarded.body) as { id: string };
  const read = await handler(event('GET', `/tenants/${id}`));
  expect(read.statusCode).toBe(200);
  expect(read.body).toBe(onboarded.body);
});

test.each(['acme', 'standard-acme-00000000', 'gold-acme-00000000', 'standard--00000000'])(
  'there is no tenant %s',
  async (id) => {
    expect((await handler(event('GET', `/tenants/${id}`))).statusCode).toBe(404);
  },
);

test.each([
  [null, 'The body must be JSON.'],
  ['{', 'The body must be JSON.'],
  ['[]', 'The body must be an object with name and plan.'],
  ['{"name":"acme"}', 'plan must be one of trial, standard, enterprise.'],
  ['{"name":"A","plan":"trial"}', 'name must be 3 to 40 lower-case letters'],
  ['{"name":"acme","plan":"trial","seats":9}', 'seats is not known.'],
])('refuses the body %s', async (body, message) => {
  const response = await handler(event('POST', '/tenants', body));
  expect(response.statusCode).toBe(400);
  expect(response.body).toContain(message);
});

test('lists the plans', async () => {
  const { statusCode, body } = await handler(event('GET', '/tenants'));
  expect(statusCode).toBe(200);
  expect(JSON.parse(body)).toMatchObject({
    plans: [{ plan: 'trial', seats: 5 }, { plan: 'standard' }, { plan: 'enterprise' }],
  });
});

test.each([
  ['PUT', '/tenants'],
  ['DELETE', '/tenants/acme'],
  ['POST', '/tenants/acme'],
])('%s %s is not offered', async (method, path) => {
  expect((await handler(event(method, path))).statusCode).toBe(405);
});
