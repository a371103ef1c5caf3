import { settingsVariable } from '@slipway/version-pruner';
import {
  failing,
  FakeLambda,
  LambdaServer,
  oldVersions,
  settings,
} from '@slipway/version-pruner/testing';
import { handler, type InvocationContext } from './handler';

type Line = Readonly<Record<string, unknown>>;

let fake: FakeLambda;
let server: LambdaServer;
let lines: Line[];
const env = { ...process.env };

beforeEach(async () => {
  fake = new FakeLambda();
  // The function goes by the time of this machine.
  fake.now = Date.now();
  server = await LambdaServer.listen(fake);
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: server.url,
    AWS_REGION: fake.region,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  });
  configure({});
  lines = [];
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    lines.push(JSON.parse(String(text)) as Line);
    return true;
  });
});

afterEach(async () => {
  jest.restoreAllMocks();
  process.env = { ...env };
  await server.close();
});

function configure(changes: object): void {
  process.env[settingsVariable] = JSON.stringify({ ...settings, ...changes });
}

const context: InvocationContext = {
  functionName: 'slipway-dev-version-pruner',
  invokedFunctionArn:
    'arn:aws:lambda:eu-central-1:111122223333:function:slipway-dev-version-pruner',
  getRemainingTimeInMillis: () => 60_000,
};

function said(message: string): Line[] {
  return lines.filter((line) => line.message === message);
}

function metric(name: string): unknown[] {
  return lines.filter((line) => '_aws' in line && name in line).map((line) => line[name]);
}

it('deletes what nothing needs, and writes a line for each decision and change', async () => {
  fake.providers.set('agents', ['m7g.large']);
  oldVersions(fake, 4, 'agents');
  fake.get('quotes').aliases.set('live', { version: '2', weights: {} });
  const summary = await handler({}, context);
  expect(fake.published('quotes')).toEqual(['2', '4']);
  expect(summary).toMatchObject({ dryRun: false, regions: [{ deleted: 2, kept: 2 }] });
  expect(said('decision')).toHaveLength(6);
  expect(said('decision')).toContainEqual({
    ...{ level: 'INFO', message: 'decision', region: 'eu-central-1', function: 'quotes' },
    ...{ version: '2', action: 'keep' },
    reasons: [{ protection: 'alias', evidence: 'alias live' }],
  });
  expect(said('change').map(({ version, result }) => [version, result])).toEqual(
    expect.arrayContaining([
      ['1', 'deleted'],
      ['3', 'deleted'],
    ]),
  );
  expect(metric('VersionsDeleted')).toEqual([2]);
  expect(metric('ProviderVersions')).toEqual([3]);
});

it('writes metrics that CloudWatch finds in the line', async () => {
  oldVersions(fake, 2);
  await handler({}, context);
  const [line] = lines.filter((each) => 'VersionsDeleted' in each);
  expect(line).toMatchObject({
    FunctionName: 'slipway-dev-version-pruner',
    PrunedRegion: 'eu-central-1',
    _aws: {
      Timestamp: expect.any(Number) as number,
      CloudWatchMetrics: [
        {
          Namespace: 'Slipway/VersionPruner',
          Dimensions: [['FunctionName'], ['FunctionName', 'PrunedRegion']],
          Metrics: expect.arrayContaining([{ Name: 'VersionsDeleted', Unit: 'Count' }]) as object[],
        },
      ],
    },
  });
});

it('changes nothing in a dry run, and says what it would', async () => {
  configure({ dryRun: true });
  oldVersions(fake, 4);
  const summary = await handler({}, context);
  expect(summary).toMatchObject({ dryRun: true, regions: [{ deleted: 3 }] });
  expect(fake.published('quotes')).toHaveLength(4);
  expect(metric('VersionsDeleted')).toEqual([0]);
});

it('fails where the fuse stops the run, and deletes nothing', async () => {
  configure({ fuse: { maxDeletes: 2, maxShare: 1 } });
  oldVersions(fake, 4);
  await expect(handler({}, context)).rejects.toThrow(
    'The fuse stopped the run, and nothing was deleted: it would delete 3 versions, and the fuse lets 2 through',
  );
  expect(fake.published('quotes')).toHaveLength(4);
  expect(said('pruning failed')).toHaveLength(1);
});

it('does the rest, and fails for what AWS refuses to delete', async () => {
  oldVersions(fake, 4);
  fake.before = ({ operation, qualifier }) => {
    if (operation === 'DeleteFunction' && qualifier === '2') failing(operation)({ operation });
  };
  await expect(handler({}, context)).rejects.toThrow(
    /^1 versions could not be pruned: quotes:2 \(DeleteFunction: AccessDeniedException/,
  );
  expect(fake.published('quotes')).toEqual(['2', '4']);
  expect(metric('VersionsLeft')).toEqual([1]);
});

it('prunes several regions', async () => {
  configure({ regions: ['eu-central-1', 'us-east-1'] });
  oldVersions(fake, 2);
  const summary = await handler({}, context);
  expect(summary.regions.map(({ region }) => region)).toEqual(['eu-central-1', 'us-east-1']);
});

it.each([
  [undefined, 'SLIPWAY_PRUNER cannot be used:\n  it is not set'],
  ['{}', 'scope is missing: it must be an object'],
])('fails for settings %s', async (text, message) => {
  process.env = { ...process.env, [settingsVariable]: text };
  oldVersions(fake, 4);
  await expect(handler({}, context)).rejects.toThrow(message);
  expect(fake.calls).toEqual([]);
});

it('ends in time: what it has not read stays for the next run', async () => {
  oldVersions(fake, 4);
  await handler({}, { ...context, getRemainingTimeInMillis: () => 500 });
  expect(fake.published('quotes')).toHaveLength(4);
  expect(said('decision')[0]?.reasons).not.toEqual([]);
});
