import type { HttpMethod, RestRoute } from './route-table';

/** A route that a request falls on, with what its variables stand for. */
export interface RouteMatch {
  readonly route: RestRoute;
  /** As the client sent them, still percent-encoded. */
  readonly pathParameters: Readonly<Record<string, string>>;
}

export type RestRouter = (method: string, path: string) => RouteMatch | undefined;

interface Resource {
  readonly literals: Map<string, Resource>;
  /** Children of one segment, `{id}`. */
  readonly variables: Variable[];
  /** Children of every segment that is left, `{proxy+}`. */
  readonly greedy: Variable[];
  readonly routes: Map<HttpMethod, RestRoute>;
}

interface Variable {
  readonly name: string;
  readonly resource: Resource;
}

/**
 * The verbs that a method `ANY` stands for.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-method-settings-method-request.html#setup-method-add-http-method
 */
const anyMethods: ReadonlySet<string> = new Set([
  'DELETE',
  'GET',
  'HEAD',
  'OPTIONS',
  'PATCH',
  'POST',
  'PUT',
]);

/**
 * Finds routes as a REST API does: segment by segment a literal goes before `{variable}`, and that
 * before `{greedy+}`, which takes one segment or more. A resource counts only where it has the verb
 * or `ANY`; otherwise the next best one does. Slashes at the end are ignored, those at the start are one.
 */
export function createRestRouter(routes: readonly RestRoute[]): RestRouter {
  const root = newResource();
  for (const route of routes) {
    resourceAt(root, segmentsOf(route.path)).routes.set(route.method, route);
  }
  return (method, path) => search(root, method, segmentsOf(path), 0, []);
}

function newResource(): Resource {
  return { literals: new Map(), variables: [], greedy: [], routes: new Map() };
}

/** The resource of a route's path, made where it is missing. */
function resourceAt(root: Resource, segments: readonly string[]): Resource {
  return segments.reduce((parent, segment) => {
    const [, name, plus] = /^\{([^}+]+)(\+)?\}$/.exec(segment) ?? [];
    if (name !== undefined) return variableOf(plus ? parent.greedy : parent.variables, name);
    const child = parent.literals.get(segment) ?? newResource();
    parent.literals.set(segment, child);
    return child;
  }, root);
}

function variableOf(siblings: Variable[], name: string): Resource {
  const existing = siblings.find((sibling) => sibling.name === name);
  if (existing) return existing.resource;
  const resource = newResource();
  siblings.push({ name, resource });
  return resource;
}

type Parameter = readonly [name: string, value: string];

function search(
  resource: Resource,
  method: string,
  segments: readonly string[],
  from: number,
  parameters: readonly Parameter[],
): RouteMatch | undefined {
  const segment = segments[from];
  if (segment === undefined) return matchOf(resource, method, parameters);
  const literal = resource.literals.get(segment);
  const found = literal && search(literal, method, segments, from + 1, parameters);
  if (found) return found;
  if (segment !== '') {
    for (const { name, resource: child } of resource.variables) {
      const match = search(child, method, segments, from + 1, [...parameters, [name, segment]]);
      if (match) return match;
    }
  }
  for (const { name, resource: child } of resource.greedy) {
    const rest = segments.slice(from).join('/');
    const match = matchOf(child, method, [...parameters, [name, rest]]);
    if (match) return match;
  }
  return undefined;
}

function matchOf(
  { routes }: Resource,
  method: string,
  parameters: readonly Parameter[],
): RouteMatch | undefined {
  const route =
    routes.get(method as HttpMethod) ?? (anyMethods.has(method) ? routes.get('ANY') : undefined);
  return route && { route, pathParameters: Object.fromEntries(parameters) };
}

function segmentsOf(path: string): string[] {
  let start = 0;
  let end = path.length;
  while (path[start] === '/') start += 1;
  while (end > start && path[end - 1] === '/') end -= 1;
  return start === end ? [] : path.slice(start, end).split('/');
}
