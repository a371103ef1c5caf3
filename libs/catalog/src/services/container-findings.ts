import type { Finding } from '../finding';
import { report } from '../report';
import type { HttpService } from '../service';
import { fargateSizes, nearestFargateSize } from '../schema/fargate-sizes';
import { capacityFindings } from './capacity-findings';
import { deploymentFindings } from './deployment-findings';

/** What is wrong with settings of a container service that are each valid by themselves. */
export function containerFindings(service: HttpService): Finding[] {
  return [
    ...sizeFindings(service),
    ...mountFindings(service),
    ...collectorFindings(service),
    ...bufferFindings(service),
    ...capacityFindings(service),
    ...deploymentFindings(service),
  ];
}

function sizeFindings({ container, scaling, at }: HttpService): Finding[] {
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

function mountFindings({ container: { mounts }, at }: HttpService): Finding[] {
  return mounts.flatMap((path, index) => {
    if (mounts.indexOf(path) === index) return [];
    const message = `\`container.mounts\` names ${path} twice`;
    return [report('SLP1263', at(`container.mounts.${index}`), message, 'remove one of them')];
  });
}

function collectorFindings({ container, telemetry, at }: HttpService): Finding[] {
  if (!telemetry.collector) return [];
  return (['cpu', 'memory'] as const)
    .filter((part) => telemetry[part] >= container[part])
    .map((part) => {
      const message = `\`telemetry.${part}\` is ${telemetry[part]}, and \`container.${part}\`, the task’s, is ${container[part]}: nothing is left for the application`;
      const fix = `write \`${part}: ${Math.floor(container[part] / 4)}\` or less below \`telemetry\``;
      return report('SLP1284', at(`telemetry.${part}`), message, fix);
    });
}

function bufferFindings({ logs, at }: HttpService): Finding[] {
  if (logs.mode === 'non-blocking' || logs.maxBufferSize === undefined) return [];
  const message = '`logs.maxBufferSize` is of mode non-blocking, and `logs.mode` is blocking';
  const fix = 'remove `maxBufferSize`, or write `mode: non-blocking`';
  return [report('SLP1287', at('logs.maxBufferSize'), message, fix)];
}

function rangeText(ascending: readonly number[]): string {
  if (ascending.length <= 4) return ascending.join(', ');
  const [first = 0, second = 0] = ascending;
  return `${first} to ${ascending.at(-1)} in steps of ${second - first}`;
}
