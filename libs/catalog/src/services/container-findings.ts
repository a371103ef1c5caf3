import type { Finding } from '../finding';
import { report } from '../report';
import type { HttpService } from '../service';
import { fargateSizes, nearestFargateSize } from '../schema/fargate-sizes';

/** What is wrong with settings of a container service that are each valid by themselves. */
export function containerFindings({ container, scaling, at }: HttpService): Finding[] {
  const findings: Finding[] = [];
  const { cpu, memory } = container;
  const memories = fargateSizes.get(cpu);
  if (!memories?.includes(memory)) {
    const size = nearestFargateSize(cpu, memory);
    const message = memories
      ? `with \`container.cpu\` ${cpu}, \`container.memory\` ${memory} is no size Fargate offers; it offers ${rangeText(memories)} MiB`
      : `\`container.cpu\` is ${cpu}; Fargate offers ${[...fargateSizes.keys()].join(', ')}`;
    const fix = `write \`cpu: ${size.cpu}\` and \`memory: ${size.memory}\``;
    findings.push(
      report('SLP1222', at(memories ? 'container.memory' : 'container.cpu'), message, fix),
    );
  }
  if (scaling.min > scaling.max) {
    const message = `\`scaling.min\` is ${scaling.min}, above \`scaling.max\` of ${scaling.max}`;
    findings.push(
      report('SLP1232', at('scaling.min'), message, `write \`max: ${scaling.min}\` or more`),
    );
  }
  return findings;
}

function rangeText(ascending: readonly number[]): string {
  if (ascending.length <= 4) return ascending.join(', ');
  const [first = 0, second = 0] = ascending;
  return `${first} to ${ascending.at(-1)} in steps of ${second - first}`;
}
