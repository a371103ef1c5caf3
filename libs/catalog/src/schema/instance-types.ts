import type { Architecture } from '../service';

/** What the instance types of one family have in common. */
export interface InstanceFamily {
  readonly architecture: Architecture;
  /** GiB of memory for each vCPU. */
  readonly memoryPerVcpu: number;
}

/** One instance type. */
export interface InstanceSize extends InstanceFamily {
  readonly vcpu: number;
  /** GiB. */
  readonly memory: number;
}

/** Families by name, `m7g`. */
export type InstanceFamilies = Readonly<Record<string, InstanceFamily>>;

const memoryPerVcpu = { c: 2, m: 4, r: 8 } as const;
const generations: readonly (readonly [name: string, architecture: Architecture])[] = [
  ...['6g', '7g', '8g', '9g'].map((name) => [name, 'arm64'] as const),
  ...['6a', '6i', '7a', '7i', '8a', '8i'].map((name) => [name, 'x86_64'] as const),
];

/**
 * Families of which Lambda runs instances; which of them a region has is on its page of prices, and a
 * stage adds what is missing here.
 * https://aws.amazon.com/lambda/pricing/
 */
export const knownFamilies: InstanceFamilies = Object.fromEntries(
  Object.entries(memoryPerVcpu).flatMap(([letter, memory]) =>
    generations.map(([name, architecture]) => [
      `${letter}${name}`,
      { architecture, memoryPerVcpu: memory },
    ]),
  ),
);

/**
 * vCPU of a size from `large` on; undefined for smaller ones, which Lambda does not run, and for `metal`.
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
export function vcpuOfSize(size: string): number | undefined {
  if (size === 'large') return 2;
  const [, times] = /^([1-9]\d?)?xlarge$/.exec(size) ?? [];
  if (times === undefined && size !== 'xlarge') return undefined;
  return 4 * Number(times ?? 1);
}

/** `['m7g', 'large']` of `m7g.large`. */
export function partsOfType(type: string): readonly [family: string, size: string] {
  const [family = '', ...size] = type.split('.');
  return [family, size.join('.')];
}

/** What an instance type offers; undefined for one of an unknown family or size. */
export function instanceSizeOf(type: string, families: InstanceFamilies): InstanceSize | undefined {
  const [name, size] = partsOfType(type);
  const family = Object.hasOwn(families, name) ? families[name] : undefined;
  const vcpu = vcpuOfSize(size);
  if (!family || vcpu === undefined) return undefined;
  return { ...family, vcpu, memory: vcpu * family.memoryPerVcpu };
}
