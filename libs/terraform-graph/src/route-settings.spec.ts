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

test('what a token must look like is read from the security scheme', () => {
  const authorizer = { type: 'token', identityValidationExpression: 'Bearer .+' };
  expect(
    settingsOf(
      { security: [{ lambda: [] }] },
      { lambda: { type: 'apiKey', 'x-amazon-apigateway-authorizer': authorizer } },
    ),
  ).toEqual({ ...route, identityValidation: 'Bearer .+' });
});
