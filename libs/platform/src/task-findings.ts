import {
  localStage,
  type Finding,
  type HttpService,
  type Service,
  type Stage,
  type TaskService,
} from '@slipway/catalog';
import { deregistrationDelay, healthCheck } from './load-balancing';
import { isClosed } from './network/stage-endpoints';
import { report } from './report';

/**
 * Seconds that a task on Spot has to live after SIGTERM: the load balancer may not be told that it
 * goes, and then finds it out by health checks before it lets its requests end.
 */
const spotStopTimeout = healthCheck.interval * healthCheck.unhealthyThreshold + deregistrationDelay;

/** What is wrong with the tasks and the logs of services in this stage that are right by themselves. */
export function taskFindings(stage: Stage, services: readonly Service[]): Finding[] {
  return services.flatMap((service) => [
    ...(service.kind === 'http' ? spotFindings(service) : []),
    // It has no AWS around it.
    ...(stage.name === localStage
      ? []
      : [
          ...keyFindings(stage, service),
          ...(service.kind === 'function' ? [] : collectorFindings(stage, service)),
        ]),
  ]);
}

function spotFindings({ container, at }: HttpService): Finding[] {
  const { capacity, stopTimeout } = container;
  if (capacity.spot === 0 || stopTimeout >= spotStopTimeout) return [];
  const message = `\`container.stopTimeout\` is ${stopTimeout} s, and a task on Spot needs ${spotStopTimeout} s after SIGTERM: ${healthCheck.interval * healthCheck.unhealthyThreshold} until its ALB sends it no more requests, ${deregistrationDelay} for those under way`;
  const fix = `write \`stopTimeout: ${spotStopTimeout}\``;
  return [report('SLP2460', at('container.stopTimeout'), message, fix)];
}

function keyFindings(stage: Stage, { name, logs, at }: Service): Finding[] {
  const region = logs.kmsKey?.split(':')[3];
  if (region === undefined || region === stage.region) return [];
  const message = `the log group of ${name} in stage ${stage.name} is in ${stage.region}, and its \`kmsKey\` in ${region}`;
  const fix = `name a key in ${stage.region}, or different ones below \`stages\``;
  return [report('SLP2461', at('logs.kmsKey'), message, fix)];
}

function collectorFindings(stage: Stage, { name, telemetry, at }: TaskService): Finding[] {
  if (!telemetry.collector || !isClosed(stage.network)) return [];
  const message = `tasks of ${name} pull the collector from public.ecr.aws, and stage ${stage.name} has no NAT gateway`;
  const { file, line } = stage.at('network.natGateways');
  const fix = `write \`natGateways: single\` in ${file}:${line}`;
  return [report('SLP2462', at('telemetry'), message, fix)];
}
