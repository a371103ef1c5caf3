import { readRouteTable } from './route-table';
import { terraformOf } from './testing/terraform-of';

/** The table of one REST API whose `body` is this. */
function tableOf(body: string) {
  return readRouteTable(
    terraformOf({
      resource: {
        aws_api_gateway_rest_api: { shop: { name: 'shop', body } },
        aws_api_gateway_stage: {
          live: { rest_api_id: '${aws_api_gateway_rest_api.shop.id}', stage_name: 'live' },
        },
        aws_lambda_function: { orders: { function_name: 'shop-orders' } },
      },
    }),
  );
}

const uri = '${aws_lambda_function.orders.invoke_arn}';
const integration = { type: 'aws_proxy', httpMethod: 'POST', uri };
const written = JSON.stringify({
  openapi: '3.0.1',
  paths: { '/orders': { get: { 'x-amazon-apigateway-integration': integration } } },
});

const encoded = `\${jsonencode({
  openapi = "3.0.1"
  paths = {
    "/orders" = {
      get = {
        x-amazon-apigateway-integration = {
          type       = "aws_proxy"
          httpMethod = "POST"
          uri        = aws_lambda_function.orders.invoke_arn
        }
      }
    }
  }
})}`;

test('a document that jsonencode makes is read as its JSON text is', () => {
  const { table, problems } = tableOf(encoded);
  expect(problems).toEqual([]);
  expect(table).toEqual(tableOf(written).table);
  expect(table.restApis[0]?.routes).toMatchObject([
    { method: 'GET', path: '/orders', integration: { functionName: 'shop-orders' } },
  ]);
});

test.each(['${var.document}', '${templatefile("api.json", {})}', '${jsonencode(local.document)}'])(
  '%s is computed, and said to be',
  (body) => {
    const [problem] = tableOf(body).problems;
    expect(String(problem?.message)).toContain(`\`${body}\` is computed by Terraform`);
  },
);

test('what is no JSON is said to be none', () => {
  const [problem] = tableOf('{ "openapi"').problems;
  expect(String(problem?.message)).toContain('is not JSON');
});
