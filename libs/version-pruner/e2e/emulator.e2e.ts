import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import {
  AddPermissionCommand,
  CreateAliasCommand,
  CreateFunctionCommand,
  LambdaClient,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
  waitUntilFunctionActiveV2,
  waitUntilFunctionUpdatedV2,
  waitUntilPublishedVersionActive,
} from '@aws-sdk/client-lambda';
import {
  emulatorPackages,
  pythonEnvironment,
  startEmulator,
  type Emulator,
} from '@slipway/aws-emulator';
import { zipSync } from 'fflate';
import { join } from 'node:path';
import {
  applyPlans,
  awsCalls,
  awsRates,
  createBuckets,
  destroyClients,
  pacedCalls,
  planRegion,
  systemClock,
  type AwsClients,
  type PrunerCalls,
  type PrunerSettings,
} from '../src/index';

/** Ignored by git, and shared by the suites that need the emulator. */
const folder = join(__dirname, '../../../.slipway/e2e');
const environment = pythonEnvironment(folder, emulatorPackages);
if ('missing' in environment) {
  process.stderr.write(`Skipped: this machine lacks ${environment.missing}.\n`);
}
const suite = 'missing' in environment ? describe.skip : describe;

const settings: PrunerSettings = {
  scope: { functions: ['quotes'] },
  keep: 1,
  minAgeDays: 0,
  invokedWithinDays: 1,
  fuse: { maxDeletes: 10, maxShare: 1 },
  dryRun: false,
};

suite('the version pruner on an emulator of AWS', () => {
  let emulator: Emulator;
  let clients: AwsClients;
  let calls: PrunerCalls;

  beforeAll(async () => {
    if ('missing' in environment) return;
    emulator = await startEmulator(environment.folder, join(folder, `pruner-${process.pid}`));
    const client = {
      endpoint: emulator.url,
      region: 'eu-central-1',
      maxAttempts: 1,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    };
    clients = { lambda: new LambdaClient(client), cloudWatch: new CloudWatchClient(client) };
    const buckets = createBuckets(awsRates, systemClock);
    calls = {
      ...pacedCalls(awsCalls(clients), buckets, systemClock),
      // The emulator has no list of them, which would keep every version.
      listProvisioned: () => Promise.resolve({ items: [] }),
    };
  }, 120_000);

  afterAll(async () => {
    destroyClients(clients);
    await emulator.stop();
  });

  function zipOf(version: number): Uint8Array {
    return zipSync({ 'index.js': Buffer.from(`exports.handler = async () => ${version};`) });
  }

  async function published(): Promise<(string | undefined)[]> {
    const { Versions = [] } = await clients.lambda.send(
      new ListVersionsByFunctionCommand({ FunctionName: 'quotes' }),
    );
    return Versions.map(({ Version }) => Version);
  }

  const plan = () => planRegion('eu-central-1', calls, settings, systemClock.now());

  test('what nothing needs goes; what an alias leads to or weighs, or somebody may invoke, stays', async () => {
    const FunctionName = 'quotes';
    await clients.lambda.send(
      new CreateFunctionCommand({
        FunctionName,
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Role: 'arn:aws:iam::000000000000:role/quotes',
        Code: { ZipFile: zipOf(0) },
      }),
    );
    // As a deploy does: what is pending is not published, and a version that is pending stays.
    const waiting = { client: clients.lambda, minDelay: 1, maxDelay: 1, maxWaitTime: 60 };
    await waitUntilFunctionActiveV2(waiting, { FunctionName });
    for (let version = 1; version <= 7; version += 1) {
      const ZipFile = zipOf(version);
      await clients.lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile }));
      await waitUntilFunctionUpdatedV2(waiting, { FunctionName });
      const { Version: Qualifier } = await clients.lambda.send(
        new PublishVersionCommand({ FunctionName }),
      );
      await waitUntilPublishedVersionActive(waiting, { FunctionName, Qualifier });
    }
    await clients.lambda.send(
      new CreateAliasCommand({
        ...{ FunctionName, Name: 'live', FunctionVersion: '5' },
        RoutingConfig: { AdditionalVersionWeights: { '3': 0.1 } },
      }),
    );
    await clients.lambda.send(
      new AddPermissionCommand({
        ...{ FunctionName, Qualifier: '2', StatementId: 'bucket' },
        ...{ Action: 'lambda:InvokeFunction', Principal: 's3.amazonaws.com' },
      }),
    );
    const planned = await plan();
    const kept = planned.functions[0]?.decisions.filter(({ action }) => action === 'keep');
    expect(kept?.map(({ version, reasons }) => [version, reasons[0]?.protection])).toEqual([
      ['7', 'newest'],
      ['5', 'alias'],
      ['3', 'alias-weight'],
      ['2', 'resource-policy'],
      ['$LATEST', 'latest'],
    ]);
    const applied = await applyPlans(planned.functions, calls, {
      clock: systemClock,
      waitForDelete: 30_000,
    });
    expect(applied.map(({ version, result }) => [version, result])).toEqual([
      ['6', 'deleted'],
      ['4', 'deleted'],
      ['1', 'deleted'],
    ]);
    expect(await published()).toEqual(['$LATEST', '2', '3', '5', '7']);
  }, 120_000);

  test('an alias that has moved since the plan was made keeps its version', async () => {
    await clients.lambda.send(
      new UpdateAliasCommand({
        ...{ FunctionName: 'quotes', Name: 'live', FunctionVersion: '7' },
        RoutingConfig: { AdditionalVersionWeights: {} },
      }),
    );
    const planned = await plan();
    await clients.lambda.send(
      new UpdateAliasCommand({
        ...{ FunctionName: 'quotes', Name: 'live', FunctionVersion: '7' },
        RoutingConfig: { AdditionalVersionWeights: { '5': 0.2 } },
      }),
    );
    const applied = await applyPlans(planned.functions, calls, {
      clock: systemClock,
      waitForDelete: 30_000,
    });
    expect(applied.map(({ version, result }) => [version, result])).toEqual([
      ['5', 'kept'],
      ['3', 'deleted'],
    ]);
    expect(await published()).toEqual(['$LATEST', '2', '5', '7']);
  }, 120_000);
});
