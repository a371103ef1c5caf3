import { readRouteTable } from './route-table';
import { stageFactsOf } from './stage-facts';
import { terraformOf } from './testing/terraform-of';

const api = { rest_api_id: '${aws_api_gateway_rest_api.shop.id}' };

function tableOf(others: Readonly<Record<string, object>>) {
  const graph = terraformOf({
    resource: { aws_api_gateway_rest_api: { shop: { name: 'shop' } }, ...others },
  });
  return { graph, ...readRouteTable(graph).table };
}

test('a deployment that names an API stage makes it', () => {
  const deployments = { one: { ...api, stage_name: 'live' }, two: { ...api, stage_name: '' } };
  const { restApis } = tableOf({ aws_api_gateway_deployment: deployments });
  expect(restApis).toMatchObject([{ name: 'shop', apiStage: 'live' }]);
});

test('one that has a resource of its own is one API stage', () => {
  const { restApis } = tableOf({
    aws_api_gateway_deployment: { one: { ...api, stage_name: 'live' } },
    aws_api_gateway_stage: {
      live: { ...api, stage_name: '${aws_api_gateway_deployment.one.stage_name}' },
    },
  });
  expect(restApis).toHaveLength(1);
});

test('a name that only a plan knows stands as its expression, and its settings find it', () => {
  const stage_name = '${var.stage}';
  const { restApis, domainMappings, graph } = tableOf({
    aws_api_gateway_stage: { live: { ...api, stage_name } },
    aws_api_gateway_base_path_mapping: {
      shop: { api_id: api.rest_api_id, stage_name, domain_name: '${var.domain}' },
    },
    aws_api_gateway_method_settings: {
      all: {
        ...{ ...api, stage_name, method_path: '*/*' },
        settings: { throttling_rate_limit: 10, throttling_burst_limit: 5 },
      },
    },
  });
  expect(restApis).toMatchObject([{ name: 'shop', apiStage: '${var.stage}' }]);
  expect(domainMappings).toEqual([
    { restApi: 'shop', apiStage: '${var.stage}', domainName: '${var.domain}', basePath: '' },
  ]);
  expect(stageFactsOf(graph).apiStages.get('shop/${var.stage}')?.throttles).toEqual([
    { path: '*', method: '*', rate: 10, burst: 5 },
  ]);
});

test('a route that is not known is told of its API', () => {
  const { restApis } = tableOf({
    aws_api_gateway_stage: { live: { ...api, stage_name: 'live' } },
    aws_api_gateway_resource: {
      cart: {
        ...api,
        parent_id: '${aws_api_gateway_rest_api.shop.root_resource_id}',
        path_part: '${var.path}',
      },
    },
    aws_api_gateway_method: {
      cart: {
        ...{ ...api, resource_id: '${aws_api_gateway_resource.cart.id}' },
        ...{ http_method: 'GET', authorization: 'NONE' },
      },
    },
  });
  expect(restApis).toMatchObject([
    { routes: [], unknownRoutes: expect.stringContaining('`var.path` depends on') as string },
  ]);
});

test('a document that Terraform computes leaves every route unknown', () => {
  const { restApis } = tableOf({
    aws_api_gateway_rest_api: { shop: { name: 'shop', body: '${file("openapi.json")}' } },
    aws_api_gateway_stage: { live: { ...api, stage_name: 'live' } },
  });
  expect(restApis).toMatchObject([
    {
      routes: [],
      unknownRoutes: expect.stringContaining(
        '`${file("openapi.json")}` is computed by Terraform',
      ) as string,
    },
  ]);
});
