import type { Finding } from '../finding';
import { report } from '../report';
import type { BatchService, HttpService } from '../service';
import { fargateSizes, nearestFargateSize } from '../schema/fargate-sizes';

/** What is wrong with settings of a container service that are each valid by themselves. */
export function containerFindings(service: HttpService): Finding[] {
  return [...sizeFindings(service), ...scalingFindings(service)];
}

/** Whether Fargate offers the size of a service's task. */
export function sizeFindings({ container, at }: HttpService | BatchService): Finding[] {
  const { cpu, memory } = container;
  const memories = fargateSizes.get(cpu);
  if (memories?.includes(memory)) return [];
  const size = nearestFargateSize(cpu, memory);
  const message = memories
    ? `with \`container.cpu\` ${cpu}, \`container.memory\` ${memory} is no size Fargate offers; it offers ${rangeText(memories)} MiB`
    : `\`container.cpu\` is ${cpu}; Fargate offers ${[...fargateSizes.keys()].join(', ')}`;
  const fix = `write \`cpu: ${size.cpu}\` and \`memory: ${size.memory}\``;
  const position = at(memories ? 'container.memory' : 'container.cpu');
  return [report('SLP1222', position, message, fix)];
}

function scalingFindings({ scaling, at }: HttpService): Finding[] {
  if (scaling.min <= scaling.max) return [];
  const message = `\`scaling.min\` is ${scaling.min}, above \`scaling.max\` of ${scaling.max}`;
  return [report('SLP1232', at('scaling.min'), message, `write \`max: ${scaling.min}\` or more`)];
}

function rangeText(ascending: readonly number[]): string {
  if (ascending.length <= 4) return ascending.join(', ');
  const [first = 0, second = 0] = ascending;
  return `${first} to ${ascending.at(-1)} in steps of ${second - first}`;
}
