import { readRouteTable } from './route-table';
import { apiOf, terraformOf } from './testing/terraform-of';

const off = { 'x-amazon-apigateway-endpoint-configuration': { disableExecuteApiEndpoint: true } };
const on = { 'x-amazon-apigateway-endpoint-configuration': { disableExecuteApiEndpoint: false } };
const unrelated = { 'x-amazon-apigateway-endpoint-configuration': { vpcEndpointIds: ['vpce-1'] } };
const openApi = { openapi: '3.0.1', paths: {} };
const swagger = { swagger: '2.0', paths: {} };

/** What is known of the endpoint of an API with this document and attribute. */
function endpoint(document: object, disabled?: unknown) {
  const api = {
    ...{ name: 'shop', body: JSON.stringify(document) },
    ...(disabled !== undefined && { disable_execute_api_endpoint: disabled }),
  };
  const graph = terraformOf(apiOf({}, { aws_api_gateway_rest_api: { shop: api } }));
  return readRouteTable(graph).table.restApis[0]?.executeApiEndpoint;
}

test.each([
  ['nothing', endpoint(openApi), undefined],
  ['false', endpoint(openApi, false), undefined],
  ['true', endpoint(openApi, true), 'disabled'],
  ['"true"', endpoint(openApi, 'true'), 'disabled'],
  ['null', endpoint(openApi, null), undefined],
  ['a server of OpenAPI 3', endpoint({ ...openApi, servers: [{ url: '/', ...off }] }), 'disabled'],
  ['another server', endpoint({ ...openApi, servers: [unrelated] }), undefined],
  ['a document of Swagger 2.0', endpoint({ ...swagger, ...off }), 'disabled'],
  ['a document that says on', endpoint({ ...swagger, ...on }), undefined],
  ['a document, and false beside it', endpoint({ ...swagger, ...off }, false), 'disabled'],
  ['true, and a document that says on', endpoint({ ...swagger, ...on }, true), 'disabled'],
])('%s', (_, actual, expected) => {
  expect(actual).toBe(expected);
});

test('what a variable decides is unknown', () => {
  expect(endpoint(openApi, '${var.private}')).toEqual({
    unknown: '`var.private` depends on `var`',
  });
});
