import type { RestRoute } from '@slipway/routing';
import { readRouteTable } from './route-table';
import { stageVariablesOf } from './stage-variables';
import { apiOf, terraformOf } from './testing/terraform-of';

const resources = {
  aws_lb: {
    entry: { name: 'entry', load_balancer_type: 'network' },
    other: { name: 'other', load_balancer_type: 'network' },
  },
  aws_api_gateway_vpc_link: {
    link: { name: 'link', target_arns: ['${aws_lb.entry.arn}'] },
    other: { name: 'other', target_arns: ['${aws_lb.other.arn}'] },
  },
  aws_lambda_function: { orders: { function_name: 'orders' } },
  aws_lambda_alias: {
    live: { name: 'live', function_name: '${aws_lambda_function.orders.arn}' },
  },
};

const link = '${aws_api_gateway_vpc_link.link.id}';

interface Given {
  readonly variables?: unknown;
  readonly stage?: object;
}

/** What an integration of a document comes to on an API stage that has these variables. */
function inDocument(integration: object, { variables, stage }: Given): RestRoute['integration'] {
  const document = {
    openapi: '3.0.1',
    paths: { '/orders': { get: { 'x-amazon-apigateway-integration': integration } } },
  };
  return only(
    apiOf(document, {
      ...resources,
      aws_api_gateway_stage: {
        live: {
          ...{ rest_api_id: '${aws_api_gateway_rest_api.shop.id}', stage_name: 'live' },
          ...(variables !== undefined && { variables }),
          ...stage,
        },
      },
    }),
  );
}

function only(document: object): RestRoute['integration'] {
  const [api] = readRouteTable(terraformOf(document)).table.restApis;
  const [route] = api?.routes ?? [];
  if (!route) throw new Error('there is no route');
  return route.integration;
}

const toHost = (uri: string, more: object = {}) => ({
  ...{ type: 'http_proxy', httpMethod: 'ANY', connectionType: 'VPC_LINK', connectionId: link, uri },
  ...more,
});

test('the host of a URI is the variable', () => {
  const uri = 'http://$${stageVariables.host}:81/orders';
  expect(inDocument(toHost(uri), { variables: { host: 'orders.internal' } })).toEqual({
    type: 'HTTP_PROXY',
    networkLoadBalancer: 'entry',
    port: 81,
    path: '/orders',
    timeoutMs: 29_000,
    host: { name: 'orders.internal' },
  });
});

test('a variable may be a whole URI but for its protocol, and a part of the path', () => {
  const variables = { target: 'orders.internal:8080/$${stageVariables.no}', version: 'v2' };
  expect(inDocument(toHost('http://$${stageVariables.target}'), { variables })).toMatchObject({
    port: 8080,
    path: '/${stageVariables.no}',
  });
  const uri = 'http://h/$${stageVariables.version}/orders';
  expect(inDocument(toHost(uri), { variables })).toMatchObject({ port: 80, path: '/v2/orders' });
});

test('the host that a variable refers to is the name of the load balancer', () => {
  const uri = 'http://$${stageVariables.host}/orders';
  const integration = inDocument(toHost(uri), { variables: { host: '${aws_lb.entry.dns_name}' } });
  expect(integration).toMatchObject({ type: 'HTTP_PROXY', port: 80, path: '/orders' });
  expect(integration).not.toHaveProperty('host');
});

test('the VPC link that a variable names is followed', () => {
  const integration = toHost('http://h/orders', { connectionId: '$${stageVariables.vpcLinkId}' });
  const variables = { vpcLinkId: '${aws_api_gateway_vpc_link.other.id}' };
  expect(inDocument(integration, { variables })).toMatchObject({ networkLoadBalancer: 'other' });
});

test('a mapped host header is the variable', () => {
  const requestParameters = { 'integration.request.header.Host': 'stageVariables.host' };
  const integration = toHost('http://h/orders', { requestParameters });
  expect(inDocument(integration, { variables: { host: 'a.example.com' } })).toMatchObject({
    host: { name: 'a.example.com' },
  });
  expect(inDocument(integration, {})).toMatchObject({
    host: {
      unknown:
        '`stageVariables.host` is not among the variables of aws_api_gateway_stage.live, and API Gateway answers 500 without it',
    },
  });
});

const arn = 'arn:aws:apigateway:${data.aws_region.current.name}:lambda:path/2015-03-31/functions';

test.each([
  [`${arn}/arn:aws:lambda:eu-west-1:1:function:$\${stageVariables.fn}/invocations`, '$LATEST'],
  [
    `${arn}/arn:aws:lambda:\${var.region}:1:function:orders:$\${stageVariables.alias}/invocations`,
    'live',
  ],
  [`${arn}/\${aws_lambda_function.orders.arn}:$\${stageVariables.alias}/invocations`, 'live'],
])('a function or its alias is the variable in %s', (uri, qualifier) => {
  const integration = { type: 'aws_proxy', httpMethod: 'POST', uri };
  expect(inDocument(integration, { variables: { fn: 'orders', alias: 'live' } })).toEqual({
    ...{ type: 'AWS_PROXY', functionName: 'orders', qualifier, timeoutMs: 29_000 },
  });
});

test.each<[what: string, given: Given, reason: string]>([
  [
    'lacks it',
    { variables: { host: 'h' } },
    'has `http://h/${stageVariables.path}`: `stageVariables.path` is not among the variables of aws_api_gateway_stage.live, and API Gateway answers 500 without it',
  ],
  [
    'has none',
    {},
    '`stageVariables.host` is not among the variables of aws_api_gateway_stage.live',
  ],
  [
    'has what only a plan knows',
    { variables: { host: 'h', path: '${var.path}' } },
    'has `http://h/${var.path}`: `var.path` depends on `var`',
  ],
  [
    'has variables that only a plan knows',
    { variables: '${merge(var.a, var.b)}' },
    '`stageVariables.host` is of the variables of aws_api_gateway_stage.live, and `merge(var.a, var.b)` is computed by Terraform',
  ],
  [
    'gives a part of the requests another one',
    {
      variables: { host: 'h', path: 'p' },
      stage: { canary_settings: { stage_variable_overrides: { path: 'q' } } },
    },
    '`stageVariables.path` has another value in the canary of aws_api_gateway_stage.live',
  ],
])('the integration is unknown where the API stage %s', (_, given, reason) => {
  const uri = 'http://$${stageVariables.host}/$${stageVariables.path}';
  expect(inDocument(toHost(uri), given)).toMatchObject({
    type: 'UNKNOWN',
    reason: expect.stringContaining(reason) as string,
  });
});

test('one with a single $ is told to lack the second', () => {
  const uri = 'http://${stageVariables.host}:${stageVariables.port}/orders';
  expect(inDocument(toHost(uri), { variables: { host: 'h', port: '80' } })).toMatchObject({
    type: 'UNKNOWN',
    reason: expect.stringContaining(
      'a stage variable is written `$${stageVariables.host}`',
    ) as string,
  });
});

test('an address outside is the variable, and unknown without it', () => {
  const integration = { type: 'http_proxy', uri: 'https://$${stageVariables.host}/orders' };
  expect(inDocument(integration, { variables: { host: 'news.example.com' } })).toEqual({
    ...{ type: 'HTTP', url: 'https://news.example.com/orders', timeoutMs: 29_000 },
  });
  expect(inDocument(integration, {})).toMatchObject({
    type: 'UNKNOWN',
    reason: expect.stringContaining('has `https://${stageVariables.host}/orders`') as string,
  });
});

/** An API whose one route is written as resources, with two API stages. */
const asResources = {
  resource: {
    ...resources,
    aws_api_gateway_rest_api: { shop: { name: 'shop' } },
    aws_api_gateway_resource: {
      orders: {
        rest_api_id: '${aws_api_gateway_rest_api.shop.id}',
        parent_id: '${aws_api_gateway_rest_api.shop.root_resource_id}',
        path_part: 'orders',
      },
    },
    aws_api_gateway_method: {
      orders: {
        rest_api_id: '${aws_api_gateway_rest_api.shop.id}',
        resource_id: '${aws_api_gateway_resource.orders.id}',
        http_method: 'GET',
        authorization: 'NONE',
      },
    },
    aws_api_gateway_integration: {
      orders: {
        rest_api_id: '${aws_api_gateway_rest_api.shop.id}',
        resource_id: '${aws_api_gateway_resource.orders.id}',
        http_method: 'GET',
        type: 'HTTP_PROXY',
        connection_type: 'VPC_LINK',
        connection_id: '$${stageVariables.link}',
        uri: 'http://$${stageVariables.host}/orders',
      },
    },
    aws_api_gateway_stage: {
      dev: {
        rest_api_id: '${aws_api_gateway_rest_api.shop.id}',
        stage_name: 'dev',
        variables: { link, host: 'dev.internal', replicas: 2 },
      },
      live: {
        rest_api_id: '${aws_api_gateway_rest_api.shop.id}',
        stage_name: 'live',
        variables: { link: '${aws_api_gateway_vpc_link.other.id}', host: 'live.internal' },
      },
      plain: { rest_api_id: '${aws_api_gateway_rest_api.shop.id}', stage_name: 'plain' },
    },
  },
};

test('each API stage has its own way', () => {
  const { restApis } = readRouteTable(terraformOf(asResources)).table;
  expect(restApis.map(({ apiStage, routes }) => [apiStage, routes[0]?.integration])).toMatchObject([
    ['dev', { networkLoadBalancer: 'entry', host: { name: 'dev.internal' } }],
    ['live', { networkLoadBalancer: 'other', host: { name: 'live.internal' } }],
    ['plain', { type: 'UNKNOWN' }],
  ]);
});

test('the variables of an API stage are text', () => {
  const { aws_api_gateway_stage: stages } = asResources.resource;
  const known = { ...stages.dev, variables: { host: 'dev.internal', replicas: 2 } };
  const of = (stage: object) =>
    stageVariablesOf(
      terraformOf({
        resource: {
          ...asResources.resource,
          aws_api_gateway_stage: { stage, plain: stages.plain },
        },
      }),
    );
  expect(of(known)).toEqual([
    { restApi: 'shop', apiStage: 'dev', variables: { host: 'dev.internal', replicas: '2' } },
  ]);
  expect(() => of(stages.dev)).toThrow('`variables.link` must be known text');
});
