import type { RestRoute } from '@slipway/routing';
import { readRouteTable } from './route-table';
import { apiOf, terraformOf } from './testing/terraform-of';

const integration = { 'x-amazon-apigateway-integration': { type: 'mock' } };

const custom = { 'x-amazon-apigateway-authtype': 'custom' };
const header = (name: string) => ({ type: 'apiKey', name, in: 'header' });

const schemes = {
  key: header('x-api-key'),
  token: {
    ...header('X-Token'),
    ...custom,
    'x-amazon-apigateway-authorizer': {
      type: 'token',
      authorizerUri: '${aws_lambda_function.guard.invoke_arn}',
    },
  },
  request: {
    ...header('Unused'),
    ...custom,
    'x-amazon-apigateway-authorizer': {
      type: 'request',
      authorizerUri: '${aws_lambda_alias.live.invoke_arn}',
      identitySource: 'method.request.querystring.auth',
      authorizerResultTtlInSeconds: 0,
    },
  },
  elsewhere: {
    ...header('X-Token'),
    ...custom,
    'x-amazon-apigateway-authorizer': { type: 'request', authorizerUri: '${var.authorizer}' },
  },
  pool: {
    ...header('Authorization'),
    'x-amazon-apigateway-authtype': 'cognito_user_pools',
    'x-amazon-apigateway-authorizer': { type: 'cognito_user_pools', providerARNs: ['arn:pool'] },
  },
  iam: { ...header('Authorization'), 'x-amazon-apigateway-authtype': 'awsSigv4' },
  bearer: { type: 'http', scheme: 'bearer' },
  jwt: {
    type: 'oauth2',
    'x-amazon-apigateway-authorizer': { type: 'jwt', jwtConfiguration: { issuer: 'https://i' } },
  },
};

const functions = {
  aws_lambda_function: { guard: { function_name: 'shop-guard' } },
  aws_lambda_alias: { live: { name: 'live', function_name: 'shop-guard' } },
};

interface Written {
  readonly security?: readonly object[];
  readonly document?: readonly object[];
  readonly swagger?: boolean;
  readonly operation?: object;
}

/** The route of an operation with this security, in a document with that. */
function route({ security, document, swagger, operation }: Written): Partial<RestRoute> {
  const body = {
    ...(swagger
      ? { swagger: '2.0', securityDefinitions: schemes }
      : { openapi: '3.0.1', components: { securitySchemes: schemes } }),
    ...(document && { security: document }),
    paths: { '/orders': { get: { ...integration, ...operation, ...(security && { security }) } } },
  };
  const { restApis } = readRouteTable(terraformOf(apiOf(body, functions))).table;
  const { apiKeyRequired, authorization, authorizer, authorizationReason } =
    restApis[0]?.routes[0] ?? {};
  return {
    ...{ apiKeyRequired, authorization },
    ...(authorizer && { authorizer }),
    ...(authorizationReason !== undefined && { authorizationReason }),
  };
}

const open = { apiKeyRequired: false, authorization: 'NONE' };

const token = {
  apiKeyRequired: false,
  authorization: 'CUSTOM',
  authorizer: {
    name: 'token',
    type: 'TOKEN',
    functionName: 'shop-guard',
    identitySource: 'method.request.header.X-Token',
    resultTtl: 300,
  },
};

describe.each([
  ['OpenAPI 3', false],
  ['Swagger 2.0', true],
])('in %s', (_, swagger) => {
  it('a token authorizer is named with its function, its header and how long it is kept', () => {
    expect(route({ swagger, security: [{ token: [] }] })).toEqual(token);
  });

  it('a request authorizer is named with what its scheme says', () => {
    expect(route({ swagger, security: [{ request: [] }] }).authorizer).toEqual({
      name: 'request',
      type: 'REQUEST',
      functionName: 'shop-guard',
      identitySource: 'method.request.querystring.auth',
      resultTtl: 0,
    });
  });

  it('a user pool takes the token from the header of its scheme', () => {
    expect(route({ swagger, security: [{ pool: ['email'] }] })).toEqual({
      apiKeyRequired: false,
      authorization: 'COGNITO_USER_POOLS',
      authorizer: {
        name: 'pool',
        type: 'COGNITO_USER_POOLS',
        identitySource: 'method.request.header.Authorization',
      },
    });
  });

  it('a signature and a key are asked for', () => {
    const security = [{ iam: [] }, { key: [] }];
    expect(route({ swagger, security })).toEqual({
      apiKeyRequired: true,
      authorization: 'AWS_IAM',
    });
  });
});

test('a function that is none of these stacks is not named', () => {
  const { authorizer } = route({ security: [{ elsewhere: [] }] });
  expect(authorizer).toEqual({ name: 'elsewhere', type: 'REQUEST', resultTtl: 300 });
});

test('IAM may be asked for by the operation itself', () => {
  const operation = { 'x-amazon-apigateway-auth': { type: 'AWS_IAM' } };
  expect(route({ operation })).toEqual({ ...open, authorization: 'AWS_IAM' });
});

test("the document's security holds for an operation without its own", () => {
  const document = [{ token: [] }];
  expect(route({ document })).toEqual(token);
  expect(route({ document, security: [{ key: [] }] })).toEqual({ ...open, apiKeyRequired: true });
  expect(route({ document, security: [] })).toEqual(open);
});

test.each<[what: string, written: Written, reason: string]>([
  [
    'of the document, in Swagger 2.0',
    { swagger: true, document: [{ token: [] }] },
    'for Swagger 2.0 AWS does not say whether it holds for an operation without its own',
  ],
  [
    'or none',
    { security: [{ token: [] }, {}] },
    '`security` offers `{}` beside token, and AWS does not say whether that leaves the operation open',
  ],
  [
    'by one of two authorizers',
    { security: [{ token: [] }, { pool: [] }] },
    'asks for token and pool, and a method has one authorization',
  ],
  [
    'by an authorizer and IAM',
    { security: [{ token: [] }], operation: { 'x-amazon-apigateway-auth': { type: 'aws_iam' } } },
    'asks for token and AWS_IAM',
  ],
  ['by what is not declared', { security: [{ gone: [] }] }, 'which the document does not declare'],
  [
    'by what is no authorizer',
    { security: [{ bearer: [] }] },
    'asks for `bearer`, which is no API key in `x-api-key` and has no `x-amazon-apigateway-authorizer`',
  ],
  [
    'by an authorizer of HTTP APIs',
    { security: [{ jwt: [] }] },
    'must have the type token, request or cognito_user_pools, but has `jwt`',
  ],
])('security %s is uncertain, and says why', (_, written, reason) => {
  expect(route(written)).toEqual({
    apiKeyRequired: false,
    authorization: 'UNKNOWN',
    authorizationReason: expect.stringContaining(reason) as string,
  });
});

test('nothing that is optional is uncertain where nothing is named', () => {
  expect(route({ security: [{}] })).toEqual(open);
});
