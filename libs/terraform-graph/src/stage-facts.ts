import { containerOf } from './container-definition';
import { resourcesOf, type Graph, type GraphElement } from './graph';
import type { ManifestOrigin } from '@slipway/platform';
import { factAt, nameOf, textOrExpressionAt, type Fact, type Reading } from './reading';
import { resolveAttribute } from './resolve';

/** What an explanation says of a stage beyond its routes. */
export interface StageFacts {
  /** By name of the target group that has its tasks. */
  readonly ecsServices: ReadonlyMap<string, EcsServiceFacts>;
  /** By function name. */
  readonly functions: ReadonlyMap<string, FunctionFacts>;
  /** By `<NLB>:<port>`. */
  readonly networkTargetGroups: ReadonlyMap<string, NetworkTargetGroupFacts>;
  /** By `<REST API>/<API stage>`. */
  readonly apiStages: ReadonlyMap<string, ApiStageFacts>;
}

export interface EcsServiceFacts {
  readonly name: Fact;
  readonly cluster?: Fact;
  readonly desiredCount?: Fact;
  readonly container?: Fact;
  readonly containerPort?: Fact;
  readonly taskDefinition?: Fact;
  readonly image?: Fact;
  readonly origin?: ManifestOrigin;
}

export interface FunctionFacts {
  readonly runtime?: Fact;
  readonly memory?: Fact;
  /** Seconds. */
  readonly timeout?: Fact;
  /** Of EC2 instances of the stage; absent on the fleet that Lambda shares. */
  readonly capacityProvider?: Fact;
  /** Version by alias, with what part of the calls goes to other versions. */
  readonly aliases: ReadonlyMap<string, AliasFacts>;
  readonly origin?: ManifestOrigin;
}

export interface AliasFacts {
  readonly version?: Fact;
  /** Part of the calls, 0 to 1, by version. */
  readonly additionalVersions: Readonly<Record<string, number>>;
}

export interface NetworkTargetGroupFacts {
  readonly name: Fact;
  readonly protocol?: Fact;
  readonly healthCheckPath?: Fact;
  /**
   * Whether a check only opens a connection, as it does where nothing else is said.
   * https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html
   */
  readonly checksByTcp?: true;
}

export interface ApiStageFacts {
  /** By method path: `*` and `*`, or `/quotes` and `GET`. */
  readonly throttles: readonly ThrottleFacts[];
  readonly usagePlans: readonly UsagePlanFacts[];
}

export interface ThrottleFacts {
  /** `/quotes/{proxy+}`, or `*`. */
  readonly path: string;
  /** `GET`, or `*`. */
  readonly method: string;
  /** Requests per second. */
  readonly rate: number;
  readonly burst: number;
}

export interface UsagePlanFacts {
  readonly name: Fact;
  /** Names of its keys. */
  readonly keys: readonly Fact[];
  readonly rate?: Fact;
  readonly burst?: Fact;
  readonly quota?: { readonly limit?: Fact; readonly period?: Fact };
}

/** Reads what an explanation adds to the route table; what is not known says so in its place. */
export function stageFactsOf(graph: Graph): StageFacts {
  const reading: Reading = { graph, onProblem: () => undefined };
  return {
    ecsServices: new Map(
      resourcesOf(graph, 'aws_ecs_service').flatMap((service) => ecsService(reading, service)),
    ),
    functions: functionsOf(reading),
    networkTargetGroups: new Map(
      resourcesOf(graph, 'aws_lb_listener').flatMap((one) => networkTargetGroup(reading, one)),
    ),
    apiStages: apiStagesOf(reading),
  };
}

/** The element that an attribute refers to, with one of the types. */
function elementAt(
  { graph }: Reading,
  from: GraphElement,
  path: readonly (string | number)[],
  type: string,
): GraphElement | undefined {
  const resolved = resolveAttribute(graph, from, path);
  return resolved.kind === 'attribute' && resolved.element.type === type
    ? resolved.element
    : undefined;
}

function countAt({ graph }: Reading, element: GraphElement, path: readonly string[]): number {
  const resolved = resolveAttribute(graph, element, path);
  if (resolved.kind !== 'value' || resolved.value === null) return 0;
  return Array.isArray(resolved.value) ? resolved.value.length : 1;
}

function ecsService(reading: Reading, service: GraphElement): [string, EcsServiceFacts][] {
  const { graph } = reading;
  const definition = elementAt(reading, service, ['task_definition'], 'aws_ecs_task_definition');
  const cluster = elementAt(reading, service, ['cluster'], 'aws_ecs_cluster');
  return Array.from({ length: countAt(reading, service, ['load_balancer']) }, (_, at) => {
    const block = ['load_balancer', at];
    const group = elementAt(
      reading,
      service,
      [...block, 'target_group_arn'],
      'aws_lb_target_group',
    );
    if (!group) return [];
    const container = factAt(graph, service, [...block, 'container_name']);
    const facts: EcsServiceFacts = {
      name: factAt(graph, service, ['name']) ?? service.address,
      cluster: cluster ? factAt(graph, cluster, ['name']) : factAt(graph, service, ['cluster']),
      desiredCount: factAt(graph, service, ['desired_count']),
      container,
      containerPort: factAt(graph, service, [...block, 'container_port']),
      taskDefinition: definition
        ? factAt(graph, definition, ['family'])
        : factAt(graph, service, ['task_definition']),
      image:
        definition && typeof container === 'string' ? imageOf(definition, container) : undefined,
      origin: service.origin,
    };
    return [[nameOf(reading, group), facts] as [string, EcsServiceFacts]];
  }).flat();
}

function imageOf(definition: GraphElement, container: string): Fact | undefined {
  const found = containerOf(definition, container);
  const { image } = found ?? {};
  return typeof image === 'string' ? image : undefined;
}

function functionsOf(reading: Reading): Map<string, FunctionFacts> {
  const { graph } = reading;
  const aliases = new Map<GraphElement, Map<string, AliasFacts>>();
  const functions = resourcesOf(graph, 'aws_lambda_function');
  const named = new Map(functions.map((one) => [factAt(graph, one, ['function_name']), one]));
  for (const alias of resourcesOf(graph, 'aws_lambda_alias')) {
    const of =
      elementAt(reading, alias, ['function_name'], 'aws_lambda_function') ??
      named.get(factAt(graph, alias, ['function_name']));
    if (!of) continue;
    const name = nameOf(reading, alias);
    const ofFunction = aliases.get(of) ?? new Map<string, AliasFacts>();
    aliases.set(of, ofFunction.set(name, aliasFacts(reading, alias)));
  }
  return new Map(
    functions.flatMap((one) => {
      const name = nameOf(reading, one, 'function_name');
      const provider = [
        'capacity_provider_config',
        'lambda_managed_instances_capacity_provider_config',
        'capacity_provider_arn',
      ];
      const managed = elementAt(reading, one, provider, 'aws_lambda_capacity_provider');
      const facts: FunctionFacts = {
        runtime: factAt(graph, one, ['runtime']) ?? factAt(graph, one, ['package_type']),
        memory: factAt(graph, one, ['memory_size']),
        timeout: factAt(graph, one, ['timeout']),
        capacityProvider: managed
          ? (factAt(graph, managed, ['name']) ?? managed.address)
          : factAt(graph, one, provider),
        aliases: aliases.get(one) ?? new Map<string, AliasFacts>(),
        origin: one.origin,
      };
      return [[name, facts] as const];
    }),
  );
}

function aliasFacts({ graph }: Reading, alias: GraphElement): AliasFacts {
  const weights = resolveAttribute(graph, alias, ['routing_config', 'additional_version_weights']);
  const version = factAt(graph, alias, ['function_version']);
  return {
    // The version that a deploy publishes has no number before it.
    ...(typeof version !== 'object' && { version }),
    additionalVersions:
      weights.kind === 'value' && typeof weights.value === 'object'
        ? (weights.value as Readonly<Record<string, number>>)
        : {},
  };
}

function networkTargetGroup(
  reading: Reading,
  listener: GraphElement,
): [string, NetworkTargetGroupFacts][] {
  const { graph } = reading;
  const balancer = elementAt(reading, listener, ['load_balancer_arn'], 'aws_lb');
  const direct = ['default_action', 0, 'target_group_arn'];
  const nested = ['default_action', 0, 'forward', 'target_group', 0, 'arn'];
  const group =
    elementAt(reading, listener, direct, 'aws_lb_target_group') ??
    elementAt(reading, listener, nested, 'aws_lb_target_group');
  if (balancer?.attributes.load_balancer_type !== 'network' || !group) return [];
  const port = factAt(graph, listener, ['port']);
  const checked = factAt(graph, group, ['health_check', 'protocol']);
  const says = factAt(graph, group, ['health_check']) !== undefined;
  const isAlb = factAt(graph, group, ['target_type']) === 'alb';
  const facts: NetworkTargetGroupFacts = {
    name: nameOf(reading, group),
    protocol: factAt(graph, group, ['protocol']),
    healthCheckPath: factAt(graph, group, ['health_check', 'path']),
    ...((checked === 'TCP' || (!says && !isAlb)) && { checksByTcp: true }),
  };
  return [[`${nameOf(reading, balancer)}:${String(port)}`, facts]];
}

function apiStagesOf(reading: Reading): Map<string, ApiStageFacts> {
  const { graph } = reading;
  const stages = new Map<string, { throttles: ThrottleFacts[]; usagePlans: UsagePlanFacts[] }>();
  const at = (
    from: GraphElement,
    api: readonly (string | number)[],
    stage: readonly (string | number)[],
  ) => {
    const restApi = elementAt(reading, from, api, 'aws_api_gateway_rest_api');
    if (!restApi) return undefined;
    const name = textOrExpressionAt(reading, from, stage);
    const key = `${nameOf(reading, restApi)}/${name}`;
    const existing = stages.get(key) ?? { throttles: [], usagePlans: [] };
    stages.set(key, existing);
    return existing;
  };
  for (const settings of resourcesOf(graph, 'aws_api_gateway_method_settings')) {
    const stage = at(settings, ['rest_api_id'], ['stage_name']);
    const methodPath = factAt(graph, settings, ['method_path']);
    const rate = factAt(graph, settings, ['settings', 'throttling_rate_limit']);
    const burst = factAt(graph, settings, ['settings', 'throttling_burst_limit']);
    if (!stage || typeof methodPath !== 'string') continue;
    if (typeof rate !== 'number' || typeof burst !== 'number') continue;
    const slash = methodPath.lastIndexOf('/');
    const path = methodPath.slice(0, slash).replace(/^\//, '').replaceAll('~1', '/');
    const method = methodPath.slice(slash + 1);
    // A negative limit is none.
    if (rate < 0) continue;
    stage.throttles.push({
      path: path === '*' ? path : `/${path.replace(/^\//, '')}`,
      method,
      rate,
      burst,
    });
  }
  const ties = resourcesOf(graph, 'aws_api_gateway_usage_plan_key');
  for (const plan of resourcesOf(graph, 'aws_api_gateway_usage_plan')) {
    const keys = ties.flatMap((tie) => {
      if (elementAt(reading, tie, ['usage_plan_id'], 'aws_api_gateway_usage_plan') !== plan)
        return [];
      const key = elementAt(reading, tie, ['key_id'], 'aws_api_gateway_api_key');
      return key ? [factAt(graph, key, ['name']) ?? key.address] : [];
    });
    const limit = factAt(graph, plan, ['quota_settings', 'limit']);
    const facts: UsagePlanFacts = {
      name: factAt(graph, plan, ['name']) ?? plan.address,
      keys,
      rate: factAt(graph, plan, ['throttle_settings', 'rate_limit']),
      burst: factAt(graph, plan, ['throttle_settings', 'burst_limit']),
      ...(limit !== undefined && {
        quota: { limit, period: factAt(graph, plan, ['quota_settings', 'period']) },
      }),
    };
    for (let index = 0; index < countAt(reading, plan, ['api_stages']); index += 1) {
      at(plan, ['api_stages', index, 'api_id'], ['api_stages', index, 'stage'])?.usagePlans.push(
        facts,
      );
    }
  }
  return stages;
}
