/** What was read, or why it could not be. What could not be read protects. */
export type Reading<T> = { readonly value: T } | { readonly unread: string };

/** Limits to the execution environments of a version on a capacity provider. */
export interface EnvironmentLimits {
  readonly min: number;
  /** Absent where AWS sets no limit. */
  readonly max?: number;
}

/** Where a version runs, where that is a capacity provider. */
export interface VersionProvider {
  readonly name: string;
  /** vCPU of one execution environment: memory by memory per vCPU. */
  readonly vcpu: number;
}

/** A version as the lists of Lambda show it. */
export interface VersionRecord {
  /** `$LATEST`, `$LATEST.PUBLISHED` or a number. */
  readonly version: string;
  /** When it was published, in milliseconds; absent where AWS said nothing that can be read. */
  readonly publishedAt?: number;
  /** Bytes of code storage; 0 for images. */
  readonly codeSize: number;
  /** Absent where the list leaves it out, as ListFunctions does. */
  readonly state?: string;
  readonly updating?: boolean;
  /** The function that it is a replica of, for Lambda@Edge. */
  readonly masterArn?: string;
  readonly durable?: boolean;
  readonly provider?: VersionProvider;
}

export interface AliasRecord {
  readonly name: string;
  readonly version: string;
  /** Share of the traffic by further version. */
  readonly weights: Readonly<Record<string, number>>;
}

/** A resource that uses a function under a qualifier: a number, an alias, `$LATEST` or empty. */
export interface QualifierUse {
  readonly qualifier: string;
  /** Which one, for a person: the UUID of a mapping, a URL. */
  readonly what: string;
}

/** What is asked about a function as a whole. */
export interface FunctionEvidence {
  readonly aliases: readonly AliasRecord[];
  readonly provisioned: readonly QualifierUse[];
  readonly invokeConfigs: readonly QualifierUse[];
  readonly urls: readonly QualifierUse[];
  readonly eventSources: readonly QualifierUse[];
  readonly tags: Readonly<Record<string, string>>;
}

/** What is asked about one version. */
export interface VersionEvidence {
  readonly state: string;
  /** Who its resource policy lets invoke it; empty where it has none. */
  readonly policy: readonly string[];
  /** Durable executions that have not ended. */
  readonly running: readonly string[];
  /** Invocations by number in the days that the settings name. */
  readonly invocations: number;
  /** Absent for versions that have no limits of their own. */
  readonly limits: EnvironmentLimits | undefined;
}

/** Readings by what was asked; what nobody needed to know was not asked and is absent. */
export type Readings<Evidence> = { -readonly [Kind in keyof Evidence]?: Reading<Evidence[Kind]> };

/** A function with what was read of it. */
export interface FunctionInventory {
  readonly name: string;
  readonly versions: readonly VersionRecord[];
  readonly evidence: Readings<FunctionEvidence>;
  readonly ofVersion: Map<string, Readings<VersionEvidence>>;
}

/** The state of a version, from the list or asked for; undefined where it was not asked. */
export function stateOf(
  { ofVersion }: FunctionInventory,
  { version, state }: VersionRecord,
): Reading<string> | undefined {
  return state === undefined ? ofVersion.get(version)?.state : { value: state };
}
