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

/**
 * Runtimes that run on capacity providers: family, first version, requests that an environment takes at
 * once for each vCPU where nothing is said, as far as they are published.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-runtimes.html
 */
const managedRuntimes: readonly (readonly [
  family: RegExp,
  since: readonly [major: number, minor: number],
  concurrencyPerVcpu?: number,
])[] = [
  [/^nodejs(\d+)\.x$/, [22, 0], 64],
  [/^python(\d+)\.(\d+)$/, [3, 13], 16],
  [/^java(\d+)$/, [21, 0], 32],
  [/^dotnet(\d+)$/, [8, 0], 32],
  [/^provided\.al(\d+)$/, [2023, 0]],
];

/** Whether functions of a runtime run on capacity providers. */
export function runsManaged(runtime: string): boolean {
  return managedRuntime(runtime) !== undefined;
}

/** Requests that an environment takes at once where the function says nothing; undefined where AWS does not say. */
export function managedConcurrency(runtime: string, vcpu: number): number | undefined {
  const [, , perVcpu] = managedRuntime(runtime) ?? [];
  return perVcpu && perVcpu * vcpu;
}

function managedRuntime(runtime: string) {
  return managedRuntimes.find(([family, [major, minor]]) => {
    const match = family.exec(runtime);
    if (!match) return false;
    const [ofMajor = 0, ofMinor = 0] = match.slice(1).map(Number);
    return ofMajor > major || (ofMajor === major && ofMinor >= minor);
  });
}
