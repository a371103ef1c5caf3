import type { Stage } from '@slipway/catalog';
import type { UrlRewrite } from '@slipway/routing';

/**
 * What a service's ALB rule takes: the base path, and everything below. `/quotes/*` alone leaves out
 * `/quotes`, and `/quotes*` takes `/quotes-admin`. With `link: v2` the same stands below the name of
 * the API stage too, which API Gateway may put in front.
 */
export function pathPatterns(basePath: string, { name, ingress }: StageLink): readonly string[] {
  const patterns = [basePath, `${basePath}/*`];
  if (ingress.link === 'v1') return patterns;
  return [...patterns, ...patterns.map((pattern) => `/${name}${pattern}`)];
}

/** Takes the name of the API stage away, so that a service sees one path whatever API Gateway sends. */
export function urlRewrite({ name, ingress }: StageLink): UrlRewrite | undefined {
  return ingress.link === 'v1' ? undefined : { regex: `^/${name}(/.*)$`, replace: '$1' };
}

type StageLink = Pick<Stage, 'name' | 'ingress'>;
