import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadTerraform } from './load-terraform';
import { unreadOf } from './unread';
import { apiOf, terraformOf } from './testing/terraform-of';

test('modules, HTTP APIs and REST APIs without an API stage are told', () => {
  const graph = terraformOf({
    ...apiOf(
      { openapi: '3.0.1', paths: {} },
      {
        aws_apigatewayv2_api: { events: { name: 'events', protocol_type: 'HTTP' } },
        aws_api_gateway_method: { cart: { rest_api_id: '${var.api}', http_method: 'GET' } },
        aws_api_gateway_rest_api: { shop: { name: 'shop' }, draft: { name: 'draft' } },
      },
    ),
    module: { vpc: { source: './vpc' }, alb: [{ source: './alb' }] },
  });
  expect(unreadOf(graph).map(({ address, reason }) => `${address} ${reason}`)).toEqual([
    'module.vpc is a module, and what is in it is not read',
    'module.alb is a module, and what is in it is not read',
    'aws_apigatewayv2_api.events is an HTTP or a WebSocket API, and only REST APIs are read',
    'aws_api_gateway_method.cart is of a REST API that is not of these stacks',
    'aws_api_gateway_rest_api.draft has no API stage that is known, so that nothing serves it',
  ]);
});

test('nothing is told of stacks that are read whole', () => {
  expect(unreadOf(terraformOf(apiOf({ openapi: '3.0.1', paths: {} })))).toEqual([]);
});

test("a file in Terraform's native syntax is told, and one that was converted is not", () => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-terraform-'));
  try {
    mkdirSync(join(folder, 'a'));
    for (const file of ['main.tf', 'a/b.tf']) writeFileSync(join(folder, file), '');
    writeFileSync(join(folder, 'main.tf.json'), '{}');
    expect(unreadOf(loadTerraform(folder))).toEqual([
      {
        address: 'a/b.tf',
        reason: "is in Terraform's native syntax, and only its JSON is read",
      },
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
