import { PlatformStack, readCluster } from '@slipway/constructs';
import type { PlatformModel } from '@slipway/platform';
import type { Construct } from 'constructs';
import { ContainerServices } from './container-services';

/**
 * `<stage>-compute-<shard>`: the container services of a further ALB shard, in a state of their own
 * so that one plan stays small. It exists with the shard, services or not: a stack that went away
 * with its last service could not destroy it.
 */
export class ShardComputeStack extends PlatformStack {
  constructor(scope: Construct, model: PlatformModel, shard: number) {
    super(scope, `compute-${shard}`, model.stage);
    new ContainerServices(this, 'services', model, shard, readCluster(this));
  }
}
