import type { ListenerAction, ListenerRule, RuleCondition } from '../route-table';

/** The conditions of a rule in a line: `path /quotes, /quotes/* and header X-Tier: gold`. */
export function conditionsText({ conditions }: ListenerRule): string {
  return conditions.length === 0 ? 'everything' : conditions.map(conditionText).join(' and ');
}

function conditionText(condition: RuleCondition): string {
  switch (condition.field) {
    case 'path-pattern':
      return `path ${valuesText(condition)}`;
    case 'host-header':
      return `host ${valuesText(condition)}`;
    case 'http-header':
      return `header ${condition.name}: ${valuesText(condition)}`;
    case 'http-request-method':
      return `verb ${condition.values.join(', ')}`;
    case 'query-string':
      return `query ${condition.values
        .map(({ key, value }) => (key === undefined ? value : `${key}=${value}`))
        .join(', ')}`;
    case 'source-ip':
      return `address ${condition.values.join(', ')}`;
    case 'unknown':
      return `a condition that ${condition.reason}`;
  }
}

function valuesText({
  values,
  regexValues = [],
}: {
  readonly values: readonly string[];
  readonly regexValues?: readonly string[];
}): string {
  return [...values, ...regexValues.map((expression) => `regex ${expression}`)].join(', ');
}

/** What a rule does, after its name: `forwards to quotes`. */
export function actionText(action: ListenerAction): string {
  switch (action.type) {
    case 'forward':
      return `forwards to ${action.targetGroup}`;
    case 'weighted-forward':
      return `forwards to ${action.targetGroups
        .map(({ targetGroup, weight }) => `${targetGroup} (${weight})`)
        .join(', ')}`;
    case 'fixed-response':
      return `answers ${action.statusCode}`;
    case 'redirect':
      return `redirects to ${action.location}`;
    case 'unknown':
      return 'does what is not known';
  }
}
