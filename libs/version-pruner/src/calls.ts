import type { AliasRecord, EnvironmentLimits, QualifierUse, VersionRecord } from './inventory';

/** Part of a list, and where the next part begins. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

/** A version and the name of its function. */
export interface FunctionVersionRecord {
  readonly functionName: string;
  readonly record: VersionRecord;
}

/** One version whose invocations are asked for. */
export interface VersionName {
  readonly functionName: string;
  readonly version: string;
}

export interface AccountUsage {
  /** Bytes of code storage in use and at most. */
  readonly codeBytes: number;
  readonly codeLimit: number;
}

/** What GetFunction says of a function or a version. */
export interface FunctionDetails {
  readonly state: string;
  /** Absent where the caller may not read them. */
  readonly tags?: Readonly<Record<string, string>>;
}

/** Every call to AWS that pruning makes. All throw {@link CallError}. */
export interface PrunerCalls {
  /** Versions of all functions, in pages of 50. */
  listAllVersions(marker?: string): Promise<Page<FunctionVersionRecord>>;
  listProviderVersions(
    provider: string,
    marker?: string,
  ): Promise<Page<VersionName & { readonly state: string }>>;
  listVersions(functionName: string, marker?: string): Promise<Page<VersionRecord>>;
  listAliases(functionName: string, marker?: string): Promise<Page<AliasRecord>>;
  listProvisioned(functionName: string, marker?: string): Promise<Page<QualifierUse>>;
  listInvokeConfigs(functionName: string, marker?: string): Promise<Page<QualifierUse>>;
  listUrls(functionName: string, marker?: string): Promise<Page<QualifierUse>>;
  /** Mappings of all functions. */
  listEventSources(
    marker?: string,
  ): Promise<Page<QualifierUse & { readonly functionName: string }>>;
  /** Names of durable executions of a version that have not ended. */
  listRunning(functionName: string, version: string, marker?: string): Promise<Page<string>>;
  /** Who the policy of a version lets in; empty where it has none. */
  getPolicy(functionName: string, version: string): Promise<readonly string[]>;
  /** Undefined where it does not exist. */
  getFunction(functionName: string, version?: string): Promise<FunctionDetails | undefined>;
  /** Undefined where the version has no limits of its own. */
  getLimits(functionName: string, version: string): Promise<EnvironmentLimits | undefined>;
  /** Instance types that a provider may start; empty where Lambda chooses. */
  getInstanceTypes(provider: string): Promise<readonly string[]>;
  getAccountUsage(): Promise<AccountUsage>;
  /** Invocations of up to 500 versions since a time, in their order. */
  countInvocations(
    versions: readonly VersionName[],
    since: number,
    until: number,
  ): Promise<readonly number[]>;
  /** Whether the version is gone, or going. */
  deleteVersion(functionName: string, version: string): Promise<'deleted' | 'deleting'>;
  /** Limits of AWS's own where none are given. */
  putLimits(functionName: string, version: string, limits?: EnvironmentLimits): Promise<void>;
}

/** Versions that one question for invocations may name: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
export const MOST_METRICS = 500;

/**
 * What kind of no a call got. `absent`: there is nothing of that name. `conflict`: it is in use or
 * changing. `replica`: a replica of Lambda@Edge. `transient`: AWS or the network failed, and nobody
 * knows whether the call had its effect. `late`: the run's time is over, and nothing was asked.
 */
export type CallFailure =
  'throttled' | 'denied' | 'absent' | 'conflict' | 'replica' | 'transient' | 'late' | 'refused';

/** A call that got no answer, or a no. */
export class CallError extends Error {
  override readonly name = 'CallError';

  constructor(
    /** The API operation: `ListAliases`. */
    readonly operation: string,
    readonly failure: CallFailure,
    message: string,
  ) {
    super(`${operation}: ${message}`);
  }
}

/** Every item of a list, in all its pages. */
export async function allOf<T>(page: (marker?: string) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  let marker: string | undefined;
  do {
    const { items: found, next } = await page(marker);
    for (const item of found) items.push(item);
    marker = next;
  } while (marker !== undefined);
  return items;
}
