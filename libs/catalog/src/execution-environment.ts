import type { FunctionSettings } from './service';

/** What one execution environment of a function has on a capacity provider. */
export interface ExecutionEnvironment {
  readonly vcpu: number;
  /** GiB. */
  readonly memory: number;
  /** GiB for each vCPU. */
  readonly memoryPerVcpu: number;
}

type Sized = Pick<FunctionSettings, 'memory' | 'memoryPerVcpu'>;

/** The size of a function's execution environments on a capacity provider. */
export function executionEnvironment({ memory, memoryPerVcpu = 2 }: Sized): ExecutionEnvironment {
  const gib = memory / 1024;
  return { vcpu: gib / memoryPerVcpu, memory: gib, memoryPerVcpu };
}

interface ManagedRuntime {
  readonly family: RegExp;
  readonly oldest: string;
  readonly since: readonly [major: number, minor: number];
  /** Requests that an environment takes at once for each vCPU where nothing is said, as far as it is published. */
  readonly concurrencyPerVcpu?: number;
}

/**
 * Runtimes that run on capacity providers.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-runtimes.html
 */
const managedRuntimes: readonly ManagedRuntime[] = [
  {
    family: /^nodejs(\d+)\.x$/,
    oldest: 'nodejs22.x',
    since: [22, 0],
    concurrencyPerVcpu: 64,
  },
  {
    family: /^python(\d+)\.(\d+)$/,
    oldest: 'python3.13',
    since: [3, 13],
    concurrencyPerVcpu: 16,
  },
  { family: /^java(\d+)$/, oldest: 'java21', since: [21, 0], concurrencyPerVcpu: 32 },
  { family: /^dotnet(\d+)$/, oldest: 'dotnet8', since: [8, 0], concurrencyPerVcpu: 32 },
  { family: /^provided\.al(\d+)$/, oldest: 'provided.al2023', since: [2023, 0] },
];

/** Whether functions of a runtime run on capacity providers. */
export function runsManaged(runtime: string): boolean {
  return managedRuntime(runtime) !== undefined;
}

/** The oldest runtime on capacity providers of the same language; undefined where the language has none. */
export function oldestManaged(runtime: string): string | undefined {
  return managedRuntimes.find(({ family }) => family.test(runtime))?.oldest;
}

/** Requests that an environment takes at once where the function says nothing; undefined where AWS does not say. */
export function managedConcurrency(runtime: string, vcpu: number): number | undefined {
  const perVcpu = managedRuntime(runtime)?.concurrencyPerVcpu;
  return perVcpu && perVcpu * vcpu;
}

function managedRuntime(runtime: string): ManagedRuntime | undefined {
  return managedRuntimes.find(({ family, since: [major, minor] }) => {
    const match = family.exec(runtime);
    if (!match) return false;
    const [ofMajor = 0, ofMinor = 0] = match.slice(1).map(Number);
    return ofMajor > major || (ofMajor === major && ofMinor >= minor);
  });
}
