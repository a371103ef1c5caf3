import type { Finding, Stage } from '@slipway/catalog';
import type { PlacedHttpService, PlacedService } from '../model';
import { ascending } from '../order';
import { report } from '../report';

/**
 * Tasks that an ALB can send requests to, until AWS grants more.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 */
export const targetLimit = 1_000;

/** A finding for each ALB whose services scale to more tasks together than it has targets. */
export function targetFindings(stage: Stage, placed: readonly PlacedService[]): Finding[] {
  const containers = placed.filter((one) => one.kind === 'http');
  const shards = [...new Set(containers.map(({ shard }) => shard))].sort(
    ascending((shard) => shard),
  );
  return shards.flatMap((shard) =>
    tooManyTargets(
      stage,
      shard,
      containers.filter((one) => one.shard === shard),
    ),
  );
}

function tooManyTargets(
  stage: Stage,
  shard: number,
  containers: readonly PlacedHttpService[],
): Finding[] {
  const tasks = containers.reduce((sum, { service }) => sum + service.scaling.max, 0);
  if (tasks <= targetLimit) return [];
  const { service } = containers.reduce((most, one) =>
    one.service.scaling.max > most.service.scaling.max ? one : most,
  );
  const message = `the services on ALB ${shard} of stage ${stage.name} scale to ${tasks} tasks together, ${service.name} to ${service.scaling.max} of them, and it has ${targetLimit} targets`;
  const fix = `lower \`scaling.max\`, or have AWS raise the quota of targets per Application Load Balancer to ${tasks}`;
  return [report('SLP2452', service.at('scaling.max'), message, fix)];
}
