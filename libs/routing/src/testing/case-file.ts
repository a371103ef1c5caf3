import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { RouteRequest } from '../resolution';
import type {
  DomainMapping,
  HttpMethod,
  Integration,
  ListenerAction,
  ListenerRule,
  RestApi,
  RestRoute,
  RouteTable,
  RuleCondition,
  TargetGroup,
} from '../route-table';

/** One request and where AWS sends it. */
export interface RoutingCase {
  readonly name: string;
  /** Page of AWS, or a measurement against AWS. */
  readonly source: string;
  readonly table: RouteTable;
  readonly request: RouteRequest;
  /** As `summaryOf` says it. */
  readonly expected: string;
}

interface WrittenRule {
  readonly priority: number;
  readonly path?: readonly string[];
  readonly host?: readonly string[];
  readonly header?: Readonly<Record<string, readonly string[]>>;
  readonly method?: readonly string[];
  readonly query?: readonly string[];
  readonly source?: readonly string[];
  readonly rewrite?: readonly [regex: string, replace: string];
  readonly to: string;
}

interface WrittenTable {
  /** By `<api>`, then by `<METHOD> <path>`. */
  readonly apis: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** By `<api>`: `disabled`, or why it is not known. */
  readonly endpoints?: Readonly<Record<string, string>>;
  /** Why further routes are not known, by `<api>`. */
  readonly unknownRoutes?: Readonly<Record<string, string>>;
  /** By `<domain>/<base path>`. */
  readonly domains?: Readonly<Record<string, string>>;
  /** ALB behind each port of the NLB; port 80 leads to `alb` where nothing is said. */
  readonly nlb?: Readonly<Record<string, string>>;
  /** Rules by ALB. */
  readonly albs?: Readonly<Record<string, readonly WrittenRule[]>>;
  /** Default action by ALB; a 404 where nothing is said. */
  readonly defaults?: Readonly<Record<string, string>>;
}

interface WrittenFile {
  readonly sources: Readonly<Record<string, string>>;
  readonly groups: readonly {
    readonly table: WrittenTable;
    readonly cases: readonly {
      readonly name: string;
      readonly source: string;
      readonly request: string;
      readonly with?: Omit<RouteRequest, 'method' | 'path'>;
      readonly expect: string;
    }[];
  }[];
}

/** The cases of `routing-cases.yaml`, each with its table written out. */
export function routingCases(): RoutingCase[] {
  const text = readFileSync(join(__dirname, 'routing-cases.yaml'), 'utf8');
  const { sources, groups } = parse(text) as WrittenFile;
  return groups.flatMap(({ table: written, cases }) => {
    const table = tableOf(written);
    return cases.map(({ name, source, request, with: others, expect: expected }) => {
      const [method = '', path = ''] = request.split(' ');
      const [key = '', anchor = ''] = source.split('#');
      const address = sources[key];
      if (address === undefined) throw new Error(`${name}: the source ${key} is not listed`);
      return {
        name,
        source: anchor ? `${address}#${anchor}` : address,
        table,
        request: { method, path, ...others },
        expected,
      };
    });
  });
}

function tableOf(written: WrittenTable): RouteTable {
  const {
    apis,
    endpoints = {},
    unknownRoutes = {},
    domains,
    nlb,
    albs = {},
    defaults = {},
  } = written;
  const restApis = Object.entries(apis).map(([name, routes]): RestApi => ({
    name,
    apiStage: 'dev',
    binaryMediaTypes: [],
    ...(endpoints[name] !== undefined && { executeApiEndpoint: endpointOf(endpoints[name]) }),
    ...(unknownRoutes[name] !== undefined && { unknownRoutes: unknownRoutes[name] }),
    routes: Object.entries(routes).map(([route, target]) => routeOf(route, target)),
  }));
  const balancers = Object.keys({ alb: [], ...albs, ...defaults });
  const actions = balancers.flatMap((name) => [
    ...(albs[name] ?? []).map(({ to }) => actionOf(to)),
    actionOf(defaults[name] ?? 'answer 404'),
  ]);
  const networkListeners = Object.entries(nlb ?? { '80': 'alb' }).map(([port, to]) => {
    const [group] = to.split(' ').slice(1);
    const listener = { networkLoadBalancer: 'nlb', port: Number(port) };
    return group === undefined
      ? { ...listener, applicationLoadBalancer: to, applicationListenerPort: 80 }
      : { ...listener, targetGroup: group };
  });
  const direct = networkListeners.flatMap((one) => ('targetGroup' in one ? one.targetGroup : []));
  const groups = [...actions.flatMap(groupsOf), ...direct].filter((name) => name !== 'missing');
  return {
    restApis,
    networkListeners,
    applicationListeners: balancers.map((name) => ({
      applicationLoadBalancer: name,
      port: 80,
      rules: (albs[name] ?? []).map(ruleOf).sort((a, b) => a.priority - b.priority),
      defaultAction: actionOf(defaults[name] ?? 'answer 404'),
    })),
    targetGroups: [...new Set(groups)].sort().map(targetGroup),
    ...(domains && { domainMappings: Object.entries(domains).map(mappingOf) }),
  };
}

function endpointOf(text: string): RestApi['executeApiEndpoint'] {
  return text === 'disabled' ? 'disabled' : { unknown: text };
}

function routeOf(route: string, target: string): RestRoute {
  const [method = '', path = ''] = route.split(' ');
  return {
    path,
    method: method as HttpMethod,
    apiKeyRequired: false,
    authorization: target.endsWith(' iam') ? 'AWS_IAM' : 'NONE',
    integration: integrationOf(target.replace(/ iam$/, '')),
  };
}

/** `function f`, `mock`, `outside <url>`, `link <path>`, `link:81 <path>`, `v2:<alb> <path>`, with `host=…`. */
function integrationOf(target: string): Integration {
  const [kind = '', path = '', ...options] = target.split(' ');
  const timeoutMs = 29_000;
  if (kind === 'function') {
    const [functionName = '', qualifier = 'live'] = path.split(':');
    return { type: 'AWS_PROXY', functionName, qualifier, timeoutMs };
  }
  if (kind === 'mock') return { type: 'MOCK', timeoutMs };
  if (kind === 'outside') return { type: 'HTTP', url: path, timeoutMs };
  const [, host] = options.find((option) => option.startsWith('host='))?.split('=') ?? [];
  const [, verb] = options.find((option) => option.startsWith('method='))?.split('=') ?? [];
  const link = {
    type: 'HTTP_PROXY',
    path,
    timeoutMs,
    ...(host !== undefined && { host: hostOf(host) }),
    ...(verb !== undefined && { backendMethod: verb as HttpMethod }),
  } as const;
  const [scheme, where] = kind.split(':');
  if (scheme === 'v2') return { ...link, applicationLoadBalancer: where ?? '', port: 80 };
  return { ...link, networkLoadBalancer: 'nlb', port: Number(where ?? 80) };
}

function hostOf(text: string): Extract<Integration, { type: 'HTTP_PROXY' }>['host'] {
  if (text === 'client') return text;
  return text === 'unknown' ? { unknown: 'nothing says it' } : { name: text };
}

function ruleOf({ priority, rewrite, to, ...written }: WrittenRule): ListenerRule {
  const { path, host, header = {}, method, query, source } = written;
  const conditions: RuleCondition[] = [
    ...(path ? [{ field: 'path-pattern', values: path } as const] : []),
    ...(host ? [{ field: 'host-header', values: host } as const] : []),
    ...Object.entries(header).map(([name, values]) => {
      return { field: 'http-header', name, values } as const;
    }),
    ...(method ? [{ field: 'http-request-method', values: method } as const] : []),
    ...(query ? [{ field: 'query-string', values: query.map(queryValue) } as const] : []),
    ...(source ? [{ field: 'source-ip', values: source } as const] : []),
  ];
  return {
    priority,
    conditions,
    ...(rewrite && { rewrite: { regex: rewrite[0], replace: rewrite[1] } }),
    action: actionOf(to),
  };
}

function queryValue(text: string): { readonly key?: string; readonly value: string } {
  const [first = '', second] = text.split('=');
  return second === undefined ? { value: first } : { key: first, value: second };
}

/** `group a`, `group a@1 b@3`, `answer 404`, `redirect 301 <location>`. */
function actionOf(text: string): ListenerAction {
  const [kind, ...words] = text.split(' ');
  if (kind === 'answer') {
    return {
      type: 'fixed-response',
      statusCode: Number(words[0]),
      contentType: 'text/plain',
      body: '',
    };
  }
  if (kind === 'redirect') {
    return { type: 'redirect', statusCode: Number(words[0]), location: words[1] ?? '' };
  }
  const shares = words.map((word) => {
    const [targetGroup = '', weight = '1'] = word.split('@');
    return { targetGroup, weight: Number(weight) };
  });
  const [only] = shares;
  return shares.length === 1 && only
    ? { type: 'forward', targetGroup: only.targetGroup }
    : { type: 'weighted-forward', targetGroups: shares };
}

function groupsOf(action: ListenerAction): string[] {
  if (action.type === 'forward') return [action.targetGroup];
  if (action.type !== 'weighted-forward') return [];
  return action.targetGroups.map((share) => share.targetGroup);
}

function targetGroup(name: string): TargetGroup {
  return {
    name,
    port: 8080,
    healthCheck: {
      path: '/health',
      matcher: '200-299',
      interval: 10,
      timeout: 5,
      healthyThreshold: 2,
      unhealthyThreshold: 3,
    },
    deregistrationDelay: 30,
  };
}

function mappingOf([address, restApi]: [string, string]): DomainMapping {
  const at = address.indexOf('/');
  const [domainName, basePath] =
    at < 0 ? [address, ''] : [address.slice(0, at), address.slice(at + 1)];
  return { domainName, basePath, restApi, apiStage: 'dev' };
}
