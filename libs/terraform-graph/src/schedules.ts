import { resourcesOf, type Graph, type GraphElement } from './graph';
import { describe, placeOf, textAt } from './read-attribute';
import { resolveAttribute } from './resolve';
import { UnreadableGraphError } from './errors';
import type { Step } from './expression';

/** What calls something at times. */
export interface Schedule {
  /** What makes it: EventBridge Scheduler, or a rule of EventBridge. */
  readonly kind: 'scheduler' | 'rule';
  readonly name: string;
  /** Absent where it belongs to no service. */
  readonly service?: string;
  /** `rate(5 minutes)`, `cron(0 9 ? * MON-FRI *)` or `at(2030-01-31T09:00:00)`. */
  readonly expression: string;
  /** IANA time zone of the expression. */
  readonly timezone: string;
  /** False where it is switched off. */
  readonly enabled: boolean;
  readonly target: ScheduleTarget;
  /** Event as JSON text; absent where none is written, or only AWS knows it. */
  readonly input?: string;
}

export type ScheduleTarget =
  | { readonly kind: 'function'; readonly functionName: string; readonly qualifier?: string }
  /** ARN, as far as it is known. */
  | { readonly kind: 'other'; readonly arn: string };

/**
 * Every schedule of EventBridge Scheduler, and every rule of EventBridge that has an expression, one for
 * each of its targets.
 *
 * @throws UnreadableGraphError where a name or an expression is not known before a plan
 */
export function schedulesOf(graph: Graph): Schedule[] {
  return [
    ...resourcesOf(graph, 'aws_scheduler_schedule').map((schedule) =>
      fromScheduler(graph, schedule),
    ),
    ...resourcesOf(graph, 'aws_cloudwatch_event_target').flatMap((target) =>
      fromRule(graph, target),
    ),
  ];
}

function fromScheduler(graph: Graph, schedule: GraphElement): Schedule {
  const at = (...path: Step[]) => optionalText(graph, schedule, path);
  return {
    kind: 'scheduler',
    name: textAt(graph, schedule, ['name']),
    service: schedule.origin?.service,
    expression: textAt(graph, schedule, ['schedule_expression']),
    timezone: at('schedule_expression_timezone') ?? 'UTC',
    enabled: at('state') !== 'DISABLED',
    target: targetAt(graph, schedule, ['target', 'arn']),
    ...inputAt(at('target', 'input')),
  };
}

/** Nothing for a rule that matches events only. */
function fromRule(graph: Graph, target: GraphElement): Schedule[] {
  const rule = ruleOf(graph, target);
  const at = (attribute: string) => optionalText(graph, rule, [attribute]);
  const expression = at('schedule_expression');
  if (expression === undefined) return [];
  return [
    {
      kind: 'rule',
      name: textAt(graph, rule, ['name']),
      service: rule.origin?.service,
      expression,
      // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-rule-schedule.html
      timezone: 'UTC',
      enabled: at('state') !== 'DISABLED',
      target: targetAt(graph, target, ['arn']),
      ...inputAt(optionalText(graph, target, ['input'])),
    },
  ];
}

function ruleOf(graph: Graph, target: GraphElement): GraphElement {
  const rule = resolveAttribute(graph, target, ['rule']);
  const rules = resourcesOf(graph, 'aws_cloudwatch_event_rule');
  const found =
    rule.kind === 'value'
      ? rules.find((one) => textAt(graph, one, ['name']) === rule.value)
      : rule.kind === 'attribute'
        ? rules.find((one) => one === rule.element)
        : undefined;
  if (found) return found;
  throw new UnreadableGraphError(
    placeOf(target, ['rule']),
    `must name a rule of this stage, but ${describe(rule)}`,
  );
}

function targetAt(graph: Graph, element: GraphElement, path: readonly Step[]): ScheduleTarget {
  const resolved = resolveAttribute(graph, element, path);
  if (resolved.kind === 'value') return { kind: 'other', arn: String(resolved.value) };
  if (resolved.kind === 'attribute' && resolved.element.type === 'aws_lambda_alias') {
    const alias = resolved.element;
    const qualifier = textAt(graph, alias, ['name']);
    return { kind: 'function', functionName: functionNameOf(graph, alias), qualifier };
  }
  if (resolved.kind === 'attribute' && resolved.element.type === 'aws_lambda_function') {
    const functionName = textAt(graph, resolved.element, ['function_name']);
    return { kind: 'function', functionName };
  }
  const arn = resolved.kind === 'attribute' ? `\${${resolved.element.address}}` : 'not known';
  return { kind: 'other', arn };
}

/** The alias has the function's name or its ARN. */
function functionNameOf(graph: Graph, alias: GraphElement): string {
  const named = resolveAttribute(graph, alias, ['function_name']);
  return named.kind === 'attribute' && named.element.type === 'aws_lambda_function'
    ? textAt(graph, named.element, ['function_name'])
    : textAt(graph, alias, ['function_name']);
}

function optionalText(
  graph: Graph,
  element: GraphElement,
  path: readonly Step[],
): string | undefined {
  const resolved = resolveAttribute(graph, element, path);
  return resolved.kind === 'value' && resolved.value !== null ? String(resolved.value) : undefined;
}

function inputAt(input: string | undefined): { input?: string } {
  return input === undefined ? {} : { input };
}
