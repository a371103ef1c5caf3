import {
  GetMetricDataCommand,
  type CloudWatchClient,
  type GetMetricDataCommandOutput,
  type MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import {
  DeleteFunctionCommand,
  GetAccountSettingsCommand,
  GetCapacityProviderCommand,
  GetFunctionCommand,
  GetFunctionScalingConfigCommand,
  GetPolicyCommand,
  ListAliasesCommand,
  ListDurableExecutionsByFunctionCommand,
  ListEventSourceMappingsCommand,
  ListFunctionEventInvokeConfigsCommand,
  ListFunctionsCommand,
  ListFunctionUrlConfigsCommand,
  ListFunctionVersionsByCapacityProviderCommand,
  ListProvisionedConcurrencyConfigsCommand,
  ListVersionsByFunctionCommand,
  PutFunctionScalingConfigCommand,
  type FunctionConfiguration,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import { callError } from './aws-failure';
import { CallError, type Page, type PrunerCalls } from './calls';
import type { QualifierUse, VersionRecord } from './inventory';
import { principalsIn } from './policy';
import { assertPublishedVersion, functionOfArn, providerOfArn } from './qualifier';

/** Clients of one region. They must not send anything again themselves (`maxAttempts: 1`): the pace does. */
export interface AwsClients {
  readonly lambda: LambdaClient;
  readonly cloudWatch: CloudWatchClient;
}

/** GiB per vCPU where a function does not say. */
const DEFAULT_MEMORY_PER_VCPU = 2;

/** The calls through the SDK. */
export function awsCalls({ lambda, cloudWatch }: AwsClients): PrunerCalls {
  return {
    listAllVersions: (Marker) =>
      asking('ListFunctions', async () => {
        const { Functions, NextMarker } = await lambda.send(
          new ListFunctionsCommand({ FunctionVersion: 'ALL', Marker, MaxItems: 50 }),
        );
        return page(Functions, NextMarker, (configuration) => ({
          functionName: configuration.FunctionName ?? '',
          record: versionOf(configuration),
        }));
      }),
    listProviderVersions: (CapacityProviderName, Marker) =>
      asking('ListFunctionVersionsByCapacityProvider', async () => {
        const { FunctionVersions, NextMarker } = await lambda.send(
          new ListFunctionVersionsByCapacityProviderCommand({
            ...{ CapacityProviderName, Marker, MaxItems: 50 },
          }),
        );
        return page(FunctionVersions, NextMarker, ({ FunctionArn = '', State = '' }) => {
          const { name, qualifier } = functionOfArn(FunctionArn);
          return { functionName: name, version: qualifier, state: State };
        });
      }),
    listVersions: (FunctionName, Marker) =>
      asking('ListVersionsByFunction', async () => {
        const { Versions, NextMarker } = await lambda.send(
          new ListVersionsByFunctionCommand({ FunctionName, Marker, MaxItems: 50 }),
        );
        return page(Versions, NextMarker, versionOf);
      }),
    listAliases: (FunctionName, Marker) =>
      asking('ListAliases', async () => {
        const { Aliases, NextMarker } = await lambda.send(
          new ListAliasesCommand({ FunctionName, Marker, MaxItems: 10_000 }),
        );
        return page(Aliases, NextMarker, ({ Name = '', FunctionVersion = '', RoutingConfig }) => ({
          name: Name,
          version: FunctionVersion,
          weights: RoutingConfig?.AdditionalVersionWeights ?? {},
        }));
      }),
    listProvisioned: (FunctionName, Marker) =>
      asking('ListProvisionedConcurrencyConfigs', async () => {
        const { ProvisionedConcurrencyConfigs, NextMarker } = await lambda.send(
          new ListProvisionedConcurrencyConfigsCommand({ FunctionName, Marker, MaxItems: 50 }),
        );
        return page(ProvisionedConcurrencyConfigs, NextMarker, ({ FunctionArn }) =>
          use(FunctionArn, 'provisioned concurrency'),
        );
      }),
    listInvokeConfigs: (FunctionName, Marker) =>
      asking('ListFunctionEventInvokeConfigs', async () => {
        const { FunctionEventInvokeConfigs, NextMarker } = await lambda.send(
          new ListFunctionEventInvokeConfigsCommand({ FunctionName, Marker, MaxItems: 50 }),
        );
        return page(FunctionEventInvokeConfigs, NextMarker, ({ FunctionArn }) =>
          use(FunctionArn, 'a configuration of asynchronous invocation'),
        );
      }),
    listUrls: (FunctionName, Marker) =>
      asking('ListFunctionUrlConfigs', async () => {
        const { FunctionUrlConfigs, NextMarker } = await lambda.send(
          new ListFunctionUrlConfigsCommand({ FunctionName, Marker, MaxItems: 50 }),
        );
        return page(FunctionUrlConfigs, NextMarker, ({ FunctionArn, FunctionUrl }) =>
          use(FunctionArn, `function URL ${FunctionUrl}`),
        );
      }),
    listEventSources: (Marker) =>
      asking('ListEventSourceMappings', async () => {
        const { EventSourceMappings, NextMarker } = await lambda.send(
          new ListEventSourceMappingsCommand({ Marker, MaxItems: 100 }),
        );
        return page(EventSourceMappings, NextMarker, ({ FunctionArn = '', UUID }) => ({
          functionName: functionOfArn(FunctionArn).name,
          ...use(FunctionArn, `event source mapping ${UUID}`),
        }));
      }),
    listRunning: (FunctionName, Qualifier, Marker) =>
      asking('ListDurableExecutionsByFunction', async () => {
        const { DurableExecutions, NextMarker } = await lambda.send(
          new ListDurableExecutionsByFunctionCommand({
            ...{ FunctionName, Qualifier, Marker, Statuses: ['RUNNING'], MaxItems: 50 },
          }),
        );
        return page(
          DurableExecutions,
          NextMarker,
          ({ DurableExecutionName = '' }) => DurableExecutionName,
        );
      }),
    getPolicy: (FunctionName, Qualifier) =>
      unlessAbsent([], () =>
        asking('GetPolicy', async () => {
          const { Policy } = await lambda.send(new GetPolicyCommand({ FunctionName, Qualifier }));
          return principalsIn(Policy ?? '');
        }),
      ),
    getFunction: (FunctionName, Qualifier) =>
      unlessAbsent(undefined, () =>
        asking('GetFunction', async () => {
          const { Configuration, Tags, TagsError } = await lambda.send(
            new GetFunctionCommand({ FunctionName, Qualifier }),
          );
          return {
            state: Configuration?.State ?? 'Active',
            ...(TagsError === undefined && { tags: Tags ?? {} }),
          };
        }),
      ),
    getLimits: (FunctionName, Qualifier) =>
      unlessAbsent(undefined, () =>
        asking('GetFunctionScalingConfig', async () => {
          const { RequestedFunctionScalingConfig: limits } = await lambda.send(
            new GetFunctionScalingConfigCommand({ FunctionName, Qualifier }),
          );
          return limits?.MinExecutionEnvironments === undefined
            ? undefined
            : { min: limits.MinExecutionEnvironments, max: limits.MaxExecutionEnvironments };
        }),
      ),
    getInstanceTypes: (CapacityProviderName) =>
      asking('GetCapacityProvider', async () => {
        const { CapacityProvider } = await lambda.send(
          new GetCapacityProviderCommand({ CapacityProviderName }),
        );
        return CapacityProvider?.InstanceRequirements?.AllowedInstanceTypes ?? [];
      }),
    getAccountUsage: () =>
      asking('GetAccountSettings', async () => {
        const { AccountLimit, AccountUsage } = await lambda.send(new GetAccountSettingsCommand({}));
        return {
          codeBytes: AccountUsage?.TotalCodeSize ?? 0,
          codeLimit: AccountLimit?.TotalCodeSize ?? 0,
        };
      }),
    countInvocations: (versions, since, until) =>
      asking('GetMetricData', () => countInvocations(cloudWatch, versions, since, until)),
    deleteVersion: (FunctionName, version) =>
      asking('DeleteFunction', async () => {
        const { StatusCode, $metadata } = await lambda.send(
          new DeleteFunctionCommand({ FunctionName, Qualifier: assertPublishedVersion(version) }),
        );
        return (StatusCode ?? $metadata.httpStatusCode) === 202 ? 'deleting' : 'deleted';
      }),
    putLimits: (FunctionName, version, limits) =>
      asking('PutFunctionScalingConfig', async () => {
        await lambda.send(
          new PutFunctionScalingConfigCommand({
            FunctionName,
            Qualifier: assertPublishedVersion(version),
            FunctionScalingConfig: limits && {
              MinExecutionEnvironments: limits.min,
              MaxExecutionEnvironments: limits.max,
            },
          }),
        );
      }),
  };
}

async function asking<T>(operation: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw callError(operation, error);
  }
}

async function unlessAbsent<T>(absent: T, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof CallError && error.failure === 'absent') return absent;
    throw error;
  }
}

function page<From, To>(
  items: readonly From[] = [],
  next: string | undefined,
  convert: (item: From) => To,
): Page<To> {
  // An empty marker would ask for the first page once more.
  return { items: items.map(convert), ...(next && { next }) };
}

function use(arn = '', what: string): QualifierUse {
  return { qualifier: functionOfArn(arn).qualifier, what };
}

function versionOf(configuration: FunctionConfiguration): VersionRecord {
  const { Version = '', LastModified = '', CodeSize = 0, MasterArn, State } = configuration;
  const time = Date.parse(LastModified);
  const publishedAt = Number.isNaN(time) ? undefined : time;
  // Most versions have no more than this: a large account is held in memory whole, and members take room.
  const record = { version: Version, publishedAt, codeSize: CodeSize };
  const more = {
    ...(State !== undefined && { state: State }),
    ...(configuration.LastUpdateStatus === 'InProgress' && { updating: true }),
    ...(MasterArn !== undefined && { masterArn: MasterArn }),
    ...(configuration.DurableConfig !== undefined && { durable: true }),
    ...providerOf(configuration),
  };
  return Object.keys(more).length === 0 ? record : { ...record, ...more };
}

function providerOf({ CapacityProviderConfig, MemorySize = 0 }: FunctionConfiguration) {
  const config = CapacityProviderConfig?.LambdaManagedInstancesCapacityProviderConfig;
  if (config?.CapacityProviderArn === undefined) return {};
  const memoryPerVcpu = config.ExecutionEnvironmentMemoryGiBPerVCpu ?? DEFAULT_MEMORY_PER_VCPU;
  const name = providerOfArn(config.CapacityProviderArn);
  return { provider: { name, vcpu: MemorySize / 1024 / memoryPerVcpu } };
}

/** One value per version: the longest time that is asked for is less than what a point can sum up. */
async function countInvocations(
  cloudWatch: CloudWatchClient,
  versions: Parameters<PrunerCalls['countInvocations']>[0],
  since: number,
  until: number,
): Promise<readonly number[]> {
  const DAY_SECONDS = 86_400;
  const queries = versions.map(({ functionName, version }, index): MetricDataQuery => ({
    Id: `v${index}`,
    MetricStat: {
      Metric: {
        Namespace: 'AWS/Lambda',
        MetricName: 'Invocations',
        Dimensions: [
          { Name: 'FunctionName', Value: functionName },
          { Name: 'Resource', Value: `${functionName}:${version}` },
        ],
      },
      Period: DAY_SECONDS,
      Stat: 'Sum',
    },
  }));
  const counts = versions.map(() => 0);
  const counted = new Set<number>();
  let token: string | undefined;
  do {
    const answer: GetMetricDataCommandOutput = await cloudWatch.send(
      new GetMetricDataCommand({
        MetricDataQueries: queries,
        StartTime: new Date(since),
        EndTime: new Date(until),
        NextToken: token,
      }),
    );
    for (const { Id = '', Values = [], StatusCode } of answer.MetricDataResults ?? []) {
      if (StatusCode === 'Forbidden' || StatusCode === 'InternalError') {
        throw new CallError('GetMetricData', 'transient', `the metrics of ${Id} are ${StatusCode}`);
      }
      const index = Number(Id.slice(1));
      if (StatusCode === 'Complete') counted.add(index);
      counts[index] = (counts[index] ?? 0) + Values.reduce((sum, value) => sum + value, 0);
    }
    token = answer.NextToken || undefined;
  } while (token !== undefined);
  // No value is no invocation only where CloudWatch says that it has looked at everything.
  const open = versions.filter((_, index) => !counted.has(index)).length;
  if (open > 0) {
    throw new CallError('GetMetricData', 'transient', `${open} of ${counts.length} are incomplete`);
  }
  return counts;
}
