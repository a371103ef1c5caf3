import { rmSync } from 'node:fs';
import { ecsServicesOf } from './ecs-services';
import { UnreadableGraphError } from './errors';
import { loadGraph } from './load-graph';
import { writeStage } from './testing/stage-folder';

const quotes = { service: 'quotes', file: 'apps/quotes/service.yaml', line: 1 };

const attributes = {
  name: 'dev-quotes',
  desired_count: 3,
  deployment_minimum_healthy_percent: 50,
  deployment_maximum_percent: 150,
  health_check_grace_period_seconds: 30,
};

function servicesIn(aws_ecs_service: object) {
  const { outdir, manifest } = writeStage(
    { 'dev-compute': { resource: { aws_ecs_service } } },
    { 'dev-compute': { 'aws_ecs_service.quotes': quotes } },
  );
  try {
    return ecsServicesOf(loadGraph(outdir, manifest));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

test('a service has its counts; one that belongs to no service of ours is left out', () => {
  expect(servicesIn({ quotes: attributes, foreign: {} })).toEqual([
    {
      service: 'quotes',
      desiredCount: 3,
      minimumHealthyPercent: 50,
      maximumPercent: 150,
      healthCheckGracePeriod: 30,
    },
  ]);
});

test('a count that only AWS knows is refused', () => {
  const unknown = { ...attributes, desired_count: '${random_integer.x.result}' };
  expect(() => servicesIn({ quotes: unknown })).toThrow(UnreadableGraphError);
});
