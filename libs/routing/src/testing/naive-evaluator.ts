import type { RouteRequest } from '../resolution';
import type { ApplicationListener, RestRoute, RouteTable } from '../route-table';

/**
 * Where a request goes, told by trying every route and every rule of the table: `function f`, `group g /path`,
 * `answer 404`, `no-route` or `broken`. Slow and plain, to hold the real evaluator against.
 */
export function evaluateNaively(table: RouteTable, { method, path }: RouteRequest): string {
  const route = table.restApis
    .map(({ routes }) => bestRoute(routes, method, path))
    .find((found) => found !== undefined);
  if (!route) return 'no-route';
  const { integration } = route;
  if (integration.type === 'AWS_PROXY') return `function ${integration.functionName}`;

  const backendPath = integration.path.replace('{proxy}', remainder(route, path));
  if ('applicationLoadBalancer' in integration) {
    const { apiStage } = table.restApis.find(({ routes }) => routes.includes(route)) ?? {};
    const { applicationLoadBalancer, port } = integration;
    const listener = table.applicationListeners.find(
      (one) => one.applicationLoadBalancer === applicationLoadBalancer && one.port === port,
    );
    const ends = [backendPath, `/${apiStage}${backendPath}`].map((at) =>
      endAt(table, listener, at),
    );
    return ends[0] === ends[1] ? String(ends[0]) : 'uncertain';
  }
  const hop = table.networkListeners.find(
    ({ networkLoadBalancer, port }) =>
      networkLoadBalancer === integration.networkLoadBalancer && port === integration.port,
  );
  const listener = table.applicationListeners.find(
    ({ applicationLoadBalancer, port }) =>
      applicationLoadBalancer === hop?.applicationLoadBalancer &&
      port === hop.applicationListenerPort,
  );
  return endAt(table, listener, backendPath);
}

/** What an ALB makes of a request for a path. */
function endAt(table: RouteTable, listener: ApplicationListener | undefined, path: string): string {
  if (!listener) return 'broken';
  const [rule] = listener.rules
    .filter(({ conditions }) =>
      conditions.every(({ values }) => values.some((glob) => expression(glob).test(path))),
    )
    .sort((a, b) => a.priority - b.priority);
  const action = rule?.action ?? listener.defaultAction;
  if (action.type === 'fixed-response') return `answer ${action.statusCode}`;
  const exists = table.targetGroups.some(({ name }) => name === action.targetGroup);
  if (!exists) return 'broken';
  const { regex, replace } = rule?.rewrite ?? { regex: '^$', replace: '' };
  return `group ${action.targetGroup} ${path.replace(new RegExp(regex), replace)}`;
}

const verbs = 'DELETE GET HEAD OPTIONS PATCH POST PUT';

function bestRoute(
  routes: readonly RestRoute[],
  method: string,
  path: string,
): RestRoute | undefined {
  return routes
    .filter(
      (route) => route.method === method || (route.method === 'ANY' && verbs.includes(method)),
    )
    .filter((route) => resource(route.path).test(clean(path)))
    .map((route) => ({ route, rank: rank(route) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))[0]?.route;
}

/** One letter per segment that sorts as API Gateway prefers, then the verb. */
function rank({ path, method }: RestRoute): string {
  const segments = path.split('/').slice(1);
  const letters = segments.map((text) =>
    text.endsWith('+}') ? 'c' : text.startsWith('{') ? 'b' : 'a',
  );
  return `${letters.join('')} ${method === 'ANY' ? 'b' : 'a'}`;
}

function resource(path: string): RegExp {
  const parts = path.split('/').map((text) => {
    if (text.endsWith('+}')) return '.+';
    return text.startsWith('{') ? '[^/]+' : text;
  });
  return new RegExp(`^${parts.join('/')}$`);
}

/** What a last segment `{proxy+}` takes. */
function remainder(route: RestRoute, path: string): string {
  const depth = route.path.split('/').length - 1;
  return clean(path).split('/').slice(depth).join('/');
}

function clean(path: string): string {
  return `/${path.replace(/^\/+/, '').replace(/\/+$/, '')}`;
}

function expression(glob: string): RegExp {
  return new RegExp(`^${glob.replaceAll('*', '.*').replaceAll('?', '.')}$`);
}
