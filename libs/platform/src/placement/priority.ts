import { createHash } from 'node:crypto';

/** Priorities of base paths of one depth. */
export interface PriorityBand {
  readonly first: number;
  readonly last: number;
}

const bandSize = 10_000;

/** Of listener rules. https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html */
const highestPriority = 50_000;

/**
 * The band of a base path: 40,000 to 49,999 for one segment, 10,000 less for each further one, since
 * the lower number is evaluated first and `/a/b/*` must stand before `/a/*`.
 */
export function priorityBand(basePath: string): PriorityBand {
  const first = highestPriority - bandSize * depthOf(basePath);
  return { first, last: first + bandSize - 1 };
}

/** Number of segments: 2 for `/a/b`. */
export function depthOf(basePath: string): number {
  return basePath.split('/').length - 1;
}

/**
 * A priority of the band that is not taken: the one that the name hashes to, or the next free one. The
 * hash keeps branches that add services at the same time from picking the same.
 * @throws Error where the whole band is taken, which an ALB's 100 rules cannot do
 */
export function freePriority(
  service: string,
  { first, last }: PriorityBand,
  taken: ReadonlySet<number>,
): number {
  const size = last - first + 1;
  const start = createHash('sha256').update(service).digest().readUInt32BE() % size;
  for (let step = 0; step < size; step += 1) {
    const priority = first + ((start + step) % size);
    if (!taken.has(priority)) return priority;
  }
  throw new Error(`every priority from ${first} to ${last} is taken`);
}
