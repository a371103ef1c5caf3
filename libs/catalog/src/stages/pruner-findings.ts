import type { Finding } from '../finding';
import { report } from '../report';
import { expressionProblem } from '../schedules/schedule-expression';
import type { PrunerSettings, Stage } from '../stage';
import { notifyFindings } from './notify-findings';

/** What is wrong with settings of the pruner that are each valid by themselves. */
export function prunerFindings(stage: Stage): Finding[] {
  const { pruner, at } = stage;
  if (!pruner) return [];
  return [
    ...scheduleFindings(pruner, at),
    ...notifyFindings('SLP1561', 'pruner', pruner.notify, stage),
  ];
}

function scheduleFindings(
  { schedule: { expression, timezone } }: PrunerSettings,
  at: Stage['at'],
): Finding[] {
  const problem = expression.startsWith('at(')
    ? { what: 'calls the pruner once', nearest: 'rate(1 day)' }
    : expressionProblem(expression);
  if (problem) {
    const message = `\`pruner.schedule.expression\` ${expression} ${problem.what}`;
    const fix = `write \`expression: ${problem.nearest}\``;
    return [report('SLP1551', at('pruner.schedule.expression'), message, fix)];
  }
  if (timezone === undefined || !expression.startsWith('rate(')) return [];
  const message = `\`pruner.schedule.timezone\` is ${timezone}, and ${expression} has no use for it`;
  return [report('SLP1553', at('pruner.schedule.timezone'), message, 'remove `timezone`')];
}
