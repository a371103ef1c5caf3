import { createRestRouter } from '../rest-router';
import type { RestApi, RestRoute } from '../route-table';
import type { RouteMistake } from './route-mistake';

const verbs = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

/** Verbs that a protected resource lacks, and that a less protected route serves in its place. */
export function verbFallThrough(restApis: readonly RestApi[]): RouteMistake[] {
  return restApis.flatMap((api) => {
    const route = createRestRouter(api.routes);
    const byPath = routesByPath(api.routes);
    const depth = Math.max(0, ...api.routes.map(({ path }) => path.split('/').length));
    return [...byPath].flatMap(([path, own]) => {
      const strictest = strictestOf(own);
      if (!strictest || own.some(({ method }) => method === 'ANY')) return [];
      const missing = verbs.filter((verb) => !own.some(({ method }) => method === verb));
      const falls = new Map<RestRoute, string[]>();
      for (const verb of missing) {
        for (const example of examplesOf(path, depth)) {
          const { route: found } = route(verb, example);
          if (!found || found.path === path || !isOpener(found, strictest)) continue;
          const already = falls.get(found) ?? [];
          if (!already.includes(verb)) falls.set(found, [...already, verb]);
        }
      }
      return [...falls].map(([open, served]) => mistake(api, strictest, served, open));
    });
  });
}

function routesByPath(routes: readonly RestRoute[]): ReadonlyMap<string, readonly RestRoute[]> {
  const byPath = new Map<string, RestRoute[]>();
  for (const route of routes) {
    const same = byPath.get(route.path);
    if (same) same.push(route);
    else byPath.set(route.path, [route]);
  }
  return byPath;
}

function mistake(
  { name: restApi }: RestApi,
  strictest: RestRoute,
  served: readonly string[],
  open: RestRoute,
): RouteMistake {
  const { method, path } = strictest;
  const target = `${open.method} ${open.path}`;
  return {
    rule: 'SLP2601',
    message:
      `${served.join(', ')} ${path} ${served.length === 1 ? 'falls' : 'fall'} through to ${target}, ` +
      `which asks for ${protectionText(open)}, while ${method} ${path} asks for ${protectionText(strictest)}`,
    fix: `add ANY ${path} that asks for the same, or let ${target} ask for it`,
    subject: { kind: 'route', restApi, method, path },
  };
}

/** The route that asks for most; undefined where none asks for anything. */
function strictestOf(routes: readonly RestRoute[]): RestRoute | undefined {
  const asks = ({ authorization, apiKeyRequired }: RestRoute) =>
    (authorization === 'NONE' ? 0 : 2) + (apiKeyRequired ? 1 : 0);
  const [strictest] = [...routes].sort((a, b) => asks(b) - asks(a));
  return strictest && asks(strictest) > 0 ? strictest : undefined;
}

function isOpener(route: RestRoute, than: RestRoute): boolean {
  return (
    (than.authorization !== 'NONE' && route.authorization === 'NONE') ||
    (than.apiKeyRequired && !route.apiKeyRequired)
  );
}

function protectionText({ authorization, apiKeyRequired, authorizer }: RestRoute): string {
  const parts = [
    ...(authorization === 'NONE'
      ? []
      : [authorizer ? `the authorizer ${authorizer.name}` : inWords(authorization)]),
    ...(apiKeyRequired ? ['an API key'] : []),
  ];
  return parts.join(' and ') || 'nothing';
}

function inWords(authorization: RestRoute['authorization']): string {
  return authorization === 'UNKNOWN' ? 'what nobody can say' : authorization;
}

/** A segment that no route has as a literal. */
const unnamed = '\u0001';

/** Paths of a resource: one, or for a greedy variable one of each length up to the deepest route. */
function examplesOf(path: string, depth: number): string[] {
  const plain = path.replace(/\{[^}+]+\}/g, unnamed);
  const greedy = /\{[^}]+\+\}$/;
  if (!greedy.test(plain)) return [plain];
  const missing = Math.max(1, depth - plain.split('/').length + 1);
  return Array.from({ length: missing }, (_, at) =>
    plain.replace(greedy, Array.from({ length: at + 1 }, () => unnamed).join('/')),
  );
}
