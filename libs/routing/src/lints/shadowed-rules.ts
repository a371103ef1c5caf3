import { containsBlock } from '../cidr';
import type { ApplicationListener, ListenerRule, RuleCondition } from '../route-table';
import { isCovered, languageOfPattern, type Language } from './path-language';
import { actionText, conditionsText } from './rule-text';
import type { RouteMistake } from './route-mistake';

/** Rules that never win, since an earlier one of their listener takes every request of theirs. */
export function shadowedRules(listeners: readonly ApplicationListener[]): RouteMistake[] {
  return listeners.flatMap((listener) => {
    const prepared = listener.rules.map(prepare);
    return prepared.flatMap((later, at) => {
      const earlier = prepared.slice(0, at).find((one) => takesAllOf(one, later));
      return earlier ? [mistake(listener, earlier.rule, later.rule)] : [];
    });
  });
}

function mistake(
  { applicationLoadBalancer, port }: ApplicationListener,
  earlier: ListenerRule,
  later: ListenerRule,
): RouteMistake {
  const { priority } = later;
  return {
    rule: 'SLP2604',
    message:
      `rule ${priority} of ${applicationLoadBalancer} (${conditionsText(later)}) never ${actionText(later.action)}: ` +
      `rule ${earlier.priority} (${conditionsText(earlier)}) takes every such request before and ${actionText(earlier.action)}`,
    fix: `give rule ${priority} a priority below ${earlier.priority}, narrow rule ${earlier.priority}, or remove rule ${priority}`,
    subject: { kind: 'rule', applicationLoadBalancer, port, priority },
  };
}

interface Prepared {
  readonly rule: ListenerRule;
  readonly conditions: readonly PreparedCondition[];
}

interface PreparedCondition {
  readonly condition: RuleCondition;
  readonly languages: readonly Language[];
}

function prepare(rule: ListenerRule): Prepared {
  return {
    rule,
    conditions: rule.conditions.map((condition) => ({
      condition,
      languages: patternsOf(condition).map(languageOfPattern),
    })),
  };
}

/** The values as patterns without regard to case, where the condition has none. */
function patternsOf(condition: RuleCondition): readonly string[] {
  switch (condition.field) {
    case 'path-pattern':
      return condition.values;
    case 'host-header':
    case 'http-header':
      return condition.values.map((value) => value.toLowerCase());
    default:
      return [];
  }
}

/** Whether every condition of the earlier rule holds wherever those of the later one do. */
function takesAllOf(earlier: Prepared, later: Prepared): boolean {
  return earlier.conditions.every((wanted) =>
    later.conditions.some((given) => implies(given, wanted)),
  );
}

function implies(given: PreparedCondition, wanted: PreparedCondition): boolean {
  const { condition: one } = given;
  const { condition: other } = wanted;
  switch (one.field) {
    case 'path-pattern':
    case 'host-header':
      return other.field === one.field && impliesPatterns(given, wanted);
    case 'http-header':
      return (
        other.field === 'http-header' &&
        other.name.toLowerCase() === one.name.toLowerCase() &&
        impliesPatterns(given, wanted)
      );
    case 'http-request-method':
      return (
        other.field === 'http-request-method' &&
        one.values.every((value) => other.values.includes(value))
      );
    case 'query-string':
      return (
        other.field === 'query-string' &&
        one.values.every(({ key, value }) =>
          other.values.some(
            (wider) =>
              (wider.key === undefined || (key !== undefined && covers(wider.key, key))) &&
              covers(wider.value, value),
          ),
        )
      );
    case 'source-ip':
      return (
        other.field === 'source-ip' &&
        one.values.every((inner) => other.values.some((outer) => containsBlock(outer, inner)))
      );
    case 'unknown':
      return false;
  }
}

function impliesPatterns(
  { condition: given, languages }: PreparedCondition,
  { condition: wanted, languages: wider }: PreparedCondition,
): boolean {
  const expressions = regexesOf(given);
  const known = regexesOf(wanted);
  return (
    expressions.every((expression) => known.includes(expression)) &&
    languages.every((language) => isCovered([language], wider))
  );
}

function regexesOf(condition: RuleCondition): readonly string[] {
  return 'regexValues' in condition ? (condition.regexValues ?? []) : [];
}

function covers(wider: string, pattern: string): boolean {
  const of = (text: string) => languageOfPattern(text.toLowerCase());
  return isCovered([of(pattern)], [of(wider)]);
}
