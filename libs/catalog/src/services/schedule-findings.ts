import type { Finding } from '../finding';
import { report } from '../report';
import { expressionProblem } from '../schedules/schedule-expression';
import type { FunctionService } from '../service';

/** Name of the schedule that `function.warm` makes. */
export const warmSchedule = 'warm';

/** What is wrong with the schedules of a function. */
export function scheduleFindings(service: FunctionService): Finding[] {
  return [...sharedNames(service), ...expressionFindings(service), ...zoneFindings(service)];
}

function sharedNames({ schedules, function: { warm }, at }: FunctionService): Finding[] {
  const taken = new Set(warm ? [warmSchedule] : []);
  return schedules.flatMap(({ name }, index) => {
    if (!taken.has(name)) {
      taken.add(name);
      return [];
    }
    const holder = warm && name === warmSchedule ? '`function.warm`' : 'an earlier schedule';
    const message = `\`schedules[${index}].name\` is ${name}, the name of ${holder}`;
    const position = at(`schedules.${index}.name`);
    return [report('SLP1322', position, message, `write \`name: ${name}-${index + 1}\``)];
  });
}

function expressionFindings({ schedules, at }: FunctionService): Finding[] {
  return schedules.flatMap(({ expression }, index) => {
    const problem = expressionProblem(expression);
    if (!problem) return [];
    const message = `\`schedules[${index}].expression\` ${expression} ${problem.what}`;
    const fix = `write \`expression: ${problem.nearest}\``;
    return [report('SLP1323', at(`schedules.${index}.expression`), message, fix)];
  });
}

function zoneFindings({ schedules, at }: FunctionService): Finding[] {
  return schedules.flatMap(({ expression, timezone }, index) => {
    if (timezone === undefined || !expression.startsWith('rate(')) return [];
    const message = `\`schedules[${index}].timezone\` is ${timezone}, and ${expression} has no use for it`;
    const position = at(`schedules.${index}.timezone`);
    return [report('SLP1325', position, message, 'remove `timezone`')];
  });
}
