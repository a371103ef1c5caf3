import type { Finding } from '../finding';
import { report } from '../report';
import type { HttpService } from '../service';

/** What is wrong with how the tasks of a service spread over Fargate and Fargate Spot. */
export function capacityFindings({ container: { capacity }, scaling, at }: HttpService): Finding[] {
  const { base, spot } = capacity;
  if (spot === 0) return [];
  const position = at('container.capacity');
  if (spot === 100 && base > 0) {
    const message = `with \`container.capacity.spot\` 100, Fargate has weight 0 and places no task, not the \`base\` of ${base} either`;
    return [report('SLP1267', position, message, 'write `spot: 99`, or `base: 0`')];
  }
  const { min, max } = scaling;
  const findings: Finding[] = [];
  const half = Math.floor(max / 2);
  if (base > half) {
    const message = `\`container.capacity\` asks for ${spot} % on Spot beyond a \`base\` of ${base}, which is ${percent(spotTasks(capacity, min) / min)} of ${tasks(min)} and ${percent(spotTasks(capacity, max) / max)} of ${tasks(max)}`;
    const fix = `write \`base: ${half}\`, or \`max: ${base * 2}\` below \`scaling\``;
    findings.push(report('SLP1268', position, message, fix));
  }
  const onDemand = min - spotTasks(capacity, min);
  if (onDemand < 1) {
    const message = `of the ${tasks(min)} that always run, \`container.capacity\` puts ${percent(onDemand / min)} on demand, less than one`;
    findings.push(report('SLP1269', position, message, 'write `base: 1`, or more'));
  }
  return findings;
}

/** Tasks on Spot that ECS aims at where `count` run. */
function spotTasks({ base, spot }: HttpService['container']['capacity'], count: number): number {
  return (Math.max(0, count - base) * spot) / 100;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function tasks(count: number): string {
  return count === 1 ? '1 task' : `${count} tasks`;
}
