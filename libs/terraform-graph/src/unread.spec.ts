import { unreadOf } from './unread';
import { apiOf, terraformOf } from './testing/terraform-of';

test('modules, HTTP APIs and REST APIs without an API stage are told', () => {
  const graph = terraformOf({
    ...apiOf(
      { openapi: '3.0.1', paths: {} },
      {
        aws_apigatewayv2_api: { events: { name: 'events', protocol_type: 'HTTP' } },
        aws_api_gateway_rest_api: { shop: { name: 'shop' }, draft: { name: 'draft' } },
      },
    ),
    module: { vpc: { source: './vpc' }, alb: [{ source: './alb' }] },
  });
  expect(unreadOf(graph).map(({ address, reason }) => `${address} ${reason}`)).toEqual([
    'module.vpc is a module, and what is in it is not read',
    'module.alb is a module, and what is in it is not read',
    'aws_apigatewayv2_api.events is an HTTP or a WebSocket API, and only REST APIs are read',
    'aws_api_gateway_rest_api.draft has no API stage that is known, so that nothing serves it',
  ]);
});

test('nothing is told of stacks that are read whole', () => {
  expect(unreadOf(terraformOf(apiOf({ openapi: '3.0.1', paths: {} })))).toEqual([]);
});

test("a file in Terraform's native syntax is told", () => {
  const graph = { ...terraformOf(apiOf({ openapi: '3.0.1', paths: {} })), nativeFiles: ['a/b.tf'] };
  expect(unreadOf(graph)).toEqual([
    {
      address: 'a/b.tf',
      reason: "is in Terraform's native syntax, and only its JSON is read",
    },
  ]);
});
