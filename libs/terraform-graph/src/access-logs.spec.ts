import { accessLogsOf } from './access-logs';
import { graphOf } from './testing/graph-of';

test('the format is read as it is written', () => {
  const format = '{"id":"$context.requestId","key":"$context.identity.apiKeyId"}';
  const graph = graphOf(({ 'dev-api-gateway': { resource } = { resource: {} } }) => {
    Object.assign(resource.aws_api_gateway_stage?.api ?? {}, {
      access_log_settings: { destination_arn: '${aws_cloudwatch_log_group.x.arn}', format },
    });
  });
  expect(accessLogsOf(graph)).toEqual([{ restApi: 'dev-api', apiStage: 'dev', format }]);
});

test('an API stage may write no access log', () => {
  expect(accessLogsOf(graphOf(() => undefined))).toEqual([]);
});
