import type { DomainMapping } from './route-table';

/** What a custom domain makes of a request. */
export type DomainEntry =
  /** The mapping with the longest base path, and the path without it. */
  { readonly mapping: DomainMapping; readonly path: string } | { readonly unmappedDomain: string };

/**
 * What a custom domain makes of a request; undefined where the host is no custom domain. An exact name
 * goes before a wildcard, the longest base path before others, and base paths match whole segments.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html
 */
export function enterDomain(
  mappings: readonly DomainMapping[],
  host: string | undefined,
  path: string,
): DomainEntry | undefined {
  const domainName = host === undefined ? undefined : domainOf(mappings, host);
  if (domainName === undefined) return undefined;
  const trimmed = `/${path.replace(/^\/+/, '')}`;
  const [mapping] = mappings
    .filter((one) => one.domainName === domainName)
    .filter(({ basePath }) => basePath === '' || `${trimmed}/`.startsWith(`/${basePath}/`))
    .sort((a, b) => b.basePath.length - a.basePath.length);
  if (!mapping) return { unmappedDomain: domainName };
  const { basePath } = mapping;
  return { mapping, path: basePath === '' ? path : trimmed.slice(basePath.length + 1) || '/' };
}

/** Whether a host is a custom domain, by its name or by a wildcard. */
export function isMappedHost(mappings: readonly DomainMapping[], host: string): boolean {
  return domainOf(mappings, host) !== undefined;
}

function domainOf(mappings: readonly DomainMapping[], host: string): string | undefined {
  const name = host.toLowerCase().replace(/:\d+$/, '');
  const names = mappings.map(({ domainName }) => domainName);
  const wildcard = `*${name.slice(name.indexOf('.'))}`;
  return (
    names.find((domainName) => domainName.toLowerCase() === name) ??
    names.find((domainName) => domainName.toLowerCase() === wildcard)
  );
}
