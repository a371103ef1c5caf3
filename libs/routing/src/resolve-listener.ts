import { evaluateRules, type ListenerRequest } from './listener-rules';
import type { LosingRule } from './resolution';
import type { ApplicationListener, ListenerRule, RouteTable, TargetGroup } from './route-table';

/** What a listener of an ALB does with a request. */
export type ListenerResolution = Evaluated &
  (
    | { readonly outcome: 'target-group'; readonly targetGroup: TargetGroup }
    | {
        readonly outcome: 'fixed-response';
        readonly statusCode: number;
        readonly contentType: string;
        readonly body: string;
      }
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

/** The same, with a faster way to find a target group. */
export function evaluateListener(
  targetGroupNamed: (name: string) => TargetGroup | undefined,
  listener: ApplicationListener,
  request: ListenerRequest,
): ListenerResolution {
  const { rule, losers } = evaluateRules(listener, request);
  const evaluated = { listener, rule, losers };
  const action = rule ? rule.action : listener.defaultAction;
  if (action.type === 'fixed-response') {
    const { statusCode, contentType, body } = action;
    return { outcome: 'fixed-response', ...evaluated, statusCode, contentType, body };
  }
  const targetGroup = targetGroupNamed(action.targetGroup);
  if (targetGroup) return { outcome: 'target-group', ...evaluated, targetGroup };
  const origin = rule ? `rule ${rule.priority}` : 'the default action';
  const { applicationLoadBalancer } = listener;
  const reason = `${origin} of ${applicationLoadBalancer} forwards to ${action.targetGroup}, which does not exist`;
  return { outcome: 'broken', ...evaluated, reason };
}
