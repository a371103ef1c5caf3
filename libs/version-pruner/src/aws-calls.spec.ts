import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { LambdaClient } from '@aws-sdk/client-lambda';
import {
  applyPlans,
  awsCalls,
  awsRates,
  createBuckets,
  destroyClients,
  pacedCalls,
  planRegion,
  reportOf,
  restoreVersion,
  type AwsClients,
  type PrunerSettings,
} from './index';
import { FakeError, FakeLambda } from './testing/fake-lambda';
import { LambdaServer } from './testing/lambda-server';
import { decisionOf, oldVersions, settings } from './testing/prune';
import { failing } from './testing/protection-case';
import { quotas } from './testing/quotas';

let fake: FakeLambda;
let server: LambdaServer;
let clients: AwsClients;

beforeEach(async () => {
  fake = new FakeLambda();
  server = await LambdaServer.listen(fake);
  const client = {
    endpoint: server.url,
    region: fake.region,
    maxAttempts: 1,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  clients = { lambda: new LambdaClient(client), cloudWatch: new CloudWatchClient(client) };
});

afterEach(async () => {
  destroyClients(clients);
  await server.close();
});

/** The clock of the tests, on which nobody waits. */
const clock = { now: () => fake.now, sleep: (ms: number) => pass(ms) };

function pass(milliseconds: number): Promise<void> {
  fake.now += milliseconds;
  return new Promise((resolve) => setImmediate(resolve));
}

function pacedServer() {
  return pacedCalls(awsCalls(clients), createBuckets(awsRates, clock), clock);
}

async function plan(changes: Partial<PrunerSettings> = {}) {
  return planRegion(fake.region, pacedServer(), { ...settings, ...changes }, fake.now);
}

async function run(changes: Partial<PrunerSettings> = {}) {
  const planned = await plan(changes);
  const options = { clock, waitForDelete: 600_000 };
  return { planned, applied: await applyPlans(planned.functions, pacedServer(), options) };
}

function timesOf(operation: string): number {
  return fake.calls.filter((call) => call.operation === operation).length;
}

const throttle = () => new FakeError('TooManyRequestsException', 429, 'Rate exceeded');

it('reads every page: versions, aliases, mappings beyond 50 and 100', async () => {
  oldVersions(fake, 130);
  const { aliases } = fake.get('quotes');
  for (let index = 1; index <= 60; index += 1) {
    aliases.set(`a${index}`, { version: String(index), weights: {} });
    fake.eventSources.push({ uuid: `x${index}`, functionName: 'other', qualifier: '1' });
    fake.eventSources.push({ uuid: `y${index}`, functionName: 'other', qualifier: '' });
  }
  fake.eventSources.push({ uuid: 'last', functionName: 'quotes', qualifier: '100' });
  await run();
  const aliased = Array.from({ length: 60 }, (_, index) => String(index + 1));
  expect(fake.published('quotes')).toEqual([...aliased, '100', '130']);
});

it('reads versions by function too, and finds functions by prefix, tag and provider', async () => {
  for (const name of ['dev-a', 'dev-b', 'prod-a']) fake.addFunction(name);
  fake.get('dev-b').tags.team = 'agents';
  fake.publish('prod-a', { provider: 'shared' });
  fake.providers.set('shared', ['m7g.large']);
  const names = async (scope: PrunerSettings['scope']) =>
    (await plan({ scope })).functions.map(({ name }) => name);
  expect(await names({ functions: ['dev-a', 'prod-a'] })).toEqual(['dev-a', 'prod-a']);
  expect(await names({ prefix: 'dev-' })).toEqual(['dev-a', 'dev-b']);
  expect(await names({ prefix: 'dev-', tag: { key: 'team', value: 'agents' } })).toEqual(['dev-b']);
  expect(await names({ capacityProviders: ['shared'] })).toEqual(['prod-a']);
  expect(await names({ capacityProviders: ['shared'], prefix: 'dev-' })).toEqual([]);
  expect(await names({ wholeAccount: true })).toEqual(['dev-a', 'dev-b', 'prod-a']);
});

it.each(['PartialData', undefined])(
  'keeps what CloudWatch has not counted to the end: %s',
  async (status) => {
    oldVersions(fake, 3);
    fake.metricStatus = (version) => (version === '1' ? status : 'Complete');
    const { planned } = await run();
    expect(fake.published('quotes')).toEqual(['1', '2', '3']);
    expect(decisionOf(planned, '1')).toMatchObject({
      action: 'keep',
      reasons: [{ protection: 'recent-invocation' }],
    });
  },
);

it('scans where a provider does not list its versions, and says so', async () => {
  fake.providers.set('agents', []);
  oldVersions(fake, 2, 'agents');
  fake.before = failing('ListFunctionVersionsByCapacityProvider');
  const { functions, notes } = await plan({ scope: { capacityProviders: ['agents'] } });
  expect(functions.map(({ name }) => name)).toEqual(['quotes']);
  expect(notes).toEqual([expect.stringContaining('agents: its versions cannot be listed')]);
});

it('says that a named function does not exist, and prunes the others', async () => {
  oldVersions(fake, 2);
  const { planned } = await run({ scope: { functions: ['gone', 'quotes'] } });
  expect(planned.notes).toEqual(['gone: there is no such function']);
  expect(fake.published('quotes')).toEqual(['2']);
});

it('says which function it left alone because its versions cannot be read', async () => {
  oldVersions(fake, 2);
  fake.addFunction('other');
  fake.before = ({ operation, functionName }) => {
    if (operation === 'ListVersionsByFunction' && functionName === 'other') {
      failing(operation)({ operation });
    }
  };
  const { planned } = await run({ scope: { functions: ['other', 'quotes'] } });
  expect(planned.notes).toEqual([expect.stringMatching(/^other: left alone.*AccessDenied/)]);
  expect(fake.published('quotes')).toEqual(['2']);
});

it('cannot list functions: an error, and nothing is deleted', async () => {
  oldVersions(fake, 3);
  fake.before = failing('ListFunctions');
  await expect(run()).rejects.toMatchObject({ name: 'CallError', failure: 'denied' });
  expect(timesOf('DeleteFunction')).toBe(0);
});

it('waits for a version on a provider that goes by and by, and looks until it is gone', async () => {
  fake.providers.set('agents', ['m7g.large']);
  oldVersions(fake, 3, 'agents');
  fake.looksUntilGone = 5;
  const { applied } = await run();
  expect(applied.map(({ result }) => result)).toEqual(['deleted', 'deleted']);
  expect([...fake.get('quotes').versions.keys()]).toEqual(['$LATEST', '$LATEST.PUBLISHED', '3']);
});

it.each([
  ['throttled', throttle],
  ['answered with 500', () => new FakeError('ServiceException', 500, 'an internal error')],
])('a call that is %s is made again', async (_, error) => {
  oldVersions(fake, 3);
  const before = new Set<string>();
  fake.before = ({ operation, functionName, qualifier }) => {
    const id = [operation, functionName, qualifier].join(' ');
    if (before.has(id)) return;
    before.add(id);
    throw error();
  };
  const { applied } = await run();
  expect(applied.map(({ result }) => result)).toEqual(['deleted', 'deleted']);
  expect(fake.published('quotes')).toEqual(['3']);
});

it.each(['before', 'after'] as const)(
  'a connection that breaks %s Lambda has seen the call does no harm',
  async (when) => {
    oldVersions(fake, 4);
    const broken = new Set<string>();
    server.breaks = (operation) => {
      if (broken.has(operation)) return undefined;
      broken.add(operation);
      return when;
    };
    const { applied } = await run();
    expect(applied.map(({ result }) => result)).toEqual(['deleted', 'deleted', 'deleted']);
    expect(fake.published('quotes')).toEqual(['4']);
  },
);

it('a conflict that stays is reported after some attempts, and the others go', async () => {
  oldVersions(fake, 3);
  fake.before = ({ operation, qualifier }) => {
    if (operation === 'DeleteFunction' && qualifier === '1') {
      throw new FakeError('ResourceConflictException', 409, 'An update is in progress');
    }
  };
  const { applied } = await run();
  expect(applied).toEqual([
    { functionName: 'quotes', version: '2', action: 'delete', result: 'deleted' },
    {
      ...{ functionName: 'quotes', version: '1', action: 'delete', result: 'left' },
      detail: 'DeleteFunction: ResourceConflictException: An update is in progress',
    },
  ]);
});

it('never sends a delete without a qualifier', async () => {
  const calls = awsCalls(clients);
  for (const version of ['', '$LATEST', 'live', '0', '01', '1/', ' ']) {
    await expect(calls.deleteVersion('quotes', version)).rejects.toThrow(
      'no number of a published',
    );
    await expect(calls.putLimits('quotes', version, { min: 0, max: 0 })).rejects.toThrow(
      'no number',
    );
  }
  expect(fake.calls).toEqual([]);
});

it('cools, and restores with the limits that are given or those of AWS', async () => {
  fake.providers.set('agents', []);
  oldVersions(fake, 2, 'agents');
  Object.assign(fake.get('quotes').versions.get('1') ?? {}, { limits: { min: 2, max: 8 } });
  const { planned } = await run({ cold: { keep: 1 } });
  expect(decisionOf(planned, '1')).toMatchObject({
    ...{ action: 'cool', vcpu: 4, limits: { min: 2, max: 8 }, provider: 'agents' },
  });
  const cold = fake.get('quotes').versions.get('1');
  expect(cold).toMatchObject({ state: 'Deactivated', limits: { min: 0, max: 0 } });
  const calls = pacedServer();
  expect(await restoreVersion('quotes', '1', { min: 2, max: 8 }, calls, clock, 1_000)).toEqual({
    state: 'Active',
  });
  expect(cold).toMatchObject({ state: 'Active', limits: { min: 2, max: 8 } });
  await restoreVersion('quotes', '1', undefined, calls, clock, 1_000);
  expect(cold?.limits).toBeUndefined();
  await expect(restoreVersion('quotes', '9', undefined, calls, clock, 1_000)).rejects.toMatchObject(
    { failure: 'absent' },
  );
});

it('reports what it frees: code, vCPU, dollars, places on the provider', async () => {
  fake.providers.set('agents', ['m7g.large', 'c7g.xlarge']);
  oldVersions(fake, 95, 'agents');
  const usEast = { ...(await plan({ keep: 3 })), region: 'us-east-1' };
  const report = reportOf(usEast);
  // 92 versions × 3 environments × 2 vCPU × 730 h × 1.15
  expect(report).toMatchObject({
    ...{ published: 95, kept: 3, deleted: 92, cooled: 0, codeFreed: 92_000_000, notDone: [] },
    ...{ codeBefore: 97_000_000, codeAfter: 5_000_000, warnings: [] },
    providers: [{ name: 'agents', versionsBefore: 96, versionsAfter: 4, vcpuFreed: 552 }],
  });
  expect(report.providers[0]?.dollarsPerMonth).toEqual({
    from: expect.closeTo(552 * 0.03625 * 730 * 1.15, 6) as number,
    to: expect.closeTo(552 * 0.0408 * 730 * 1.15, 6) as number,
  });
  expect(reportOf({ ...usEast, region: 'eu-central-1' }).providers[0]?.dollarsPerMonth).toEqual({
    unknown: 'prices are known for us-east-1 alone',
  });
  expect(reportOf(usEast, undefined, 0.05).providers[0]?.dollarsPerMonth).toEqual({
    from: expect.closeTo(552 * 0.05 * 730 * 1.15, 6) as number,
    to: expect.closeTo(552 * 0.05 * 730 * 1.15, 6) as number,
  });
  expect(reportOf(await plan({ keep: 90 })).warnings).toEqual([
    expect.stringContaining('capacity provider agents keeps 91 versions of the 100'),
  ]);
});

it('says that nobody knows the price of a strange instance type', async () => {
  fake.providers.set('agents', ['x9z.large']);
  oldVersions(fake, 2, 'agents');
  const usEast = { ...(await plan()), region: 'us-east-1' };
  expect(reportOf(usEast).providers[0]?.dollarsPerMonth).toEqual({
    unknown: 'the price of x9z is unknown',
  });
});

it('stops asking when its time is over: what was not read stays, and says why', async () => {
  oldVersions(fake, 3);
  const late = pacedCalls(awsCalls(clients), createBuckets(awsRates, clock), clock, fake.now + 50);
  const planned = await planRegion(fake.region, late, settings, fake.now);
  expect(decisionOf(planned, '1').action).toBe('keep');
  expect(decisionOf(planned, '1').reasons[0]?.evidence).toContain('the time of this run is over');
});

it('stays within the quotas of AWS without a throttle, and shares them once there are some', async () => {
  for (let index = 0; index < 20; index += 1) {
    fake.addFunction(`f${index}`);
    for (let version = 0; version < 4; version += 1) {
      fake.publish(`f${index}`, { publishedAt: fake.now - 30 * 86_400_000 });
    }
  }
  const rates = {
    ...{ control: 15, GetPolicy: 15, GetFunction: 100, GetMetricData: 50 },
    ...{ providerRead: 15, providerWrite: 1 },
  };
  const takes = quotas(rates, () => fake.now);
  let throttled = 0;
  let others = 0;
  fake.before = ({ operation }) => {
    // Somebody else takes every other call of the quota.
    if (others > 0 && takes(operation)) others -= 1;
    if (takes(operation)) return;
    throttled += 1;
    throw throttle();
  };
  await plan();
  expect(throttled).toBe(0);
  others = 40;
  const { applied } = await run();
  expect(applied.every(({ result }) => result === 'deleted')).toBe(true);
  expect(applied).toHaveLength(60);
});
