/**
 * What a service's ALB rule takes: the base path, and everything below. `/quotes/*` alone leaves out
 * `/quotes`, and `/quotes*` takes `/quotes-admin`.
 */
export function pathPatterns(basePath: string): readonly string[] {
  return [basePath, `${basePath}/*`];
}
