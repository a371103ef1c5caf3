/**
 * Resources that a REST API can have, the root among them.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
 */
export const resourceLimit = 300;

/**
 * Resources up to which a REST API is given services: the rest is room for branches that add some at
 * the same time, and for base paths that get deeper.
 */
export const resourceFill = 255;

/** Every segment of a base path from the first: `/a` and `/a/b` of `/a/b`. */
export function prefixesOf(basePath: string): string[] {
  const segments = basePath.split('/');
  return segments.slice(1).map((_, position) => segments.slice(0, position + 2).join('/'));
}

/** The resources of one REST API, by the base paths that it serves. */
export class ApiResources {
  /** Paths that are resources because of a base path: itself and what it stands below. */
  private readonly prefixes = new Set<string>();
  private readonly basePaths = new Set<string>();

  add(basePath: string): void {
    this.basePaths.add(basePath);
    for (const prefix of prefixesOf(basePath)) this.prefixes.add(prefix);
  }

  /** A resource for the root, for every segment of a base path, and for all below each base path. */
  get count(): number {
    return 1 + this.prefixes.size + this.basePaths.size;
  }

  /** What `count` would be with one more base path. */
  countWith(basePath: string): number {
    const added = prefixesOf(basePath).filter((prefix) => !this.prefixes.has(prefix)).length;
    return this.count + added + (this.basePaths.has(basePath) ? 0 : 1);
  }

  /** Whether the API serves the path itself, something above it or something below it. */
  overlaps(basePath: string): boolean {
    return (
      this.prefixes.has(basePath) ||
      prefixesOf(basePath).some((prefix) => this.basePaths.has(prefix))
    );
  }
}
