import type { PassedResource } from './resolution';
import type { HttpMethod, RestRoute } from './route-table';

/** A route that a request falls on, with what its variables stand for. */
export interface RouteMatch {
  readonly route: RestRoute;
  /** As the client sent them, still percent-encoded. */
  readonly pathParameters: Readonly<Record<string, string>>;
  /** Resources that would go before, and lack the verb. */
  readonly passedOver: readonly PassedResource[];
  /** Routes that are more exact at a later segment: AWS does not say whether one of them goes before. */
  readonly rivals: readonly RestRoute[];
}

/** The route of a request, or the resources that have its path and lack its verb. */
export type RestRouter = (
  method: string,
  path: string,
) => RouteMatch | { readonly route?: undefined; readonly passedOver: readonly PassedResource[] };

interface Resource {
  readonly path: string;
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
  const root = newResource('');
  for (const route of routes) {
    resourceAt(root, segmentsOf(route.path)).routes.set(route.method, route);
  }
  return (method, path) => {
    const found: Candidate[] = [];
    search(root, segmentsOf(path), 0, { parameters: [], kinds: [] }, found);
    return best(found, method);
  };
}

function newResource(path: string): Resource {
  return { path, literals: new Map(), variables: [], greedy: [], routes: new Map() };
}

/** The resource of a route's path, made where it is missing. */
function resourceAt(root: Resource, segments: readonly string[]): Resource {
  return segments.reduce((parent, segment) => {
    const [, name, plus] = /^\{([^}+]+)(\+)?\}$/.exec(segment) ?? [];
    const path = `${parent.path}/${segment}`;
    if (name !== undefined) return variableOf(plus ? parent.greedy : parent.variables, name, path);
    const child = parent.literals.get(segment) ?? newResource(path);
    parent.literals.set(segment, child);
    return child;
  }, root);
}

function variableOf(siblings: Variable[], name: string, path: string): Resource {
  const existing = siblings.find((sibling) => sibling.name === name);
  if (existing) return existing.resource;
  const resource = newResource(path);
  siblings.push({ name, resource });
  return resource;
}

type Parameter = readonly [name: string, value: string];

/** How exact a resource is at a segment: the smaller, the more. */
const Kind = { literal: 0, variable: 1, greedy: 2 } as const;

interface Way {
  readonly parameters: readonly Parameter[];
  /** One for each segment of the request. */
  readonly kinds: readonly number[];
}

interface Candidate extends Way {
  readonly resource: Resource;
}

/** Every resource with methods that has the path, in the order in which API Gateway prefers them. */
function search(
  resource: Resource,
  segments: readonly string[],
  from: number,
  { parameters, kinds }: Way,
  found: Candidate[],
): void {
  const segment = segments[from];
  if (segment === undefined) {
    if (resource.routes.size > 0) found.push({ resource, parameters, kinds });
    return;
  }
  const literal = resource.literals.get(segment);
  if (literal) {
    search(literal, segments, from + 1, { parameters, kinds: [...kinds, Kind.literal] }, found);
  }
  if (segment !== '') {
    for (const { name, resource: child } of resource.variables) {
      const way = {
        parameters: [...parameters, [name, segment] as const],
        kinds: [...kinds, Kind.variable],
      };
      search(child, segments, from + 1, way, found);
    }
  }
  for (const { name, resource: child } of resource.greedy) {
    if (child.routes.size === 0) continue;
    const rest = segments.slice(from);
    found.push({
      resource: child,
      parameters: [...parameters, [name, rest.join('/')]],
      kinds: [...kinds, ...rest.map(() => Kind.greedy)],
    });
  }
}

function best(found: readonly Candidate[], method: string): ReturnType<RestRouter> {
  const at = found.findIndex(({ resource }) => routeOf(resource, method) !== undefined);
  const winner = found[at];
  const route = winner && routeOf(winner.resource, method);
  const passedOver = (winner ? found.slice(0, at) : found).map(({ resource }) => ({
    path: resource.path || '/',
    methods: [...resource.routes.keys()],
  }));
  if (!winner || !route) return { passedOver };
  const rivals = found
    .slice(at + 1)
    .filter(({ kinds }) => kinds.some((kind, position) => kind < (winner.kinds[position] ?? kind)))
    .flatMap(({ resource }) => routeOf(resource, method) ?? []);
  return { route, pathParameters: Object.fromEntries(winner.parameters), passedOver, rivals };
}

function routeOf({ routes }: Resource, method: string): RestRoute | undefined {
  return (
    routes.get(method as HttpMethod) ?? (anyMethods.has(method) ? routes.get('ANY') : undefined)
  );
}

function segmentsOf(path: string): string[] {
  let start = 0;
  let end = path.length;
  while (path[start] === '/') start += 1;
  while (end > start && path[end - 1] === '/') end -= 1;
  return start === end ? [] : path.slice(start, end).split('/');
}
