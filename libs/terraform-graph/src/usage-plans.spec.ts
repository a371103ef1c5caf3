import { graphOf } from './testing/graph-of';
import { usagePlansOf } from './usage-plans';

const apiStage = {
  api_id: '${aws_api_gateway_rest_api.api.id}',
  stage: '${aws_api_gateway_stage.api.stage_name}',
};

test('a plan has its limits, its API stages and the keys that are enabled', () => {
  const graph = graphOf(({ 'dev-api-gateway': { resource } = { resource: {} } }) => {
    resource.aws_api_gateway_usage_plan = {
      tenants: {
        name: 'dev-plan',
        throttle_settings: { rate_limit: 100, burst_limit: 200 },
        quota_settings: [{ limit: 5_000, offset: 20, period: 'WEEK' }],
        api_stages: [
          {
            ...apiStage,
            throttle: [{ path: '/tenants/GET', rate_limit: 1, burst_limit: 2 }],
          },
        ],
      },
    };
    resource.aws_api_gateway_api_key = {
      tenants: { name: 'dev-tenants', enabled: true },
      revoked: { name: 'dev-revoked', enabled: false },
    };
    resource.aws_api_gateway_usage_plan_key = Object.fromEntries(
      ['tenants', 'revoked'].map((key) => [
        key,
        {
          key_id: `\${aws_api_gateway_api_key.${key}.id}`,
          usage_plan_id: '${aws_api_gateway_usage_plan.tenants.id}',
        },
      ]),
    );
  });
  expect(usagePlansOf(graph)).toEqual([
    {
      name: 'dev-plan',
      apiKeys: ['dev-tenants'],
      throttle: { rateLimit: 100, burstLimit: 200 },
      quota: { limit: 5_000, offset: 20, period: 'WEEK' },
      apiStages: [
        {
          restApi: 'dev-api',
          apiStage: 'dev',
          routeThrottles: { '/tenants/GET': { rateLimit: 1, burstLimit: 2 } },
        },
      ],
    },
  ]);
});

test('a plan may have no limits', () => {
  const graph = graphOf(({ 'dev-api-gateway': { resource } = { resource: {} } }) => {
    resource.aws_api_gateway_usage_plan = {
      tenants: { name: 'dev-plan', api_stages: [apiStage] },
    };
  });
  expect(usagePlansOf(graph)).toMatchObject([{ apiKeys: ['dev-tenants'] }]);
  expect(usagePlansOf(graph)[0]).not.toHaveProperty('throttle');
  expect(usagePlansOf(graph)[0]).not.toHaveProperty('quota');
});
