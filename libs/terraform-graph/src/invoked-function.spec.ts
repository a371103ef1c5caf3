import { readRouteTable } from './route-table';
import { stageFactsOf } from './stage-facts';
import { apiOf, terraformOf } from './testing/terraform-of';

const arn = 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions';

const graphOf = (uri: string) =>
  terraformOf(
    apiOf(
      {
        openapi: '3.0.1',
        paths: { '/': { get: { 'x-amazon-apigateway-integration': { type: 'aws_proxy', uri } } } },
      },
      {
        aws_lambda_function: {
          named: { function_name: 'orders' },
          unnamed: { function_name: '${var.prefix}-orders', memory_size: 512 },
        },
        aws_lambda_alias: {
          by_name: { name: 'live', function_name: 'orders' },
          by_arn: { name: 'live', function_name: 'arn:aws:lambda:eu-west-1:1:function:orders' },
          unnamed: { name: '${var.stage}', function_name: '${aws_lambda_function.named.arn}' },
        },
      },
    ),
  );

const integrationOf = (uri: string) =>
  readRouteTable(graphOf(uri)).table.restApis[0]?.routes[0]?.integration;

test.each([
  ['${aws_lambda_function.named.invoke_arn}', 'orders', '$LATEST'],
  ['${aws_lambda_function.named.qualified_invoke_arn}', 'orders', 'newest version'],
  ['${aws_lambda_alias.by_name.invoke_arn}', 'orders', 'live'],
  ['${aws_lambda_alias.by_arn.invoke_arn}', 'orders', 'live'],
  [
    '${aws_lambda_alias.unnamed.invoke_arn}',
    'orders',
    expect.stringMatching(/^aws_lambda_alias\.unnamed of /) as string,
  ],
  [`${arn}/\${aws_lambda_function.named.arn}/invocations`, 'orders', '$LATEST'],
  [`${arn}/\${aws_lambda_function.named.qualified_arn}/invocations`, 'orders', 'newest version'],
  [`${arn}/arn:aws:lambda:eu-west-1:1:function:theirs/invocations`, 'theirs', '$LATEST'],
  [`${arn}/arn:aws:lambda:eu-west-1:1:function:theirs:3/invocations`, 'theirs', '3'],
])('%s is a function', (uri, functionName, qualifier) => {
  expect(integrationOf(uri)).toMatchObject({ type: 'AWS_PROXY', functionName, qualifier });
});

test('a function whose name only a plan knows is known by its address, with what is said of it', () => {
  const graph = graphOf('${aws_lambda_function.unnamed.invoke_arn}');
  const { table, problems } = readRouteTable(graph);
  const integration = table.restApis[0]?.routes[0]?.integration;
  if (integration?.type !== 'AWS_PROXY') throw new Error('it is no function');
  expect(integration.functionName).toMatch(/^aws_lambda_function\.unnamed of /);
  expect(stageFactsOf(graph).functions.get(integration.functionName)).toMatchObject({
    memory: 512,
  });
  expect(problems.map(({ message }) => message)).toEqual([
    expect.stringContaining('aws_lambda_function.unnamed: `function_name` must be known text'),
  ]);
});

test.each([
  [`${arn}/\${var.function_arn}/invocations`],
  [`${arn}/arn:aws:lambda:eu-west-1:1:function:\${var.name}/invocations`],
  ['${aws_sqs_queue.orders.arn}'],
])('%s is none that is known', (uri) => {
  expect(integrationOf(uri)).toMatchObject({ type: 'UNKNOWN' });
});
