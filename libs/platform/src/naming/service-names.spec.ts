import { apiGroupsOf } from '../api-groups';
import { functionService, httpService, sampleStage } from '../testing/samples';
import { accountNames, apiGatewayLogRole } from './account-names';
import { functionServiceNames, httpServiceNames } from './service-names';
import { stageNames } from './stage-names';

const stage = sampleStage({ ingress: { link: 'v1', shards: 1, groups: 2 } });
const apiGroups = apiGroupsOf(stage);

test('a container service is called project, stage and service, with a part where there are several', () => {
  const names = httpServiceNames(stage, httpService('quotes'));
  expect(names).toEqual({
    repository: 'slipway-dev-quotes',
    targetGroup: expect.stringMatching(/^slipway-dev-quotes-[a-z0-9]{6}$/),
    taskDefinitionFamily: 'slipway-dev-quotes',
    ecsService: 'slipway-dev-quotes',
    executionRole: 'slipway-dev-quotes-execution',
    taskRole: 'slipway-dev-quotes-task',
    logGroup: '/slipway/dev/quotes/container',
    scalingPolicy: 'slipway-dev-quotes-cpu',
    apiKey: 'slipway-dev-quotes',
    usagePlan: 'slipway-dev-quotes',
  });
});

test('a container that listens on another port keeps every name', () => {
  const at = (port: number) => {
    const service = httpService('quotes');
    return httpServiceNames(stage, { ...service, container: { ...service.container, port } });
  };
  expect(at(1)).toEqual(at(2));
});

test('a function is called project, stage and service', () => {
  expect(functionServiceNames(stage, functionService('tenants'))).toEqual({
    functionName: 'slipway-dev-tenants',
    alias: 'live',
    role: 'slipway-dev-tenants-function',
    logGroup: '/slipway/dev/tenants/function',
    apiKey: 'slipway-dev-tenants',
    usagePlan: 'slipway-dev-tenants',
  });
});

test('log groups of the stage do not meet those of services', () => {
  const { flowLogGroup } = stageNames(stage);
  const accessLogGroups = apiGroups.map(({ accessLogGroup }) => accessLogGroup);
  for (const name of ['access', 'flow', 'api-gateway', 'vpc']) {
    expect([...accessLogGroups, flowLogGroup]).not.toContain(
      httpServiceNames(stage, httpService(name)).logGroup,
    );
  }
});

test('the role that API Gateway logs with is of no stage, and one per region', () => {
  const name = apiGatewayLogRole({ project: 'slipway', region: 'eu-central-1' });
  expect(name).toBe('slipway_eu-central-1_api-gateway-logs');
  const stageOfThatName = { ...stage, name: 'eu' };
  expect(name.startsWith(accountNames(stageOfThatName).prefix)).toBe(false);
  expect(
    apiGatewayLogRole({ project: 'projectname2', region: 'ap-southeast-17' }).length,
  ).toBeLessThanOrEqual(64);
});

test('the account knows its resources by the names that the stage gives them', () => {
  const account = accountNames(stage);
  const { prefix, logBucket, flowLogGroup } = stageNames(stage);
  expect(account).toMatchObject({ prefix, logBucket });
  const logGroups = [
    ...apiGroups.map(({ accessLogGroup }) => accessLogGroup),
    flowLogGroup,
    httpServiceNames(stage, httpService('quotes')).logGroup,
    functionServiceNames(stage, functionService('tenants')).logGroup,
  ];
  for (const logGroup of logGroups) {
    expect(account.logGroupPrefixes.some((start) => logGroup.startsWith(start))).toBe(true);
  }
});
