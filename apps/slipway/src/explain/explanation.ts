import {
  actionText,
  conditionsText,
  type Resolution,
  type RestRoute,
  type RouteRequest,
  type TargetGroup,
  type UrlRewrite,
} from '@slipway/routing';
import type {
  AliasFacts,
  ApiStageFacts,
  EcsServiceFacts,
  FunctionFacts,
  NetworkTargetGroupFacts,
  ThrottleFacts,
  UsagePlanFacts,
} from '@slipway/terraform-graph';
import type { Stacks } from './stacks';

/** One station of a request, as `--json` prints it: fields are added, never renamed. */
export type Hop =
  | {
      readonly kind: 'domain';
      readonly domainName: string;
      readonly basePath: string;
      readonly restApi: string;
      readonly apiStage: string;
    }
  | {
      readonly kind: 'route';
      readonly restApi: string;
      readonly apiStage: string;
      readonly method: string;
      readonly path: string;
      /** Resources that would go before, and lack the verb. */
      readonly passedOver: readonly {
        readonly path: string;
        readonly methods: readonly string[];
      }[];
    }
  | {
      readonly kind: 'protection';
      readonly authorization: RestRoute['authorization'];
      /** Why nobody can say what is asked for. */
      readonly authorizationReason?: string;
      readonly authorizer?: RestRoute['authorizer'];
      readonly apiKeyRequired: boolean;
      /** Plans whose keys open the route; empty where it asks for none. */
      readonly usagePlans: readonly UsagePlanFacts[];
      readonly throttle?: ThrottleFacts;
      readonly timeoutMs: number;
    }
  | {
      readonly kind: 'link';
      readonly loadBalancer: string;
      readonly port: number;
      readonly backendPath: string;
    }
  | ({
      readonly kind: 'network-load-balancer';
      readonly networkLoadBalancer: string;
      readonly port: number;
    } & { readonly targetGroup?: NetworkTargetGroupFacts })
  | {
      readonly kind: 'application-load-balancer';
      readonly applicationLoadBalancer: string;
      readonly port: number;
      readonly losers: readonly { readonly priority: number; readonly reason: string }[];
      /** Absent where nobody can say, or the default action takes the request. */
      readonly winner?: { readonly priority: number; readonly conditions: string };
      /** What the winner or the default action does. */
      readonly action?: string;
      readonly rewrite?: UrlRewrite;
      readonly hostRewrite?: UrlRewrite;
      readonly authentication?: string;
    }
  | {
      readonly kind: 'target-group';
      readonly name: string;
      /** Of all weights, where there are several; 0 to 1. */
      readonly share?: number;
      readonly port: number;
      readonly healthCheck: TargetGroup['healthCheck'];
      /** The NLB opens a connection and asks for nothing: path and matcher have no meaning. */
      readonly checksByTcp?: true;
      readonly deregistrationDelay: number;
      readonly algorithm?: string;
      readonly stickiness?: TargetGroup['stickiness'];
      readonly slowStart?: number;
      /** Service of Slipway; absent for other stacks. */
      readonly service?: string;
      /** Absent where no ECS service has the group: the ALB answers 503. */
      readonly ecsService?: EcsServiceFacts;
      readonly pathSeen: string;
    }
  | {
      readonly kind: 'function';
      readonly name: string;
      readonly qualifier: string;
      readonly service?: string;
      readonly pathParameters: Readonly<Record<string, string>>;
      readonly pathSeen: string;
      readonly facts?: Omit<FunctionFacts, 'aliases'>;
      readonly alias?: AliasFacts;
    }
  | {
      readonly kind: 'answer';
      readonly by: 'API Gateway' | 'ALB' | 'outside';
      readonly statusCode?: number;
      readonly contentType?: string;
      readonly body?: string;
      readonly location?: string;
      readonly destination?: string;
    };

/** Where a request goes, as `--json` prints it: fields are added, never renamed. */
export interface Explanation {
  readonly request: RouteRequest;
  readonly outcome: Resolution['outcome'];
  /** Whether it ends at a service, a function or an answer that somebody configured. */
  readonly reaches: boolean;
  /** Where it ends, in a few words. */
  readonly end: string;
  readonly hops: readonly Hop[];
  /** Why nobody can say, or where the way ends. */
  readonly reason?: string;
}

const endless: readonly Resolution['outcome'][] = ['no-route', 'broken', 'uncertain'];

/** Puts a resolution and what the stacks say of its hops together. */
export function explanationOf(
  stacks: Stacks,
  request: RouteRequest,
  resolution: Resolution,
): Explanation {
  const { outcome } = resolution;
  return {
    request,
    outcome,
    reaches: !endless.includes(outcome),
    end: endOf(stacks, resolution),
    hops: [
      ...domainHops(resolution),
      ...('route' in resolution ? routeHops(stacks, request, resolution) : []),
      ...balancerHops(stacks, resolution),
      ...lastHops(stacks, request, resolution),
    ],
    ...reasonOf(resolution),
  };
}

function reasonOf(resolution: Resolution): Pick<Explanation, 'reason'> {
  if ('reason' in resolution) return { reason: resolution.reason };
  if (resolution.outcome !== 'no-route' || !resolution.disabledEndpoint) return {};
  const { name, apiStage } = resolution.disabledEndpoint;
  const reason = `the execute-api endpoint of ${name}, API stage ${apiStage}, is disabled, and a request without the host of a custom domain goes there`;
  return { reason };
}

/** What API Gateway answers where no route takes a request. */
function refusalMessage({
  unmappedDomain,
  disabledEndpoint,
}: Extract<Resolution, { readonly outcome: 'no-route' }>): string {
  return unmappedDomain === undefined && !disabledEndpoint
    ? 'Missing Authentication Token'
    : 'Forbidden';
}

function endOf(stacks: Stacks, resolution: Resolution): string {
  switch (resolution.outcome) {
    case 'function':
      return serviceOfFunction(stacks, resolution.functionName) ?? resolution.functionName;
    case 'target-group': {
      const groups = resolution.weighted ?? [{ targetGroup: resolution.targetGroup, weight: 1 }];
      return groups
        .map(({ targetGroup: { name } }) => serviceOfGroup(stacks, name) ?? name)
        .join(' or ');
    }
    case 'network-target-group':
      return resolution.targetGroup.name;
    case 'fixed-response':
      return `an answer ${resolution.statusCode} of the ALB`;
    case 'redirect':
      return `a redirect to ${resolution.location}`;
    case 'mock':
      return 'an answer of API Gateway';
    case 'outside':
      return resolution.destination ?? 'somewhere outside';
    case 'no-route':
      return `403 ${refusalMessage(resolution)}`;
    case 'broken':
      return 'nothing';
    case 'uncertain':
      return 'nobody can say where';
  }
}

function serviceOfGroup({ graph }: Stacks, targetGroup: string): string | undefined {
  return Object.entries(graph.manifest.services).find(
    ([, service]) => service.kind === 'http' && service.targetGroup === targetGroup,
  )?.[0];
}

function serviceOfFunction({ graph }: Stacks, functionName: string): string | undefined {
  return Object.entries(graph.manifest.services).find(
    ([, service]) => service.kind === 'function' && service.functionName === functionName,
  )?.[0];
}

function domainHops(resolution: Resolution): Hop[] {
  const { mapping } = resolution;
  return mapping ? [{ kind: 'domain', ...mapping }] : [];
}

type OnRoute = Extract<Resolution, { readonly route: RestRoute }>;

function routeHops({ facts }: Stacks, { method }: RouteRequest, resolution: OnRoute): Hop[] {
  const { api, route, passedOver = [] } = resolution;
  const { authorization, authorizationReason, authorizer, apiKeyRequired, integration } = route;
  const ofStage = facts.apiStages.get(`${api.name}/${api.apiStage}`);
  const throttle = ofStage && throttleOf(ofStage, route, method);
  return [
    {
      kind: 'route',
      restApi: api.name,
      apiStage: api.apiStage,
      method: route.method,
      path: route.path,
      passedOver,
    },
    {
      kind: 'protection',
      authorization,
      ...(authorizationReason !== undefined && { authorizationReason }),
      ...(authorizer && { authorizer }),
      apiKeyRequired,
      usagePlans: apiKeyRequired ? (ofStage?.usagePlans ?? []) : [],
      ...(throttle && { throttle }),
      timeoutMs: integration.timeoutMs,
    },
  ];
}

/** The settings of the method itself go before those of all. */
function throttleOf(
  { throttles }: ApiStageFacts,
  route: RestRoute,
  method: string,
): ThrottleFacts | undefined {
  const of = (path: string, verb: string) =>
    throttles.find((one) => one.path === path && one.method === verb);
  return of(route.path, route.method) ?? of(route.path, method) ?? of('*', '*');
}

function balancerHops({ facts }: Stacks, resolution: Resolution): Hop[] {
  if (!('route' in resolution)) return [];
  const { integration } = resolution.route;
  if (integration.type !== 'HTTP_PROXY') return [];
  const loadBalancer =
    'networkLoadBalancer' in integration
      ? integration.networkLoadBalancer
      : integration.applicationLoadBalancer;
  const { port, path: backendPath } = integration;
  const hops: Hop[] = [{ kind: 'link', loadBalancer, port, backendPath }];
  if ('networkListener' in resolution && resolution.networkListener) {
    const { networkLoadBalancer, port: ofListener } = resolution.networkListener;
    const targetGroup = facts.networkTargetGroups.get(`${networkLoadBalancer}:${ofListener}`);
    hops.push({
      kind: 'network-load-balancer',
      networkLoadBalancer,
      port: ofListener,
      ...(targetGroup && { targetGroup }),
    });
  }
  if ('listener' in resolution && resolution.listener) {
    const { listener, losers = [] } = resolution;
    const rule = 'rule' in resolution ? resolution.rule : undefined;
    const known = resolution.outcome !== 'uncertain';
    const action = rule?.action ?? listener.defaultAction;
    hops.push({
      kind: 'application-load-balancer',
      applicationLoadBalancer: listener.applicationLoadBalancer,
      port: listener.port,
      losers: losers.map(({ rule: { priority }, reason }) => ({ priority, reason })),
      ...(rule && { winner: { priority: rule.priority, conditions: conditionsText(rule) } }),
      ...(known && { action: actionText(action) }),
      ...(rule?.rewrite && { rewrite: rule.rewrite }),
      ...(rule?.hostRewrite && { hostRewrite: rule.hostRewrite }),
      ...(known && action.authentication && { authentication: action.authentication }),
    });
  }
  return hops;
}

function lastHops(stacks: Stacks, { path }: RouteRequest, resolution: Resolution): Hop[] {
  switch (resolution.outcome) {
    case 'target-group': {
      const { targetGroup, backendPath } = resolution;
      const shares = resolution.weighted ?? [{ targetGroup, weight: 1 }];
      const all = shares.reduce((sum, { weight }) => sum + weight, 0);
      return shares.map(({ targetGroup: group, weight }) => ({
        ...targetGroupHop(stacks, group, backendPath),
        ...(shares.length > 1 && { share: weight / all }),
      }));
    }
    case 'network-target-group': {
      const { networkLoadBalancer, port } = resolution.networkListener;
      const group = stacks.facts.networkTargetGroups.get(`${networkLoadBalancer}:${port}`);
      return [
        {
          ...targetGroupHop(stacks, resolution.targetGroup, resolution.backendPath),
          ...(group?.checksByTcp && { checksByTcp: true }),
        },
      ];
    }
    case 'function':
      return [functionHop(stacks, path, resolution)];
    case 'fixed-response': {
      const { statusCode, contentType, body } = resolution;
      return [{ kind: 'answer', by: 'ALB', statusCode, contentType, body }];
    }
    case 'redirect': {
      const { statusCode, location } = resolution;
      return [{ kind: 'answer', by: 'ALB', statusCode, location }];
    }
    case 'mock':
      return [{ kind: 'answer', by: 'API Gateway' }];
    case 'outside':
      return [{ kind: 'answer', by: 'outside', destination: resolution.destination }];
    case 'no-route': {
      const body = JSON.stringify({ message: refusalMessage(resolution) });
      return [
        {
          kind: 'answer',
          by: 'API Gateway',
          statusCode: 403,
          contentType: 'application/json',
          body,
        },
      ];
    }
    case 'broken':
    case 'uncertain':
      return [];
  }
}

function targetGroupHop(
  stacks: Stacks,
  group: TargetGroup,
  pathSeen: string,
): Extract<Hop, { readonly kind: 'target-group' }> {
  const service = serviceOfGroup(stacks, group.name);
  const ecsService = stacks.facts.ecsServices.get(group.name);
  return {
    kind: 'target-group',
    ...group,
    ...(service !== undefined && { service }),
    ...(ecsService && { ecsService }),
    pathSeen,
  };
}

function functionHop(
  stacks: Stacks,
  path: string,
  resolution: Extract<Resolution, { readonly outcome: 'function' }>,
): Hop {
  const { functionName: name, qualifier, pathParameters } = resolution;
  const service = serviceOfFunction(stacks, name);
  const found = stacks.facts.functions.get(name);
  const { aliases, ...facts } = found ?? {};
  const alias = aliases?.get(qualifier);
  return {
    kind: 'function',
    name,
    qualifier,
    ...(service !== undefined && { service }),
    pathParameters,
    // A proxy event has the path that the client sent, with a base path of a domain in it.
    pathSeen: path,
    ...(found && { facts }),
    ...(alias && { alias }),
  };
}
