import type { Finding, SourcePosition } from './finding';
import type { Rule } from './rules/rule';
import { rules } from './rules/rules';

/** Makes a finding of a rule, with the severity and the reason that the table of rules states. */
export type Report<Id extends string> = (
  rule: Id,
  position: SourcePosition,
  message: string,
  fix: string,
) => Finding;

/** What makes findings of a table of rules. */
export function reportOf<Id extends string>(table: Readonly<Record<Id, Rule>>): Report<Id> {
  return (rule, position, message, fix) => {
    const { severity, why } = table[rule];
    return { rule, severity, position, message, why, fix };
  };
}

/** Makes a finding of a rule of the catalog. */
export const report = reportOf(rules);
