import { readRouteTable } from './route-table';
import { terraformOf } from './testing/terraform-of';

const api = { rest_api_id: '${aws_api_gateway_rest_api.shop.id}' };

/** The one route of an API whose method says this. */
function routeWith(method: object) {
  const { table, problems } = readRouteTable(
    terraformOf({
      resource: {
        aws_api_gateway_rest_api: { shop: { name: 'shop' } },
        aws_api_gateway_stage: { live: { ...api, stage_name: 'live' } },
        aws_api_gateway_method: {
          root: {
            ...{ ...api, http_method: 'GET', authorization: 'NONE' },
            resource_id: '${aws_api_gateway_rest_api.shop.root_resource_id}',
            ...method,
          },
        },
      },
    }),
  );
  return { route: table.restApis[0]?.routes[0], problems };
}

test.each([
  ['authorization', '`authorization` must be known text, but `var.open` depends on `var`'],
  ['api_key_required', '`api_key_required` must be true or false, but `var.open` depends on `var`'],
])('a route whose %s only a plan knows is not said to be open', (attribute, reason) => {
  const { route, problems } = routeWith({ [attribute]: '${var.open}' });
  expect(route).toMatchObject({
    path: '/',
    authorization: 'UNKNOWN',
    authorizationReason: expect.stringContaining(reason) as string,
  });
  expect(problems.map(({ message }) => message)).toContainEqual(expect.stringContaining(reason));
});

test('a key is asked for where the method says so only', () => {
  expect(routeWith({ api_key_required: 'true' }).route?.apiKeyRequired).toBe(true);
  expect(routeWith({ api_key_required: null }).route?.apiKeyRequired).toBe(false);
  expect(routeWith({}).route).toMatchObject({ apiKeyRequired: false, authorization: 'NONE' });
});
