import { methodThrottlesOf } from './method-throttles';
import { graphOf } from './testing/graph-of';

function throttlesOf(methodPath: string, limits: object) {
  return methodThrottlesOf(
    graphOf(({ 'dev-api-gateway': { resource } = { resource: {} } }) => {
      resource.aws_api_gateway_method_settings = {
        settings: {
          rest_api_id: '${aws_api_gateway_rest_api.api.id}',
          stage_name: '${aws_api_gateway_stage.api.stage_name}',
          method_path: methodPath,
          settings: limits,
        },
      };
    }),
  );
}

test.each([
  ['*/*', { path: '*', method: '*' }],
  ['quotes~1{proxy+}/GET', { path: '/quotes/{proxy+}', method: 'GET' }],
  ['quotes/{id}/POST', { path: '/quotes/{id}', method: 'POST' }],
])('%s is read as path and verb', (methodPath, route) => {
  expect(throttlesOf(methodPath, { throttling_rate_limit: 10, throttling_burst_limit: 5 })).toEqual(
    [{ restApi: 'dev-api', apiStage: 'dev', ...route, rateLimit: 10, burstLimit: 5 }],
  );
});

test.each([{}, { throttling_rate_limit: -1, throttling_burst_limit: -1 }])(
  '%p limits nothing',
  (limits) => {
    expect(throttlesOf('*/*', limits)).toEqual([]);
  },
);
