/**
 * Memory in MiB that Fargate offers for each number of CPU units.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size
 */
export const fargateSizes: ReadonlyMap<number, readonly number[]> = new Map([
  [256, [512, 1024, 2048]],
  [512, steps(1024, 4096, 1024)],
  [1024, steps(2048, 8192, 1024)],
  [2048, steps(4096, 16_384, 1024)],
  [4096, steps(8192, 30_720, 1024)],
  [8192, steps(16_384, 61_440, 4096)],
  [16_384, steps(32_768, 122_880, 8192)],
]);

/** The smallest size with at least this CPU and memory; the largest one where none is that large. */
export function nearestFargateSize(cpu: number, memory: number): { cpu: number; memory: number } {
  for (const [offered, memories] of fargateSizes) {
    const enough = memories.find((size) => size >= memory);
    if (offered >= cpu && enough !== undefined) return { cpu: offered, memory: enough };
  }
  return { cpu: 16_384, memory: 122_880 };
}

/** The most vCPU of a task; no task has as few CPU units, so up to here a number is one of vCPU. */
const mostVcpu = 16;

/** The smallest CPU of a task that is not below a number of CPU units, or of vCPU where it is small. */
export function nearestFargateCpu(number: number): number {
  const units = number <= mostVcpu ? number * 1024 : number;
  return [...fargateSizes.keys()].find((offered) => offered >= units) ?? 16_384;
}

/** The smallest memory of a task, with whatever CPU, that is not below a number of MiB. */
export function nearestFargateMemory(number: number): number {
  const offered = [...fargateSizes.values()].flat().sort((a, b) => a - b);
  return offered.find((memory) => memory >= number) ?? 122_880;
}

function steps(from: number, to: number, by: number): number[] {
  return Array.from({ length: (to - from) / by + 1 }, (_, index) => from + index * by);
}
