import { FakeError, type FakeLambda, type FakeVersion } from './fake-lambda';

export interface WireCall {
  readonly method: string;
  readonly url: string;
  readonly target: string;
  readonly body: string;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Route {
  readonly operation: string;
  readonly method: string;
  readonly path: RegExp;
  readonly answer: (asked: Asked) => object | undefined;
  readonly status?: (asked: Asked) => number;
}

interface Asked {
  readonly fake: FakeLambda;
  readonly name: string;
  readonly query: URLSearchParams;
  readonly body: string;
}

const ofFunction = (rest: string) => new RegExp(`^/[\\d-]+/functions/([^/]+)${rest}$`);

/** https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html */
const routes: readonly Route[] = [
  {
    ...{ operation: 'ListFunctions', method: 'GET', path: /^\/2015-03-31\/functions$/ },
    answer: ({ fake, query }) => {
      const { items, next } = fake.listAllVersions(marker(query));
      return {
        // The list leaves the state out; JSON has no undefined.
        Functions: items.map(({ functionName, version }) => ({
          ...configuration(fake, functionName, version),
          ...{ State: undefined, LastUpdateStatus: undefined },
        })),
        NextMarker: next ?? null,
      };
    },
  },
  {
    ...{ operation: 'ListVersionsByFunction', method: 'GET', path: ofFunction('/versions') },
    answer: ({ fake, name, query }) => {
      const { items, next } = fake.listVersions(name, marker(query));
      return {
        Versions: items.map((version) => configuration(fake, name, version)),
        NextMarker: next ?? null,
      };
    },
  },
  {
    operation: 'ListFunctionVersionsByCapacityProvider',
    method: 'GET',
    path: /^\/2025-11-30\/capacity-providers\/([^/]+)\/function-versions$/,
    answer: ({ fake, name, query }) => {
      const { items, next } = fake.listProviderVersions(name, marker(query));
      return {
        CapacityProviderArn: providerArn(fake, name),
        FunctionVersions: items.map(({ functionName, version }) => ({
          FunctionArn: fake.arn(functionName, version.version),
          State: version.state,
        })),
        NextMarker: next,
      };
    },
  },
  {
    operation: 'GetCapacityProvider',
    method: 'GET',
    path: /^\/2025-11-30\/capacity-providers\/([^/]+)$/,
    answer: ({ fake, name }) => ({
      CapacityProvider: {
        CapacityProviderArn: providerArn(fake, name),
        State: 'Active',
        InstanceRequirements: { AllowedInstanceTypes: fake.instanceTypes(name) },
      },
    }),
  },
  {
    ...{ operation: 'ListAliases', method: 'GET', path: ofFunction('/aliases') },
    answer: ({ fake, name, query }) => {
      const { items, next } = fake.listAliases(name, marker(query));
      return {
        Aliases: items.map((alias) => ({
          AliasArn: fake.arn(name, alias.name),
          Name: alias.name,
          FunctionVersion: alias.version,
          ...(Object.keys(alias.weights).length > 0 && {
            RoutingConfig: { AdditionalVersionWeights: alias.weights },
          }),
        })),
        NextMarker: next,
      };
    },
  },
  {
    operation: 'ListProvisionedConcurrencyConfigs',
    method: 'GET',
    path: ofFunction('/provisioned-concurrency'),
    answer: ({ fake, name, query }) => {
      const { items, next } = fake.listUses('provisioned', name, marker(query));
      const configs = items.map((qualifier) => ({ FunctionArn: fake.arn(name, qualifier) }));
      return { ProvisionedConcurrencyConfigs: configs, NextMarker: next };
    },
  },
  {
    operation: 'ListFunctionEventInvokeConfigs',
    method: 'GET',
    path: ofFunction('/event-invoke-config/list'),
    answer: ({ fake, name, query }) => {
      const { items, next } = fake.listUses('invokeConfigs', name, marker(query));
      const configs = items.map((qualifier) => ({ FunctionArn: fake.arn(name, qualifier) }));
      return { FunctionEventInvokeConfigs: configs, NextMarker: next };
    },
  },
  {
    ...{ operation: 'ListFunctionUrlConfigs', method: 'GET', path: ofFunction('/urls') },
    answer: ({ fake, name, query }) => {
      const { items, next } = fake.listUses('urls', name, marker(query));
      const configs = items.map((qualifier) => ({
        FunctionArn: fake.arn(name, qualifier),
        FunctionUrl: `https://${name}.lambda-url.${fake.region}.on.aws/`,
      }));
      return { FunctionUrlConfigs: configs, NextMarker: next };
    },
  },
  {
    operation: 'ListEventSourceMappings',
    method: 'GET',
    path: /^\/2015-03-31\/event-source-mappings$/,
    answer: ({ fake, query }) => {
      const { items, next } = fake.listEventSources(marker(query));
      return {
        EventSourceMappings: items.map(({ uuid, functionName, qualifier }) => ({
          UUID: uuid,
          FunctionArn: fake.arn(functionName, qualifier),
        })),
        NextMarker: next,
      };
    },
  },
  {
    operation: 'ListDurableExecutionsByFunction',
    method: 'GET',
    path: ofFunction('/durable-executions'),
    answer: ({ fake, name, query }) => {
      const qualifier = query.get('Qualifier') ?? '$LATEST';
      const { items, next } = fake.listRunning(name, qualifier, marker(query));
      return {
        DurableExecutions: items.map((execution) => ({
          DurableExecutionArn: `${fake.arn(name, qualifier)}/durable-execution/${execution}`,
          DurableExecutionName: execution,
          FunctionArn: fake.arn(name, qualifier),
          Status: 'RUNNING',
          StartTimestamp: fake.now / 1_000,
        })),
        NextMarker: next,
      };
    },
  },
  {
    ...{ operation: 'GetPolicy', method: 'GET', path: ofFunction('/policy') },
    answer: ({ fake, name, query }) => {
      const principal = fake.getPolicy(name, query.get('Qualifier') ?? '');
      const Statement = [{ Sid: 'one', Effect: 'Allow', Principal: { Service: principal } }];
      return { Policy: JSON.stringify({ Version: '2012-10-17', Statement }) };
    },
  },
  {
    operation: 'GetFunctionScalingConfig',
    method: 'GET',
    path: ofFunction('/function-scaling-config'),
    answer: ({ fake, name, query }) => {
      const limits = fake.getLimits(name, query.get('Qualifier') ?? '');
      return { RequestedFunctionScalingConfig: limits && limitsOf(limits) };
    },
  },
  {
    operation: 'PutFunctionScalingConfig',
    method: 'PUT',
    path: ofFunction('/function-scaling-config'),
    answer: ({ fake, name, query, body }) => {
      const { FunctionScalingConfig: given } = JSON.parse(body) as {
        FunctionScalingConfig?: {
          MinExecutionEnvironments: number;
          MaxExecutionEnvironments: number;
        };
      };
      const limits = given && {
        min: given.MinExecutionEnvironments,
        max: given.MaxExecutionEnvironments,
      };
      fake.putLimits(name, query.get('Qualifier') ?? '', limits);
      return { FunctionState: limits?.max === 0 ? 'Deactivating' : 'Pending' };
    },
    status: () => 202,
  },
  {
    operation: 'GetAccountSettings',
    method: 'GET',
    path: /^\/2016-08-19\/account-settings$/,
    answer: ({ fake }) => {
      const { codeBytes, codeLimit } = fake.accountUsage();
      return {
        AccountLimit: { TotalCodeSize: codeLimit },
        AccountUsage: { TotalCodeSize: codeBytes },
      };
    },
  },
  {
    ...{ operation: 'GetFunction', method: 'GET', path: ofFunction('') },
    answer: ({ fake, name, query }) => {
      const { version, tags } = fake.getFunction(name, query.get('Qualifier') ?? undefined);
      return {
        Configuration: configuration(fake, name, version),
        ...(tags ? { Tags: tags } : { TagsError: { ErrorCode: 'AccessDenied', Message: 'no' } }),
      };
    },
  },
];

/**
 * What Lambda or CloudWatch answers.
 * @param arrives told the operation; where it says no, the call has no effect
 */
export function answerOf(
  fake: FakeLambda,
  call: WireCall,
  arrives: (operation: string) => boolean = () => true,
): WireAnswer {
  const { pathname, searchParams: query } = new URL(call.url, 'http://lambda');
  try {
    if (call.target.endsWith('.GetMetricData')) {
      return arrives('GetMetricData') ? metrics(fake, call.body) : ok({});
    }
    const path = decodeURIComponent(pathname.replace(/\/$/, ''));
    const functionName = ofFunction('').exec(path)?.[1];
    if (call.method === 'DELETE' && functionName !== undefined) {
      if (!arrives('DeleteFunction')) return ok({});
      const status = fake.delete(functionName, query.get('Qualifier') ?? undefined);
      return status === 204 ? { status, headers: {}, body: '' } : { ...ok({}), status };
    }
    const route = routes.find((each) => each.method === call.method && each.path.test(path));
    if (!route) throw new FakeError('UnknownOperationException', 404, `${call.method} ${path}`);
    if (!arrives(route.operation)) return ok({});
    const asked = { fake, name: route.path.exec(path)?.[1] ?? '', query, body: call.body };
    return { ...ok(route.answer(asked) ?? {}), status: route.status?.(asked) ?? 200 };
  } catch (error) {
    if (!(error instanceof FakeError)) throw error;
    return {
      status: error.status,
      headers: { 'content-type': 'application/json', 'x-amzn-errortype': error.code },
      body: JSON.stringify({ Type: 'User', Message: error.message, message: error.message }),
    };
  }
}

function ok(body: object): WireAnswer {
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

function marker(query: URLSearchParams): string | undefined {
  return query.get('Marker') ?? undefined;
}

function providerArn({ region, account }: FakeLambda, name: string): string {
  return `arn:aws:lambda:${region}:${account}:capacity-provider:${name}`;
}

function limitsOf({ min, max }: { min: number; max: number }) {
  return { MinExecutionEnvironments: min, MaxExecutionEnvironments: max };
}

function configuration(fake: FakeLambda, name: string, version: FakeVersion) {
  return {
    FunctionName: name,
    FunctionArn: fake.arn(name, version.version),
    Version: version.version,
    LastModified: new Date(version.publishedAt).toISOString().replace('Z', '+0000'),
    CodeSize: version.codeSize,
    MemorySize: 4096,
    Runtime: 'nodejs22.x',
    Role: `arn:aws:iam::${fake.account}:role/${name}`,
    Handler: 'index.handler',
    Timeout: 30,
    CodeSha256: 'RVhBTVBMRUVYQU1QTEVFWEFNUExFRVhBTVBMRUVYQU0=',
    TracingConfig: { Mode: 'PassThrough' },
    PackageType: 'Zip',
    Architectures: ['arm64'],
    EphemeralStorage: { Size: 512 },
    State: version.state,
    LastUpdateStatus: version.updating ? 'InProgress' : 'Successful',
    ...(version.masterArn && { MasterArn: version.masterArn }),
    ...(version.durable && { DurableConfig: { RetentionPeriodInDays: 14 } }),
    ...(version.provider && {
      CapacityProviderConfig: {
        LambdaManagedInstancesCapacityProviderConfig: {
          CapacityProviderArn: providerArn(fake, version.provider),
          ExecutionEnvironmentMemoryGiBPerVCpu: 2,
        },
      },
    }),
  };
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
function metrics(fake: FakeLambda, body: string): WireAnswer {
  const { MetricDataQueries } = JSON.parse(body) as {
    MetricDataQueries: {
      Id: string;
      MetricStat: { Metric: { Dimensions: { Name: string; Value: string }[] } };
    }[];
  };
  const versions = MetricDataQueries.map(({ MetricStat }) => {
    const resource = MetricStat.Metric.Dimensions.find(({ Name }) => Name === 'Resource');
    const [functionName = '', version = ''] = resource?.Value.split(':') ?? [];
    return { functionName, version };
  });
  const counts = fake.countInvocations(versions);
  return {
    ...ok({
      MetricDataResults: MetricDataQueries.flatMap(({ Id }, index) => {
        const StatusCode = fake.metricStatus(versions[index]?.version ?? '');
        const Values = (counts[index] ?? 0) > 0 ? [counts[index]] : [];
        return StatusCode === undefined ? [] : [{ Id, StatusCode, Values, Timestamps: [] }];
      }),
    }),
    headers: { 'content-type': 'application/x-amz-json-1.0' },
  };
}
