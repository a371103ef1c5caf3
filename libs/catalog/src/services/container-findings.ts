import { collectorPorts } from '../collector-ports';
import type { Finding } from '../finding';
import { report } from '../report';
import type { HttpService, TaskService } from '../service';
import { fargateSizes, nearestFargateCpu, nearestFargateSize } from '../schema/fargate-sizes';
import { capacityFindings } from './capacity-findings';
import { deploymentFindings } from './deployment-findings';

/** What is wrong with settings of a container service that are each valid by themselves. */
export function containerFindings(service: HttpService): Finding[] {
  return [
    ...taskFindings(service),
    ...portFindings(service),
    ...scalingFindings(service),
    ...capacityFindings(service),
    ...deploymentFindings(service),
  ];
}

/** What is wrong with settings of a service's tasks that are each valid by themselves. */
export function taskFindings(service: TaskService): Finding[] {
  return [
    ...sizeFindings(service),
    ...mountFindings(service),
    ...collectorFindings(service),
    ...bufferFindings(service),
  ];
}

function sizeFindings({ container, at }: TaskService): Finding[] {
  const { cpu, memory } = container;
  const memories = fargateSizes.get(cpu);
  if (memories?.includes(memory)) return [];
  const size = nearestFargateSize(memories ? cpu : nearestFargateCpu(cpu), memory);
  const message = memories
    ? `with \`container.cpu\` ${cpu}, \`container.memory\` ${memory} is no size Fargate offers; it offers ${rangeText(memories)} MiB`
    : `\`container.cpu\` is ${cpu}; Fargate offers ${[...fargateSizes.keys()].join(', ')}`;
  const fix = `write \`cpu: ${size.cpu}\` and \`memory: ${size.memory}\``;
  const position = at(memories ? 'container.memory' : 'container.cpu');
  return [report('SLP1222', position, message, fix)];
}

function portFindings({ container: { port }, telemetry, at }: HttpService): Finding[] {
  const taken: readonly number[] = Object.values(collectorPorts);
  if (!telemetry.collector || !taken.includes(port)) return [];
  const message = `\`container.port\` is ${port}, on which the collector of the task listens`;
  return [report('SLP1289', at('container.port'), message, 'write `port: 8080`')];
}

function scalingFindings({ scaling, at }: HttpService): Finding[] {
  if (scaling.min <= scaling.max) return [];
  const message = `\`scaling.min\` is ${scaling.min}, above \`scaling.max\` of ${scaling.max}`;
  return [report('SLP1232', at('scaling.min'), message, `write \`max: ${scaling.min}\` or more`)];
}

function mountFindings({ container: { mounts }, at }: TaskService): Finding[] {
  return mounts.flatMap((path, index) => {
    if (mounts.indexOf(path) === index) return [];
    const message = `\`container.mounts\` names ${path} twice`;
    return [report('SLP1263', at(`container.mounts.${index}`), message, 'remove one of them')];
  });
}

/**
 * CPU units and MiB that a container has at least.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
const leastOfContainer = { cpu: 1, memory: 6 } as const;

function collectorFindings({ container, telemetry, at }: TaskService): Finding[] {
  if (!telemetry.collector) return [];
  return (['cpu', 'memory'] as const)
    .filter((part) => container[part] - telemetry[part] < leastOfContainer[part])
    .map((part) => {
      const message = `\`telemetry.${part}\` is ${telemetry[part]}, and \`container.${part}\`, the task’s, is ${container[part]}: too little is left for the application`;
      const fix = `write \`${part}: ${Math.floor(container[part] / 4)}\` or less below \`telemetry\``;
      return report('SLP1284', at(`telemetry.${part}`), message, fix);
    });
}

function bufferFindings({ logs, at }: TaskService): Finding[] {
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
