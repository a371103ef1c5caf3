import type { PrunerCalls } from '../calls';
import type * as library from '../index';
import type { VersionRecord } from '../inventory';
import { FakeError, type FakeLambda, type FakeVersion } from './fake-lambda';

/** What the fake's errors are to the library. */
const failures: Readonly<Record<string, library.CallFailure>> = {
  TooManyRequestsException: 'throttled',
  AccessDeniedException: 'denied',
  ResourceNotFoundException: 'absent',
  ResourceConflictException: 'conflict',
  ServiceException: 'transient',
};

/**
 * Calls straight into the fake, without HTTP.
 * @param CallError of the library under test, which may be a changed copy
 */
export function directCalls(fake: FakeLambda, CallError: typeof library.CallError): PrunerCalls {
  const ask = async <T>(operation: string, answer: () => T): Promise<T> => {
    try {
      return answer();
    } catch (error) {
      if (!(error instanceof FakeError)) throw error;
      const failure = error.message.includes('replicated function')
        ? 'replica'
        : (failures[error.code] ?? 'refused');
      throw new CallError(operation, failure, `${error.code}: ${error.message}`);
    }
  };
  const unlessAbsent = async <T>(absent: T, asked: Promise<T>): Promise<T> => {
    try {
      return await asked;
    } catch (error) {
      if (error instanceof CallError && error.failure === 'absent') return absent;
      throw error;
    }
  };
  const convert = <From, To>(
    { items, next }: { readonly items: readonly From[]; readonly next?: string },
    each: (item: From) => To,
  ) => ({ items: items.map(each), ...(next && { next }) });
  const operations = {
    provisioned: 'ListProvisionedConcurrencyConfigs',
    invokeConfigs: 'ListFunctionEventInvokeConfigs',
    urls: 'ListFunctionUrlConfigs',
  };
  const uses = (kind: keyof typeof operations, name: string, marker?: string) =>
    ask(operations[kind], () =>
      convert(fake.listUses(kind, name, marker), (qualifier) => ({ qualifier, what: kind })),
    );
  return {
    listAllVersions: (marker) =>
      ask('ListFunctions', () =>
        convert(fake.listAllVersions(marker), ({ functionName, version }) => ({
          functionName,
          // ListFunctions leaves the state out.
          record: { ...recordOf(version), state: undefined },
        })),
      ),
    listProviderVersions: (provider, marker) =>
      ask('ListFunctionVersionsByCapacityProvider', () =>
        convert(fake.listProviderVersions(provider, marker), ({ functionName, version }) => ({
          ...{ functionName, version: version.version, state: version.state },
        })),
      ),
    listVersions: (name, marker) =>
      ask('ListVersionsByFunction', () => convert(fake.listVersions(name, marker), recordOf)),
    listAliases: (name, marker) => ask('ListAliases', () => fake.listAliases(name, marker)),
    listProvisioned: (name, marker) => uses('provisioned', name, marker),
    listInvokeConfigs: (name, marker) => uses('invokeConfigs', name, marker),
    listUrls: (name, marker) => uses('urls', name, marker),
    listEventSources: (marker) =>
      ask('ListEventSourceMappings', () =>
        convert(fake.listEventSources(marker), ({ uuid, functionName, qualifier }) => ({
          ...{ functionName, qualifier, what: `event source mapping ${uuid}` },
        })),
      ),
    listRunning: (name, version, marker) =>
      ask('ListDurableExecutionsByFunction', () => fake.listRunning(name, version, marker)),
    getPolicy: (name, version) =>
      unlessAbsent(
        [],
        ask('GetPolicy', () => [fake.getPolicy(name, version)]),
      ),
    getFunction: (name, version) =>
      unlessAbsent(
        undefined,
        ask('GetFunction', () => {
          const { version: found, tags } = fake.getFunction(name, version);
          return { state: found.state, ...(tags && { tags: { ...tags } }) };
        }),
      ),
    getLimits: (name, version) =>
      ask('GetFunctionScalingConfig', () => fake.getLimits(name, version)),
    getInstanceTypes: (provider) => ask('GetCapacityProvider', () => fake.instanceTypes(provider)),
    getAccountUsage: () => ask('GetAccountSettings', () => fake.accountUsage()),
    countInvocations: (versions) => ask('GetMetricData', () => fake.countInvocations(versions)),
    deleteVersion: (name, version) =>
      ask('DeleteFunction', () => (fake.delete(name, version) === 202 ? 'deleting' : 'deleted')),
    putLimits: (name, version, limits) =>
      ask('PutFunctionScalingConfig', () =>
        fake.putLimits(name, version, limits && { min: limits.min, max: limits.max ?? 0 }),
      ),
  };
}

function recordOf(version: FakeVersion): VersionRecord {
  const { masterArn, provider } = version;
  return {
    version: version.version,
    publishedAt: version.publishedAt,
    codeSize: version.codeSize,
    state: version.state,
    updating: version.updating,
    durable: version.durable,
    ...(masterArn !== undefined && { masterArn }),
    ...(provider !== undefined && { provider: { name: provider, vcpu: 2 } }),
  };
}
