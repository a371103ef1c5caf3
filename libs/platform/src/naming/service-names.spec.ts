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
    callerSecurityGroup: 'slipway-dev-quotes-caller',
    targetGroup: expect.stringMatching(/^slipway-dev-quotes-[a-z0-9]{6}$/),
    taskDefinitionFamily: 'slipway-dev-quotes',
    ecsService: 'slipway-dev-quotes',
    executionRole: 'slipway-dev-quotes-execution',
    taskRole: 'slipway-dev-quotes-task',
    logGroup: '/slipway/dev/quotes/container',
    scalingPolicies: {
      cpu: 'slipway-dev-quotes-cpu',
      memory: 'slipway-dev-quotes-memory',
      requests: 'slipway-dev-quotes-requests',
    },
    apiKey: 'slipway-dev-quotes',
    usagePlan: 'slipway-dev-quotes',
  });
});

test('a container that listens on another port keeps every name', () => {
  const at = (port: number) => {
    const service = httpService('quotes');
    const changed = { ...service, container: { ...service.container, port } };
    return httpServiceNames(stage, changed);
  };
  expect(at(1)).toEqual(at(2));
});

test('a function is called project, stage and service', () => {
  expect(functionServiceNames(stage, functionService('tenants'))).toEqual({
    functionName: 'slipway-dev-tenants',
    alias: 'live',
    repository: 'slipway-dev-tenants',
    scheduleRole: 'slipway-dev-tenants-schedule',
    schedules: {},
    deadLetterQueue: 'slipway-dev-tenants-dlq',
    role: 'slipway-dev-tenants-function',
    floorRole: 'slipway-dev-tenants-floor',
    logGroup: '/slipway/dev/tenants/function',
    apiKey: 'slipway-dev-tenants',
    usagePlan: 'slipway-dev-tenants',
  });
});

test('schedules have names of their own, wherever the hyphens are', () => {
  const names = (service: string, ...schedules: string[]) => {
    const { function: settings } = functionService(service);
    return functionServiceNames(
      stage,
      functionService(service, {
        function: { ...settings, warm: true },
        schedules: schedules.map((name) => ({ name, expression: 'rate(1 day)' })),
      }),
    ).schedules;
  };
  const of = names('tenants', 'nightly');
  expect(of).toEqual({
    nightly: expect.stringMatching(/^slipway-dev-tenants-nightly-[a-z0-9]{6}$/),
    warm: expect.stringMatching(/^slipway-dev-tenants-warm-[a-z0-9]{6}$/),
  });
  expect(names('a', 'b-c')['b-c']).not.toBe(names('a-b', 'c')['c']);
  expect(names('a'.repeat(40), 'b'.repeat(40))['b'.repeat(40)]?.length).toBe(64);
});

test('a function that runs from an image has another name than one that is zipped', () => {
  const service = functionService('tenants');
  const named = (image: boolean) =>
    functionServiceNames(stage, { ...service, function: { ...service.function, image } });
  expect(named(false).functionName).toBe('slipway-dev-tenants');
  expect(named(true).functionName).toMatch(/^slipway-dev-tenants-[a-z0-9]{6}$/);
});

test('a function on a capacity provider has another name than on the shared fleet', () => {
  const service = functionService('tenants');
  const named = (capacityProvider?: string) => {
    const moved = { ...service, function: { ...service.function, capacityProvider } };
    return functionServiceNames(stage, moved).functionName;
  };
  expect(named('agents')).toMatch(/^slipway-dev-tenants-[a-z0-9]{6}$/);
  expect(named('agents')).toBe(named('others'));
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
