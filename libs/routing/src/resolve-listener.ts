import { otherReadings } from './alb-path';
import type { ListenerRequest } from './conditions';
import { evaluateRules, type RuleEvaluation } from './listener-rules';
import type { LosingRule, TargetGroupShare } from './resolution';
import type {
  ApplicationListener,
  ListenerAction,
  ListenerRule,
  RouteTable,
  TargetGroup,
} from './route-table';

/** What a listener of an ALB does with a request. */
export type ListenerResolution = Evaluated &
  (
    | {
        readonly outcome: 'target-group';
        /** The only one, or that with the largest weight. */
        readonly targetGroup: TargetGroup;
        /** Absent where all requests go to one. */
        readonly weighted?: readonly TargetGroupShare[];
      }
    | {
        readonly outcome: 'fixed-response';
        readonly statusCode: number;
        readonly contentType: string;
        readonly body: string;
      }
    | { readonly outcome: 'redirect'; readonly statusCode: number; readonly location: string }
    /** It depends on something that AWS does not say, or that is not known; the text tells what. */
    | { readonly outcome: 'uncertain'; readonly reason: string }
    /** The target group is not in the table; the text names it. */
    | { readonly outcome: 'broken'; readonly reason: string }
  );

interface Evaluated {
  readonly listener: ApplicationListener;
  /** Absent where the listener's default action takes the request. */
  readonly rule?: ListenerRule;
  readonly losers: readonly LosingRule[];
}

/** Where a listener of an ALB sends a request. */
export function resolveListener(
  { targetGroups }: Pick<RouteTable, 'targetGroups'>,
  listener: ApplicationListener,
  request: ListenerRequest,
): ListenerResolution {
  const byName = (name: string) => targetGroups.find((group) => group.name === name);
  return evaluateListener(byName, listener, request);
}

type FindTargetGroup = (name: string) => TargetGroup | undefined;

/** The same, with a faster way to find a target group. */
export function evaluateListener(
  targetGroupNamed: FindTargetGroup,
  listener: ApplicationListener,
  request: ListenerRequest,
): ListenerResolution {
  const evaluation = evaluateRules(listener, request);
  const { rule, losers } = evaluation;
  const evaluated = { listener, rule, losers };
  const doubt = doubtOf(listener, request, evaluation);
  if (doubt !== undefined) return { outcome: 'uncertain', ...evaluated, reason: doubt };

  const action = rule ? rule.action : listener.defaultAction;
  const { applicationLoadBalancer } = listener;
  const origin = `${rule ? `rule ${rule.priority}` : 'the default action'} of ${applicationLoadBalancer}`;
  switch (action.type) {
    case 'fixed-response': {
      const { statusCode, contentType, body } = action;
      return { outcome: 'fixed-response', ...evaluated, statusCode, contentType, body };
    }
    case 'redirect': {
      const location = fillLocation(action.location, request);
      return { outcome: 'redirect', ...evaluated, statusCode: action.statusCode, location };
    }
    case 'unknown':
      return { outcome: 'uncertain', ...evaluated, reason: `${origin}: ${action.reason}` };
    case 'forward':
    case 'weighted-forward': {
      const forwarded = forwardTo(targetGroupNamed, action, origin);
      return 'reason' in forwarded
        ? { outcome: 'broken', ...evaluated, ...forwarded }
        : { outcome: 'target-group', ...evaluated, ...forwarded };
    }
  }
}

function forwardTo(
  targetGroupNamed: FindTargetGroup,
  action: Extract<ListenerAction, { readonly type: 'forward' | 'weighted-forward' }>,
  origin: string,
):
  | { readonly reason: string }
  | { readonly targetGroup: TargetGroup; readonly weighted?: readonly TargetGroupShare[] } {
  const wanted =
    action.type === 'forward'
      ? [{ targetGroup: action.targetGroup, weight: 1 }]
      : action.targetGroups.filter(({ weight }) => weight > 0);
  const shares: TargetGroupShare[] = [];
  for (const { targetGroup: name, weight } of wanted) {
    const targetGroup = targetGroupNamed(name);
    if (!targetGroup) return { reason: `${origin} forwards to ${name}, which does not exist` };
    shares.push({ targetGroup, weight });
  }
  const [largest] = [...shares].sort((a, b) => b.weight - a.weight);
  if (!largest) return { reason: `${origin} gives every target group the weight 0` };
  return { targetGroup: largest.targetGroup, ...(shares.length > 1 && { weighted: shares }) };
}

/** Why nobody can say which rule wins; undefined where it is known. */
function doubtOf(
  listener: ApplicationListener,
  request: ListenerRequest,
  { rule, uncertain }: RuleEvaluation,
): string | undefined {
  if (uncertain !== undefined) return `rule ${rule?.priority} may win: ${uncertain}`;
  for (const { path, what } of otherReadings(request.path)) {
    const other = evaluateRules(listener, { ...request, path }).rule;
    if (other === rule) continue;
    return (
      `AWS does not say how an ALB compares ${what} in a path: ` +
      `as ${request.path} ${nameOf(rule)} wins, as ${path} ${nameOf(other)}`
    );
  }
  return undefined;
}

function nameOf(rule: ListenerRule | undefined): string {
  return rule ? `rule ${rule.priority}` : 'the default action';
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html#redirect-actions */
function fillLocation(location: string, { path, host, query = '' }: ListenerRequest): string {
  const values: Readonly<Record<string, string | undefined>> = {
    host: host?.replace(/:\d+$/, ''),
    path: path.replace(/^\//, ''),
    query,
  };
  return location
    .replace(/#\{(host|path|query)\}/g, (placeholder, name: string) => values[name] ?? placeholder)
    .replace(/\?$/, '');
}
