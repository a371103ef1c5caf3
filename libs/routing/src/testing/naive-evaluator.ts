// Stands for itself: nothing of the library is imported, not even a type.

type Texts = readonly string[];

interface NaiveRoute {
  readonly path: string;
  readonly method: string;
  readonly integration: Record<string, unknown>;
}

interface NaiveRule {
  readonly priority: number;
  readonly conditions: readonly { readonly field: string; readonly values: readonly unknown[] }[];
  readonly rewrite?: { readonly regex: string; readonly replace: string };
  readonly action: object;
}

interface NaiveListener {
  readonly applicationLoadBalancer: string;
  readonly port: number;
  readonly rules: readonly NaiveRule[];
  readonly defaultAction: object;
}

interface NaiveTable {
  readonly restApis: readonly {
    readonly name: string;
    readonly apiStage: string;
    readonly executeApiEndpoint?: string | object;
    readonly unknownRoutes?: string;
    readonly routes: readonly object[];
  }[];
  readonly networkListeners: readonly object[];
  readonly applicationListeners: readonly NaiveListener[];
  readonly targetGroups: readonly { readonly name: string }[];
  readonly domainMappings?: readonly {
    readonly domainName: string;
    readonly basePath: string;
    readonly restApi: string;
    readonly apiStage: string;
  }[];
}

export interface NaiveRequest {
  readonly method: string;
  readonly path: string;
  readonly host?: string;
  readonly headers?: Readonly<Record<string, string | Texts | undefined>>;
  readonly query?: string;
  readonly sourceIp?: string;
}

/** What the ALB gets to see. */
interface Seen extends NaiveRequest {
  /** Undefined where there is none; `?` where only AWS knows, and then it ends with `.amazonaws.com`; `??`: any. */
  readonly host?: string;
}

/**
 * Where a request goes, told by trying every route and every rule of the table: `function f:live`,
 * `group g /path`, `group a@1 b@3 /path`, `answer 404`, `redirect 301 https://…`, `nlb-group g /path`,
 * `mock`, `outside https://…`, `no-route`, `forbidden`, `broken` or `uncertain`. Slow and plain, to
 * hold the real evaluator against.
 */
export function evaluateNaively(table: NaiveTable, request: NaiveRequest): string {
  const entered = throughDomain(table, request);
  if (!entered) return 'forbidden';
  const { apis, path, byDomain } = entered;
  if (byDomain && apis.length === 0) return 'uncertain';
  const isOff = (api: NaiveApi) => !byDomain && api.executeApiEndpoint === 'disabled';
  const ends = apis.map((api) => ({ api, end: endInApi(table, api, path, request) }));
  const served = ends.filter(({ api, end }) => !isOff(api) && end !== 'no-route');
  if (served.length === 0) {
    const refused = ends.some(({ api, end }) => isOff(api) && end !== 'no-route');
    return refused || (apis.length > 0 && apis.every(isOff)) ? 'forbidden' : 'no-route';
  }
  const undecided = served.some(({ api }) => !byDomain && api.executeApiEndpoint !== undefined);
  const [first, ...more] = served.map(({ end }) => end);
  return undecided || more.some((end) => end !== first) ? 'uncertain' : String(first);
}

type NaiveApi = NaiveTable['restApis'][number];

function endInApi(table: NaiveTable, api: NaiveApi, path: string, request: NaiveRequest): string {
  const routes = api.routes as readonly NaiveRoute[];
  const fitting = routes.filter((route) => fits(route, request.method, path));
  const letters = (route: NaiveRoute) => lettersOf(route, path);
  const [route, ...others] = [...fitting].sort((a, b) => (letters(a) < letters(b) ? -1 : 1));
  const exact = route?.method === request.method && !/[{]/.test(route.path);
  if (api.unknownRoutes !== undefined && !exact) return 'uncertain';
  if (!route) return 'no-route';
  const beaten = (other: NaiveRoute) =>
    [...(letters(other).split(' ')[0] ?? '')].some(
      (letter, at) => letter < (letters(route).charAt(at) || letter),
    );
  if (others.some(beaten)) return 'uncertain';
  return endOfRoute(table, api.apiStage, route, path, request);
}

function throughDomain(table: NaiveTable, { host, path }: NaiveRequest) {
  const mappings = table.domainMappings ?? [];
  const name = (host ?? '').toLowerCase().replace(/:\d+$/, '');
  const exact = mappings.filter(({ domainName }) => domainName.toLowerCase() === name);
  const wild = mappings.filter(
    ({ domainName }) =>
      domainName.startsWith('*.') &&
      name.split('.').slice(1).join('.') === domainName.slice(2).toLowerCase(),
  );
  const ofDomain = exact.length > 0 ? exact : wild;
  if (ofDomain.length === 0) return { apis: table.restApis, path, byDomain: false };
  const segments = path.split('/').filter((text, at, all) => text !== '' || at > firstText(all));
  const mapping = [...ofDomain]
    .sort((a, b) => b.basePath.split('/').length - a.basePath.split('/').length)
    .sort((a, b) => Number(a.basePath === '') - Number(b.basePath === ''))
    .find(({ basePath }) => {
      const wanted = basePath === '' ? [] : basePath.split('/');
      return wanted.every((text, at) => segments[at] === text);
    });
  if (!mapping) return undefined;
  const { basePath, restApi, apiStage } = mapping;
  const rest = basePath === '' ? path : `/${segments.slice(basePath.split('/').length).join('/')}`;
  const apis = table.restApis.filter((api) => api.name === restApi && api.apiStage === apiStage);
  return { apis, path: rest, byDomain: true };
}

function firstText(segments: Texts): number {
  return segments.findIndex((text) => text !== '');
}

const verbs = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

function fits(route: NaiveRoute, method: string, path: string): boolean {
  const verb = route.method === method || (route.method === 'ANY' && verbs.includes(method));
  return verb && resource(route.path).test(clean(path));
}

/** One letter per segment of the request that sorts as API Gateway prefers, then the verb. */
function lettersOf(route: NaiveRoute, path: string): string {
  const own = split(route.path);
  const letters = split(clean(path)).map((_, at) => {
    const text = own[Math.min(at, own.length - 1)] ?? '';
    if (text.endsWith('+}')) return 'c';
    return text.startsWith('{') ? 'b' : 'a';
  });
  return `${letters.join('')} ${route.method === 'ANY' ? 'b' : 'a'}`;
}

function split(path: string): string[] {
  return path.split('/').slice(1);
}

function resource(path: string): RegExp {
  const parts = path.split('/').map((text) => {
    if (text.endsWith('+}')) return '.+';
    return text.startsWith('{') ? '[^/]+' : escaped(text);
  });
  return new RegExp(`^${parts.join('/')}$`);
}

function clean(path: string): string {
  return `/${path.replace(/^\/+/, '').replace(/\/+$/, '')}`;
}

function endOfRoute(
  table: NaiveTable,
  apiStage: string,
  route: NaiveRoute,
  path: string,
  request: NaiveRequest,
): string {
  const { integration } = route;
  switch (integration.type) {
    case 'AWS_PROXY':
      return `function ${String(integration.functionName)}:${String(integration.qualifier)}`;
    case 'MOCK':
      return 'mock';
    case 'HTTP':
      return `outside ${String(integration.url)}`;
    case 'AWS':
      return `outside ${String(integration.service)}`;
    case 'UNKNOWN':
      return 'uncertain';
  }
  const values = variablesOf(route.path, clean(path));
  const wanted = String(integration.path);
  const missing = [...wanted.matchAll(/\{([^}]+)\}/g)].some(([, name]) => !values.has(name ?? ''));
  if (missing) return 'broken';
  const backendPath = wanted.replace(/\{([^}]+)\}/g, (_, name: string) => values.get(name) ?? '');
  const mapped = integration.host as 'client' | { name?: string } | undefined;
  const backendMethod = integration.backendMethod as string | undefined;
  const seen: Seen = {
    ...request,
    method: backendMethod === undefined || backendMethod === 'ANY' ? request.method : backendMethod,
    host: hostSeen(mapped, request),
  };
  if ('applicationLoadBalancer' in integration) {
    const listener = listenerAt(table, integration.applicationLoadBalancer, integration.port);
    const [plain, staged] = [backendPath, `/${apiStage}${backendPath}`].map((at) =>
      endAtListener(table, listener, { ...seen, path: at }),
    );
    return plain === staged ? String(plain) : 'uncertain';
  }
  const hops = table.networkListeners as readonly Record<string, unknown>[];
  const hop = hops.find(
    ({ networkLoadBalancer, port }) =>
      networkLoadBalancer === integration.networkLoadBalancer && port === integration.port,
  );
  if (!hop) return 'broken';
  if ('unknown' in hop) return 'uncertain';
  if ('targetGroup' in hop) {
    const name = String(hop.targetGroup);
    return exists(table, name) ? `nlb-group ${name} ${backendPath}` : 'broken';
  }
  const listener = listenerAt(table, hop.applicationLoadBalancer, hop.applicationListenerPort);
  return endAtListener(table, listener, { ...seen, path: backendPath });
}

/** Values of the variables of a route that a path fits. */
function hostSeen(
  mapped: 'client' | { name?: string } | undefined,
  { host }: NaiveRequest,
): string | undefined {
  if (mapped === undefined) return '?';
  return mapped === 'client' ? host : (mapped.name ?? '??');
}

function variablesOf(route: string, path: string): ReadonlyMap<string, string> {
  const names = [...route.matchAll(/\{([^}+]+)\+?\}/g)].map(([, name]) => name ?? '');
  const groups = route
    .split('/')
    .map((text) =>
      text.endsWith('+}') ? '(.+)' : text.startsWith('{') ? '([^/]+)' : escaped(text),
    );
  const found = new RegExp(`^${groups.join('/')}$`).exec(path) ?? [];
  return new Map(names.map((name, at) => [name, found[at + 1] ?? '']));
}

function listenerAt(table: NaiveTable, balancer: unknown, port: unknown) {
  return table.applicationListeners.find(
    (one) => one.applicationLoadBalancer === balancer && one.port === port,
  );
}

function exists(table: NaiveTable, group: string): boolean {
  return table.targetGroups.some(({ name }) => name === group);
}

/** What an ALB makes of a request, in each way that it may read the path. */
function endAtListener(table: NaiveTable, listener: NaiveListener | undefined, seen: Seen): string {
  if (!listener) return 'broken';
  const readings = [(path: string) => path.replace(/%2f/gi, '/')]
    .flatMap((read) => [(path: string) => path, read])
    .flatMap((read) => [read, (path: string) => read(path).replace(/\/\/+/g, '/')])
    .flatMap((read) => [read, (path: string) => read(path).replace(/;[^/]*/g, '')]);
  const winners = readings.map((read) => winner(listener, { ...seen, path: read(seen.path) }));
  const [first] = winners;
  if (winners.includes('uncertain') || winners.some((other) => other !== first)) return 'uncertain';
  const rule = first === 'default' || first === 'uncertain' ? undefined : first;
  const action = (rule?.action ?? listener.defaultAction) as Record<string, unknown>;
  switch (action.type) {
    case 'fixed-response':
      return `answer ${String(action.statusCode)}`;
    case 'redirect': {
      const host = seen.host?.startsWith('?') ? undefined : seen.host?.replace(/:\d+$/, '');
      const location = String(action.location)
        .replaceAll('#{host}', host ?? '#{host}')
        .replaceAll('#{path}', seen.path.replace(/^\//, ''))
        .replaceAll('#{query}', seen.query ?? '')
        .replace(/\?$/, '');
      return `redirect ${String(action.statusCode)} ${location}`;
    }
    case 'unknown':
      return 'uncertain';
  }
  const all =
    action.type === 'forward'
      ? [{ targetGroup: String(action.targetGroup), weight: 1 }]
      : (action.targetGroups as readonly { targetGroup: string; weight: number }[]);
  const shares = all.filter(({ weight }) => weight > 0);
  if (shares.length === 0 || shares.some((share) => !exists(table, share.targetGroup))) {
    return 'broken';
  }
  const names =
    shares.length === 1
      ? shares.map(({ targetGroup }) => targetGroup)
      : shares.map(({ targetGroup, weight }) => `${targetGroup}@${weight}`);
  const { regex, replace } = rule?.rewrite ?? { regex: '^$', replace: '' };
  return `group ${names.join(' ')} ${seen.path.replace(new RegExp(regex), replace)}`;
}

/** The first rule that every condition holds for. */
function winner(listener: NaiveListener, seen: Seen): NaiveRule | 'default' | 'uncertain' {
  const byPriority = [...listener.rules].sort((a, b) => a.priority - b.priority);
  for (const rule of byPriority) {
    const answers = rule.conditions.map((condition) => holds(condition, seen));
    if (answers.includes('no')) continue;
    return answers.includes('unknown') ? 'uncertain' : rule;
  }
  return 'default';
}

type Answer = 'yes' | 'no' | 'unknown';

function holds(condition: NaiveRule['conditions'][number], seen: Seen): Answer {
  const { field } = condition;
  const values = condition.values as Texts;
  const yes = (met: boolean): Answer => (met ? 'yes' : 'no');
  switch (field) {
    case 'path-pattern':
      return yes(values.some((glob) => expression(glob).test(seen.path)));
    case 'host-header': {
      const { host } = seen;
      if (host === undefined) return 'no';
      if (!host.startsWith('?'))
        return yes(values.some((glob) => expression(glob, 'i').test(host)));
      if (values.some((glob) => glob.replaceAll('*', '') === '')) return 'yes';
      if (host === '??') return 'unknown';
      // Some name of AWS may fit where what follows the last star fits the end of such names.
      const possible = values.some((glob) => {
        const tail = glob.slice(glob.lastIndexOf('*') + 1).toLowerCase();
        const end = '.amazonaws.com';
        const shared = Math.min(tail.length, end.length);
        const piece = shared === 0 ? '' : tail.slice(-shared);
        const sameEnd = expression(piece).test(shared === 0 ? '' : end.slice(-shared));
        return sameEnd && (glob.includes('*') || tail.length >= end.length);
      });
      return possible ? 'unknown' : 'no';
    }
    case 'http-header': {
      const { name } = condition as unknown as { name: string };
      const sent = [seen.headers?.[name.toLowerCase()] ?? []].flat();
      return yes(sent.some((text) => values.some((glob) => expression(glob, 'i').test(text))));
    }
    case 'http-request-method':
      return yes(values.includes(seen.method));
    case 'query-string': {
      const wanted = condition.values as readonly { key?: string; value: string }[];
      const pairs = (seen.query ?? '') === '' ? [] : (seen.query ?? '').split('&');
      const ask = (read: (text: string) => string) =>
        pairs.some((pair) => {
          const [, key = '', value = ''] = /^(?:([^=]*)=)?([^]*)$/.exec(pair) ?? [];
          return wanted.some(
            (one) =>
              (one.key === undefined || expression(one.key, 'i').test(read(key))) &&
              expression(one.value, 'i').test(read(value)),
          );
        });
      const raw = ask((text) => text);
      const decoded = ask((text) => decodeURIComponent(text.replaceAll('+', ' ')));
      return raw === decoded ? yes(raw) : 'unknown';
    }
    case 'source-ip': {
      const { sourceIp } = seen;
      if (sourceIp === undefined) {
        return values.some((block) => block.endsWith('/0')) ? 'yes' : 'unknown';
      }
      return yes(values.some((block) => bitsOf(sourceIp).startsWith(prefixOf(block))));
    }
    default:
      return 'unknown';
  }
}

/** The 32 bits of an address of IPv4. */
function bitsOf(address: string): string {
  return address
    .split('.')
    .map((part) => Number(part).toString(2).padStart(8, '0'))
    .join('');
}

function prefixOf(block: string): string {
  const [network = '', length = ''] = block.split('/');
  return bitsOf(network).slice(0, Number(length));
}

function escaped(text: string): string {
  return text.replace(/[\\^$.|+()[\]{}]/g, '\\$&');
}

function expression(glob: string, flags = ''): RegExp {
  const source = escaped(glob).replaceAll('*', '[^]*').replaceAll('?', '[^]');
  return new RegExp(`^${source}$`, flags);
}
