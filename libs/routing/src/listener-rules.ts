import { unmetReason, verdictOf, type ListenerRequest } from './conditions';
import type { LosingRule } from './resolution';
import type { ApplicationListener, ListenerRule } from './route-table';

export interface RuleEvaluation {
  /** Absent where the default action takes the request. */
  readonly rule?: ListenerRule;
  readonly losers: readonly LosingRule[];
  /** Why nobody can say whether `rule` is met; absent where it is. */
  readonly uncertain?: string;
}

/**
 * The first rule in the order of priorities that the request meets every condition of, or the first
 * of which nobody can say.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html
 */
export function evaluateRules(
  { rules }: ApplicationListener,
  request: ListenerRequest,
): RuleEvaluation {
  const losers: LosingRule[] = [];
  for (const rule of rules) {
    let unknown: string | undefined;
    let met = true;
    for (const condition of rule.conditions) {
      const verdict = verdictOf(condition, request);
      if (verdict === false) {
        met = false;
        break;
      }
      if (verdict !== true) unknown ??= verdict.unknown;
    }
    if (met) return { rule, losers, ...(unknown !== undefined && { uncertain: unknown }) };
    losers.push({
      rule,
      // Only explanations ask for it, and every request passes by every rule before its own.
      get reason() {
        return rule.conditions
          .filter((condition) => verdictOf(condition, request) === false)
          .map((condition) => unmetReason(condition, request))
          .join(', and ');
      },
    });
  }
  return { losers };
}
