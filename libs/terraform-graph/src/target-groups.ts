import { ascending } from '@slipway/platform';
import type { TargetGroup, TargetStickiness } from '@slipway/routing';
import type { Step } from './expression';
import { resourcesOf, type GraphElement } from './graph';
import { numberAt, textAt } from './read-attribute';
import { attempt, nameOf, type Reading } from './reading';
import { resolveAttribute } from './resolve';

/**
 * Target groups of services, sorted by name: those with `target_type` alb are a hop of the NLB instead.
 * One that cannot be read is left out.
 */
export function targetGroupsOf(reading: Reading): TargetGroup[] {
  return resourcesOf(reading.graph, 'aws_lb_target_group')
    .filter((group) => group.attributes.target_type !== 'alb')
    .flatMap((group) =>
      attempt(
        reading,
        () => [readTargetGroup(reading, group)],
        () => [],
      ),
    )
    .sort(ascending(({ name }) => name));
}

/**
 * What AWS takes where the stacks say nothing; thresholds are those of the provider.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 */
const defaults = {
  path: '/',
  matcher: '200',
  interval: 30,
  timeout: 5,
  lambdaInterval: 35,
  lambdaTimeout: 30,
  threshold: 3,
  deregistrationDelay: 300,
} as const;

/** Rules ask for the groups that the table lists. */
const readGroups = new WeakMap<Reading, Map<GraphElement, TargetGroup>>();

/** @throws UnreadableGraphError where a value of it is not known before a plan */
export function readTargetGroup(reading: Reading, group: GraphElement): TargetGroup {
  const groups = readGroups.get(reading) ?? new Map<GraphElement, TargetGroup>();
  readGroups.set(reading, groups);
  const known = groups.get(group) ?? readAttributes(reading, group);
  groups.set(group, known);
  return known;
}

function readAttributes(reading: Reading, group: GraphElement): TargetGroup {
  const { graph } = reading;
  const ofFunctions = group.attributes.target_type === 'lambda';
  const number = (path: readonly Step[], otherwise: number): number =>
    isWritten(reading, group, path) ? numberAt(graph, group, path) : otherwise;
  const text = (path: readonly Step[], otherwise: string): string =>
    isWritten(reading, group, path) ? textAt(graph, group, path) : otherwise;
  const check = (attribute: string): readonly Step[] => ['health_check', attribute];
  const algorithm = text(['load_balancing_algorithm_type'], 'round_robin');
  const slowStart = number(['slow_start'], 0);
  const stickiness = stickinessOf(reading, group);
  return {
    name: nameOf(reading, group),
    port: ofFunctions ? 0 : numberAt(graph, group, ['port']),
    healthCheck: {
      path: text(check('path'), defaults.path),
      matcher: text(check('matcher'), defaults.matcher),
      interval: number(
        check('interval'),
        ofFunctions ? defaults.lambdaInterval : defaults.interval,
      ),
      timeout: number(check('timeout'), ofFunctions ? defaults.lambdaTimeout : defaults.timeout),
      healthyThreshold: number(check('healthy_threshold'), defaults.threshold),
      unhealthyThreshold: number(check('unhealthy_threshold'), defaults.threshold),
    },
    deregistrationDelay: number(['deregistration_delay'], defaults.deregistrationDelay),
    ...(algorithm !== 'round_robin' && { algorithm: algorithm as TargetGroup['algorithm'] }),
    ...(slowStart > 0 && { slowStart }),
    ...(stickiness && { stickiness }),
  };
}

/** Undefined unless it is switched on: a block without `enabled` is. */
function stickinessOf(reading: Reading, group: GraphElement): TargetStickiness | undefined {
  const { graph } = reading;
  if (!isWritten(reading, group, ['stickiness', 'type'])) return undefined;
  const enabled = resolveAttribute(graph, group, ['stickiness', 'enabled']);
  if (enabled.kind === 'value' && enabled.value === false) return undefined;
  const cookie: readonly Step[] = ['stickiness', 'cookie_name'];
  const duration: readonly Step[] = ['stickiness', 'cookie_duration'];
  return {
    type: textAt(graph, group, ['stickiness', 'type']),
    duration: isWritten(reading, group, duration) ? numberAt(graph, group, duration) : 86_400,
    ...(isWritten(reading, group, cookie) && { cookieName: textAt(graph, group, cookie) }),
  };
}

/** Whether there is anything at a path of the element. */
function isWritten({ graph }: Reading, element: GraphElement, path: readonly Step[]): boolean {
  const resolved = resolveAttribute(graph, element, path);
  if (resolved.kind === 'attribute') return resolved.element !== element;
  return resolved.kind !== 'value' || resolved.value !== null;
}
