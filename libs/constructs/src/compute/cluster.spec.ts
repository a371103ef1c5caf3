import { PlatformStack } from '../platform-stack';
import { sampleStage } from '../testing/sample-model';
import { synthesised, type SynthesisedStack } from '../testing/synthesised-stack';
import { Cluster, type ClusterProps } from './cluster';

function clusterWith(containerInsights: ClusterProps['containerInsights']): SynthesisedStack {
  return synthesised((app) => {
    const scope = new PlatformStack(app, 'compute', sampleStage());
    new Cluster(scope, 'cluster', { name: 'slipway-dev', containerInsights });
    return scope;
  });
}

it.each(['enabled', 'enhanced', 'disabled'] as const)(
  'says that its insights are %s, whatever the default of the account is',
  (value) => {
    expect(clusterWith(value).one('aws_ecs_cluster').attributes).toMatchObject({
      name: 'slipway-dev',
      setting: [{ name: 'containerInsights', value }],
    });
  },
);

it('has both capacity providers of Fargate, and no default that a service could fall back on', () => {
  const stack = clusterWith('enabled');
  const { attributes } = stack.one('aws_ecs_cluster_capacity_providers');
  expect(attributes).toMatchObject({
    cluster_name: `\${${stack.one('aws_ecs_cluster').address}.name}`,
    capacity_providers: ['FARGATE', 'FARGATE_SPOT'],
  });
  expect(attributes).not.toHaveProperty('default_capacity_provider_strategy');
});
