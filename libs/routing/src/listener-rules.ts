import { matchesPattern } from './path-pattern';
import type { LosingRule } from './resolution';
import type { ApplicationListener, ListenerRule, RuleCondition } from './route-table';

/** What an ALB sees of a request. */
export interface ListenerRequest {
  readonly path: string;
  readonly host?: string;
}

export interface RuleEvaluation {
  /** Absent where the default action takes the request. */
  readonly rule?: ListenerRule;
  readonly losers: readonly LosingRule[];
}

/**
 * The first rule in the order of priorities that the request meets every condition of.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html
 */
export function evaluateRules(
  { rules }: ApplicationListener,
  request: ListenerRequest,
): RuleEvaluation {
  const losers: LosingRule[] = [];
  for (const rule of rules) {
    const unmet = rule.conditions.find((condition) => !isMet(condition, request));
    if (!unmet) return { rule, losers };
    losers.push({
      rule,
      // Only explanations ask for it, and every request passes by every rule before its own.
      get reason() {
        return reasonOf(unmet, request);
      },
    });
  }
  return { losers };
}

function isMet({ field, values }: RuleCondition, { path, host }: ListenerRequest): boolean {
  if (field === 'path-pattern') return values.some((value) => matchesPattern(value, path));
  // Host names are the one thing that an ALB compares without regard to case.
  const name = host?.toLowerCase();
  return name !== undefined && values.some((value) => matchesPattern(value.toLowerCase(), name));
}

function reasonOf({ field, values }: RuleCondition, { path, host }: ListenerRequest): string {
  const subject =
    field === 'path-pattern'
      ? `path ${path}`
      : host === undefined
        ? 'a request without host'
        : `host ${host}`;
  return values.length === 1
    ? `${subject} does not match ${values.join()}`
    : `${subject} matches none of ${values.join(', ')}`;
}
