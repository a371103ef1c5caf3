import { PlatformStack } from '../platform-stack';
import { sampleStage } from '../testing/sample-model';
import { synthesised } from '../testing/synthesised-stack';
import { Cluster } from './cluster';

it('measures its tasks, whatever the default of the account is', () => {
  const stack = synthesised((app) => {
    const scope = new PlatformStack(app, 'compute', sampleStage());
    new Cluster(scope, 'cluster', 'slipway-dev');
    return scope;
  });
  expect(stack.one('aws_ecs_cluster').attributes).toMatchObject({
    name: 'slipway-dev',
    setting: [{ name: 'containerInsights', value: 'enabled' }],
  });
});
