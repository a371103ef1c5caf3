/** An error as Lambda answers it. */
export class FakeError extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

export interface FakeVersion {
  readonly version: string;
  /** Milliseconds. */
  publishedAt: number;
  codeSize: number;
  state: string;
  updating: boolean;
  durable: boolean;
  masterArn?: string;
  /** In its master's region nothing but a refused delete shows that it has replicas. */
  hasReplicas?: boolean;
  provider?: string;
  limits?: { min: number; max: number };
  /** How often a version that is being deleted still shows. */
  looksUntilGone: number;
}

export interface FakeFunction {
  readonly name: string;
  readonly versions: Map<string, FakeVersion>;
  readonly aliases: Map<string, { version: string; weights: Record<string, number> }>;
  readonly provisioned: Set<string>;
  readonly invokeConfigs: Set<string>;
  readonly urls: Set<string>;
  readonly policies: Map<string, string>;
  readonly running: Map<string, string[]>;
  readonly invocations: Map<string, number>;
  readonly tags: Record<string, string>;
  published: number;
}

/** One call, as it arrives. */
export interface FakeCall {
  readonly operation: string;
  readonly functionName?: string;
  readonly qualifier?: string;
}

interface Listed<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

/**
 * Lambda in memory, with what is unpleasant about it: pages of 50, deletes that take their time, lists
 * that leave out the state, and no word about a version that an alias merely weighs.
 */
export class FakeLambda {
  readonly functions = new Map<string, FakeFunction>();
  readonly eventSources: { uuid: string; functionName: string; qualifier: string }[] = [];
  readonly providers = new Map<string, readonly string[]>();
  readonly calls: FakeCall[] = [];
  /** Whether calls are written down. */
  recording = true;
  /** Runs before each call; what it throws is the answer. */
  before: (call: FakeCall) => void = () => undefined;
  /** What CloudWatch says of the metric of a version; it leaves out what is undefined. */
  metricStatus: (version: string) => string | undefined = () => 'Complete';
  /** Runs when a call deletes a version, before it is gone. */
  onDelete: (functionName: string, version: string) => void = () => undefined;
  /** How often a version on a provider still shows once it is being deleted. */
  looksUntilGone = 2;
  pageSize = 50;
  /** GetFunction leaves the tags out for callers without lambda:ListTags. */
  hidesTags = false;
  readonly account = '111122223333';

  constructor(
    readonly region = 'eu-central-1',
    public now = Date.UTC(2026, 5, 1),
  ) {}

  addFunction(name: string): FakeFunction {
    const made: FakeFunction = {
      name,
      versions: new Map(),
      aliases: new Map(),
      provisioned: new Set(),
      invokeConfigs: new Set(),
      urls: new Set(),
      policies: new Map(),
      running: new Map(),
      invocations: new Map(),
      tags: {},
      published: 0,
    };
    made.versions.set('$LATEST', this.version('$LATEST', {}));
    this.functions.set(name, made);
    return made;
  }

  publish(name: string, changes: Partial<FakeVersion> = {}): string {
    const of = this.get(name);
    of.published += 1;
    const version = String(of.published);
    of.versions.set(version, this.version(version, changes));
    if (changes.provider && !of.versions.has('$LATEST.PUBLISHED')) {
      of.versions.set('$LATEST.PUBLISHED', this.version('$LATEST.PUBLISHED', changes));
    }
    return version;
  }

  get(name: string): FakeFunction {
    const of = this.functions.get(name);
    if (!of) throw new FakeError('ResourceNotFoundException', 404, `Function not found: ${name}`);
    return of;
  }

  /** Numbers of the published versions, the oldest first. */
  published(name: string): string[] {
    const of = this.functions.get(name);
    return [...(of?.versions.values() ?? [])]
      .filter(({ version, state }) => /^\d+$/.test(version) && state !== 'Deleting')
      .map(({ version }) => version);
  }

  arn(name: string, qualifier?: string): string {
    const arn = `arn:aws:lambda:${this.region}:${this.account}:function:${name}`;
    return qualifier ? `${arn}:${qualifier}` : arn;
  }

  listAllVersions(marker?: string): Listed<{ functionName: string; version: FakeVersion }> {
    this.called({ operation: 'ListFunctions' });
    const from = Number(marker ?? 0);
    const items: { functionName: string; version: FakeVersion }[] = [];
    // Functions before the page are passed over as a whole: an account has thousands of them.
    let passed = 0;
    for (const { name, versions } of this.functions.values()) {
      if (passed + versions.size <= from) {
        passed += versions.size;
        continue;
      }
      for (const version of versions.values()) {
        if (items.length === this.pageSize) return { items, next: String(from + this.pageSize) };
        if (passed >= from) items.push({ functionName: name, version });
        passed += 1;
      }
    }
    return { items };
  }

  listVersions(functionName: string, marker?: string): Listed<FakeVersion> {
    this.called({ operation: 'ListVersionsByFunction', functionName });
    return this.page([...this.get(functionName).versions.values()], marker);
  }

  listProviderVersions(
    provider: string,
    marker?: string,
  ): Listed<{ functionName: string; version: FakeVersion }> {
    this.called({ operation: 'ListFunctionVersionsByCapacityProvider' });
    if (!this.providers.has(provider)) {
      throw new FakeError(
        'ResourceNotFoundException',
        404,
        `Capacity provider not found: ${provider}`,
      );
    }
    const on = [...this.functions.values()].flatMap(({ name, versions }) =>
      [...versions.values()]
        .filter((version) => version.provider === provider)
        .map((version) => ({ functionName: name, version })),
    );
    return this.page(on, marker);
  }

  listAliases(
    functionName: string,
    marker?: string,
  ): Listed<{ name: string; version: string; weights: Record<string, number> }> {
    this.called({ operation: 'ListAliases', functionName });
    const aliases = [...this.get(functionName).aliases];
    return this.page(
      aliases.map(([name, { version, weights }]) => ({ name, version, weights: { ...weights } })),
      marker,
    );
  }

  listUses(
    kind: 'provisioned' | 'invokeConfigs' | 'urls',
    functionName: string,
    marker?: string,
  ): Listed<string> {
    const operations = {
      provisioned: 'ListProvisionedConcurrencyConfigs',
      invokeConfigs: 'ListFunctionEventInvokeConfigs',
      urls: 'ListFunctionUrlConfigs',
    };
    this.called({ operation: operations[kind], functionName });
    return this.page([...this.get(functionName)[kind]], marker);
  }

  listEventSources(marker?: string): Listed<FakeLambda['eventSources'][number]> {
    this.called({ operation: 'ListEventSourceMappings' });
    return this.page(this.eventSources, marker, 100);
  }

  listRunning(functionName: string, qualifier: string, marker?: string): Listed<string> {
    this.called({ operation: 'ListDurableExecutionsByFunction', functionName, qualifier });
    return this.page(this.get(functionName).running.get(qualifier) ?? [], marker);
  }

  getPolicy(functionName: string, qualifier: string): string {
    this.called({ operation: 'GetPolicy', functionName, qualifier });
    const policy = this.get(functionName).policies.get(qualifier);
    if (policy !== undefined) return policy;
    throw new FakeError(
      'ResourceNotFoundException',
      404,
      'The resource you requested does not exist.',
    );
  }

  getFunction(
    functionName: string,
    qualifier = '$LATEST',
  ): { version: FakeVersion; tags?: Record<string, string> } {
    this.called({ operation: 'GetFunction', functionName, qualifier });
    const of = this.get(functionName);
    const version = of.versions.get(qualifier);
    if (version?.state === 'Deleting') {
      if (version.looksUntilGone <= 0) of.versions.delete(qualifier);
      version.looksUntilGone -= 1;
    }
    if (version === undefined || !of.versions.has(qualifier)) {
      throw new FakeError(
        'ResourceNotFoundException',
        404,
        `Function not found: ${this.arn(functionName, qualifier)}`,
      );
    }
    return { version, ...(!this.hidesTags && { tags: of.tags }) };
  }

  getLimits(functionName: string, qualifier: string): FakeVersion['limits'] {
    this.called({ operation: 'GetFunctionScalingConfig', functionName, qualifier });
    return this.get(functionName).versions.get(qualifier)?.limits;
  }

  putLimits(
    functionName: string,
    qualifier: string,
    limits: { min: number; max: number } | undefined,
  ): void {
    this.called({ operation: 'PutFunctionScalingConfig', functionName, qualifier });
    const version = this.get(functionName).versions.get(qualifier);
    if (!version) throw new FakeError('ResourceNotFoundException', 404, 'Function not found');
    if (version.provider === undefined || version.state === 'Failed') {
      throw new FakeError('ResourceConflictException', 409, 'The function cannot be scaled');
    }
    if (limits) version.limits = limits;
    else delete version.limits;
    version.state = limits?.max === 0 ? 'Deactivated' : 'Active';
  }

  instanceTypes(provider: string): readonly string[] {
    this.called({ operation: 'GetCapacityProvider' });
    const types = this.providers.get(provider);
    if (types) return types;
    throw new FakeError(
      'ResourceNotFoundException',
      404,
      `Capacity provider not found: ${provider}`,
    );
  }

  accountUsage(): { codeBytes: number; codeLimit: number } {
    this.called({ operation: 'GetAccountSettings' });
    let codeBytes = 0;
    for (const { versions } of this.functions.values()) {
      for (const { codeSize } of versions.values()) codeBytes += codeSize;
    }
    return { codeBytes, codeLimit: 75 * 1024 ** 3 };
  }

  countInvocations(versions: readonly { functionName: string; version: string }[]): number[] {
    this.called({ operation: 'GetMetricData' });
    return versions.map(
      ({ functionName, version }) =>
        this.functions.get(functionName)?.invocations.get(version) ?? 0,
    );
  }

  /** 204, or 202 for a version on a provider. */
  delete(functionName: string, qualifier?: string): 202 | 204 {
    this.called({ operation: 'DeleteFunction', functionName, qualifier });
    const of = this.get(functionName);
    if (!qualifier) {
      this.functions.delete(functionName);
      return 204;
    }
    const version = of.versions.get(qualifier);
    if (qualifier === '$LATEST') {
      throw new FakeError(
        'InvalidParameterValueException',
        400,
        '$LATEST version cannot be deleted without deleting the function.',
      );
    }
    if (version === undefined) return 204;
    const aliases = [...of.aliases].filter(([, alias]) => alias.version === qualifier);
    if (aliases.length > 0) {
      const names = aliases.map(([name]) => name).join(', ');
      throw new FakeError(
        'ResourceConflictException',
        409,
        `Unable to delete version because the following aliases reference it: [${names}]`,
      );
    }
    if (version.masterArn !== undefined || version.hasReplicas) {
      throw new FakeError(
        'InvalidParameterValueException',
        400,
        `Lambda was unable to delete ${this.arn(functionName, qualifier)} because it is a replicated function.`,
      );
    }
    this.onDelete(functionName, qualifier);
    if (version.provider === undefined) {
      of.versions.delete(qualifier);
      return 204;
    }
    version.state = 'Deleting';
    version.looksUntilGone = this.looksUntilGone;
    return 202;
  }

  private version(version: string, changes: Partial<FakeVersion>): FakeVersion {
    return {
      publishedAt: this.now,
      codeSize: 1_000_000,
      state: 'Active',
      updating: false,
      durable: false,
      looksUntilGone: 0,
      ...changes,
      ...{ version },
    };
  }

  private called(call: FakeCall): void {
    if (this.recording) this.calls.push(call);
    this.before(call);
  }

  private page<T>(all: readonly T[], marker: string | undefined, size = this.pageSize): Listed<T> {
    const from = Number(marker ?? 0);
    const items = all.slice(from, from + size);
    return from + size < all.length ? { items, next: String(from + size) } : { items };
  }
}
