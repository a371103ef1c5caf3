import type { Finding, Rule, SourcePosition } from '@slipway/catalog';
import { rules, type RuleId } from './rules';

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
