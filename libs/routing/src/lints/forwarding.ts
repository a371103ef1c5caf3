import type {
  ApplicationListener,
  Integration,
  ListenerAction,
  ListenerRule,
  RestApi,
  RestRoute,
  RouteTable,
} from '../route-table';
import { intersects, isCovered, languageOfPattern, languageOfTemplate } from './path-language';
import type { Language } from './path-language';
import type { RouteMistake } from './route-mistake';
import { actionText, conditionsText } from './rule-text';

/** Target group of a route's own service; undefined where it is not known or has none. */
export type OwnTargetGroup = (route: RestRoute) => string | undefined;

/** Routes that a listener of an ALB does not forward to their service, and rules that no route reaches. */
export function forwardingMistakes(table: RouteTable, own: OwnTargetGroup): RouteMistake[] {
  const arrivals = arrivalsOf(table);
  // A route that is not known may come with any path.
  const allKnown = table.restApis.every(
    ({ routes, unknownRoutes }) =>
      unknownRoutes === undefined &&
      routes.every(({ integration }) => integration.type !== 'UNKNOWN'),
  );
  return [...arrivals].flatMap(([listener, routes]) => {
    const rules = listener.rules.map(prepare);
    return [
      ...routes.flatMap((arrival) => unforwarded(listener, rules, arrival, routes, own)),
      ...(allKnown ? rules.flatMap((rule) => unreached(listener, rule, routes)) : []),
    ];
  });
}

/** A route as a listener gets its requests. */
interface Arrival {
  readonly api: RestApi;
  readonly route: RestRoute;
  readonly integration: Link;
  /** Paths it comes with: one, or two where the API stage may stand in front. */
  readonly paths: readonly Language[];
}

interface PreparedRule {
  readonly rule: ListenerRule;
  /** Of its paths; undefined where it asks for none. */
  readonly paths?: readonly Language[];
  /** Whether it asks for nothing but paths. */
  readonly byPathOnly: boolean;
}

type Link = Extract<Integration, { readonly type: 'HTTP_PROXY' }>;

function arrivalsOf(table: RouteTable): Map<ApplicationListener, Arrival[]> {
  const arrivals = new Map<ApplicationListener, Arrival[]>();
  const listeners = new Map(
    table.applicationListeners.map((one) => [keyOf(one.applicationLoadBalancer, one.port), one]),
  );
  const entries = new Map(
    table.networkListeners.map((one) => [keyOf(one.networkLoadBalancer, one.port), one]),
  );
  for (const api of table.restApis) {
    for (const route of api.routes) {
      const { integration } = route;
      if (integration.type !== 'HTTP_PROXY') continue;
      const templates = [integration.path];
      let key: string | undefined;
      if ('applicationLoadBalancer' in integration) {
        key = keyOf(integration.applicationLoadBalancer, integration.port);
        templates.push(`/${api.apiStage}${integration.path}`);
      } else {
        const entry = entries.get(keyOf(integration.networkLoadBalancer, integration.port));
        if (entry && 'applicationLoadBalancer' in entry) {
          key = keyOf(entry.applicationLoadBalancer, entry.applicationListenerPort);
        }
      }
      const listener = key === undefined ? undefined : listeners.get(key);
      if (!listener) continue;
      const paths = templates.map((template) => languageOfTemplate(template, route.path));
      const ofListener = arrivals.get(listener) ?? [];
      ofListener.push({ api, route, integration, paths });
      arrivals.set(listener, ofListener);
    }
  }
  return arrivals;
}

function keyOf(loadBalancer: string, port: number): string {
  return `${loadBalancer}:${port}`;
}

function prepare(rule: ListenerRule): PreparedRule {
  const asked = rule.conditions.find((condition) => condition.field === 'path-pattern');
  return {
    rule,
    byPathOnly: rule.conditions.every(({ field }) => field === 'path-pattern'),
    ...(asked?.field === 'path-pattern' &&
      (asked.regexValues ?? []).length === 0 && { paths: asked.values.map(languageOfPattern) }),
  };
}

function mayTake({ paths }: PreparedRule, wanted: readonly Language[]): boolean {
  return !paths || paths.some((one) => wanted.some((other) => intersects(one, other)));
}

function forwards(action: ListenerAction): boolean {
  return action.type !== 'fixed-response';
}

function groupsOf(action: ListenerAction): readonly string[] {
  if (action.type === 'forward') return [action.targetGroup];
  if (action.type !== 'weighted-forward') return [];
  return action.targetGroups.map(({ targetGroup }) => targetGroup);
}

function unforwarded(
  listener: ApplicationListener,
  rules: readonly PreparedRule[],
  arrival: Arrival,
  arrivals: readonly Arrival[],
  own: OwnTargetGroup,
): RouteMistake[] {
  const { api, route, integration, paths } = arrival;
  const { applicationLoadBalancer, defaultAction } = listener;
  const name = `${route.method} ${route.path}`;
  const mistake = (message: string, fix: string): RouteMistake => ({
    rule: 'SLP2602',
    message: `${name} reaches ${applicationLoadBalancer} as ${integration.path}, and ${message}`,
    fix,
    subject: { kind: 'route', restApi: api.name, method: route.method, path: route.path },
  });
  const ownGroup = own(route);
  if (ownGroup === undefined) {
    const taken = rules.some((one) => forwards(one.rule.action) && mayTake(one, paths));
    if (taken || forwards(defaultAction)) return [];
    return [
      mistake(
        `no rule there forwards that: the default action ${actionText(defaultAction)}`,
        `add a rule to ${applicationLoadBalancer} that forwards ${integration.path.replace(/\{[^}]+\}/g, '*')}`,
      ),
    ];
  }
  const at = rules.findIndex(
    ({ rule, byPathOnly, paths: taken }) =>
      byPathOnly &&
      groupsOf(rule.action).includes(ownGroup) &&
      (!taken || paths.every((path) => isCovered([path], taken))),
  );
  const ownRule = rules[at];
  if (!ownRule) {
    return [
      mistake(
        `no rule there forwards all of that to ${ownGroup}`,
        `add a rule to ${applicationLoadBalancer} that forwards ${integration.path.replace(/\{[^}]+\}/g, '*')} to ${ownGroup}`,
      ),
    ];
  }
  const takesSome = ({ paths: taken = [] }: PreparedRule) =>
    paths.some((path) => taken.some((one) => intersects(path, one)));
  const candidates = rules
    .slice(0, at)
    .filter(
      (one) =>
        one.byPathOnly &&
        groupsOf(one.rule.action).some((group) => group !== ownGroup) &&
        takesSome(one),
    );
  // Nearly every route has none, and asking every other route takes long.
  const better = candidates.length > 0 ? betterRoutes(arrival, arrivals) : [];
  const thief = candidates.find(({ paths: taken = [] }) =>
    paths.some((path) => taken.some((one) => !isCovered([path, one], better))),
  );
  if (!thief) return [];
  const { priority } = thief.rule;
  return [
    mistake(
      `rule ${priority} (${conditionsText(thief.rule)}) takes a part of that for ${groupsOf(thief.rule.action).join(', ')} before rule ${ownRule.rule.priority} for ${ownGroup}`,
      `give rule ${ownRule.rule.priority} a priority below ${priority}, or narrow rule ${priority}`,
    ),
  ];
}

/** Paths of routes that API Gateway prefers, so that such requests never come by this one. */
function betterRoutes(arrival: Arrival, arrivals: readonly Arrival[]): readonly Language[] {
  const { route, integration } = arrival;
  if (integration.path !== route.path.replace('+}', '}')) return [];
  return arrivals
    .filter(({ route: other }) => isPreferred(other, route))
    .flatMap(({ paths }) => paths);
}

function isPreferred(one: RestRoute, than: RestRoute): boolean {
  if (one.method !== 'ANY' && one.method !== than.method) return false;
  const [kinds, others] = [one, than].map(({ path }) => path.split('/').slice(1).map(kindOf));
  const at = kinds?.findIndex((kind, position) => kind !== others?.[position]) ?? -1;
  return at >= 0 && (kinds?.[at] ?? 0) < (others?.[at] ?? 0);
}

function kindOf(segment: string): number {
  if (segment.endsWith('+}')) return 2;
  return segment.startsWith('{') ? 1 : 0;
}

function unreached(
  { applicationLoadBalancer, port }: ApplicationListener,
  prepared: PreparedRule,
  arrivals: readonly Arrival[],
): RouteMistake[] {
  const { rule } = prepared;
  if (groupsOf(rule.action).length === 0) return [];
  if (arrivals.some(({ paths }) => mayTake(prepared, paths))) return [];
  const { priority } = rule;
  return [
    {
      rule: 'SLP2603',
      message: `rule ${priority} of ${applicationLoadBalancer} (${conditionsText(rule)}) ${actionText(rule.action)}, and no route of an API comes with such a path`,
      fix: `remove rule ${priority}, or add a route whose backend path it takes`,
      subject: { kind: 'rule', applicationLoadBalancer, port, priority },
    },
  ];
}
