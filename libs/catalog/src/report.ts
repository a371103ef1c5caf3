import type { Finding, SourcePosition } from './finding';
import type { Rule } from './rules/rule';
import { rules, type RuleId } from './rules/rules';

/** A finding of the rule, with the severity and the reason that the table of rules states. */
export function report(
  rule: RuleId,
  position: SourcePosition,
  message: string,
  fix: string,
): Finding {
  const { severity, why }: Rule = rules[rule];
  return { rule, severity, position, message, why, fix };
}
