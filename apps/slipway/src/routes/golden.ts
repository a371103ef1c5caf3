import { parseDocument, stringify } from 'yaml';
import { failed } from '../failure';
import type { RouteLine } from './route-line';

/** What is pinned of a route. */
export type PinnedRoute = Pick<RouteLine, 'auth' | 'backend' | 'timeoutMs'>;

/** Routes by `<METHOD> <path>`. */
export type PinnedRoutes = Readonly<Record<string, PinnedRoute>>;

const keys = ['auth', 'backend', 'timeoutMs'] as const;

/** The routes as they are pinned; the API stands behind a route that two have, and its API stage where it has two. */
export function pinned(lines: readonly RouteLine[]): PinnedRoutes {
  const names = lines.map(({ method, path }) => `${method} ${path}`);
  return Object.fromEntries(
    lines.map(({ restApi, apiStage, auth, backend, timeoutMs }, at) => {
      const name = names[at] ?? '';
      const same = lines.filter((_, position) => names[position] === name);
      const api = same.filter((one) => one.restApi === restApi).length > 1;
      const of = api ? `${restApi}/${apiStage}` : restApi;
      return [same.length > 1 ? `${name} of ${of}` : name, { auth, backend, timeoutMs }];
    }),
  );
}

/** The text of a file of pinned routes. */
export function formatPinned(routes: PinnedRoutes, command: string): string {
  const lines = Object.entries(routes).map(([name, route]) => {
    const value = stringify(route, { collectionStyle: 'flow', lineWidth: 0 }).trim();
    return `${stringify(name, { lineWidth: 0 }).trim()}: ${value}\n`;
  });
  return `# The routes that clients may count on, by verb and path. Written by:\n#   ${command}\n${lines.join('')}`;
}

/** Reads a file of pinned routes. Throws a Failure where it is no such file. */
export function parsePinned(file: string, text: string, fix: string): PinnedRoutes {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) {
    const { line, col } = error.linePos?.[0] ?? { line: 1, col: 1 };
    throw failed(`${file}:${line}:${col} is not YAML: ${error.message.split('\n', 1)[0]}`, fix);
  }
  const value: unknown = document.toJS() ?? {};
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw failed(`${file} has no routes by verb and path`, fix);
  }
  for (const [name, route] of Object.entries(value)) {
    if (typeof route !== 'object' || route === null || !keys.every((key) => key in route)) {
      throw failed(`${file}: \`${name}\` must have auth, backend and timeoutMs`, fix);
    }
  }
  return value as PinnedRoutes;
}

/** What became of a route between a file and the stacks. */
export type RouteChange =
  | { readonly change: 'added' | 'removed'; readonly route: string; readonly is: PinnedRoute }
  | {
      readonly change: 'changed';
      readonly route: string;
      readonly fields: readonly {
        readonly field: string;
        readonly was: string | number;
        readonly is: string | number;
      }[];
    };

/** The differences, sorted by route. */
export function changesBetween(was: PinnedRoutes, is: PinnedRoutes): RouteChange[] {
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  const pathOf = (name: string) => name.split(' ').reverse().join(' ');
  return names
    .sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1))
    .flatMap((route): RouteChange[] => {
      const [before, after] = [was[route], is[route]];
      if (!before) return after ? [{ change: 'added', route, is: after }] : [];
      if (!after) return [{ change: 'removed', route, is: before }];
      const fields = keys
        .filter((key) => before[key] !== after[key])
        .map((field) => ({ field, was: before[field], is: after[field] }));
      return fields.length > 0 ? [{ change: 'changed', route, fields }] : [];
    });
}

/** A difference in a line: `+`, `-` or `~`, the route and what it is. */
export function formatChange(one: RouteChange): string {
  if (one.change === 'changed') {
    const fields = one.fields.map(({ field, was, is }) => `${field}: ${was} → ${is}`);
    return `~ ${one.route}  ${fields.join(', ')}`;
  }
  const { auth, backend, timeoutMs } = one.is;
  return `${one.change === 'added' ? '+' : '-'} ${one.route}  auth: ${auth}, backend: ${backend}, timeoutMs: ${timeoutMs}`;
}
