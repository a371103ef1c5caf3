import { routeSettingsOf } from './route-settings';
import { graphOf } from './testing/graph-of';

function settingsOf(operation: object, securitySchemes: object = {}) {
  const graph = graphOf(({ 'dev-api-gateway': { resource } = { resource: {} } }) => {
    Object.assign(resource.aws_api_gateway_rest_api?.api ?? {}, {
      body: JSON.stringify({
        openapi: '3.0.1',
        paths: { '/quotes': { options: operation } },
        components: { securitySchemes },
      }),
    });
  });
  const [settings] = routeSettingsOf(graph);
  return settings;
}

const route = { restApi: 'dev-api', path: '/quotes', method: 'OPTIONS', requestHeaders: {} };

test('a mock integration has the status, headers and body of its default response', () => {
  const responseParameters = { 'method.response.header.Access-Control-Allow-Origin': "'*'" };
  expect(
    settingsOf({
      'x-amazon-apigateway-integration': {
        type: 'mock',
        requestTemplates: { 'application/json': '{"statusCode":204}' },
        responses: { default: { statusCode: '204', responseParameters } },
      },
    }),
  ).toEqual({
    ...route,
    mock: { statusCode: 204, headers: { 'Access-Control-Allow-Origin': "'*'" }, body: '' },
  });
});

test('headers that an integration gets are read with their sources', () => {
  expect(
    settingsOf({
      'x-amazon-apigateway-integration': {
        type: 'http_proxy',
        requestParameters: {
          'integration.request.path.proxy': 'method.request.path.proxy',
          'integration.request.header.X-Principal': 'context.authorizer.principalId',
        },
      },
    }),
  ).toEqual({ ...route, requestHeaders: { 'X-Principal': 'context.authorizer.principalId' } });
});

/** The authorizer of a route whose scheme says this. */
function authorizerOf(authorizer: object) {
  return settingsOf(
    { security: [{ guard: [] }] },
    {
      guard: {
        ...{ type: 'apiKey', name: 'X-Token', in: 'header' },
        'x-amazon-apigateway-authtype': 'custom',
        'x-amazon-apigateway-authorizer': authorizer,
      },
    },
  )?.authorizer;
}

const compute = '${data.terraform_remote_state.compute.outputs';

test('an authorizer has the function behind its address, and what AWS takes where nothing is said', () => {
  expect(authorizerOf({ type: 'token', authorizerUri: `${compute}.invoke_arn}` })).toEqual({
    ...{ name: 'guard', type: 'TOKEN', functionName: 'dev-tenants', ttl: 300 },
    identitySources: ['method.request.header.X-Token'],
  });
});

test('an authorizer has what its scheme says', () => {
  expect(
    authorizerOf({
      type: 'request',
      authorizerUri: `arn:aws:apigateway:us-east-1:lambda:path/functions/${compute}.invoke_arn}/invocations`,
      authorizerResultTtlInSeconds: 0,
      identitySource: 'method.request.header.Auth, method.request.querystring.key',
      identityValidationExpression: 'Bearer .+',
    }),
  ).toEqual({
    ...{ name: 'guard', type: 'REQUEST', functionName: 'dev-tenants', ttl: 0 },
    identitySources: ['method.request.header.Auth', 'method.request.querystring.key'],
    identityValidation: 'Bearer .+',
  });
});

test('an authorizer whose function is not one of the stage is refused with its place', () => {
  expect(() => authorizerOf({ type: 'token', authorizerUri: 'arn:aws:elsewhere' })).toThrow(
    /body\.paths\.\/quotes\.options` must have the invoke_arn of a function of this stage/,
  );
});

test('a user pool is no Lambda authorizer', () => {
  expect(authorizerOf({ type: 'cognito_user_pools' })).toBeUndefined();
});
