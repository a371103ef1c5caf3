import { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import { Construct } from 'constructs';
import type { ClusterContract } from '../contracts/cluster';

/** The ECS cluster that every container service of a stage runs in. */
export class Cluster extends Construct {
  readonly contract: ClusterContract;

  constructor(scope: Construct, id: string, name: string) {
    super(scope, id);
    const cluster = new EcsCluster(this, 'cluster', {
      name,
      // Explicit, since the account's own default decides otherwise.
      setting: [{ name: 'containerInsights', value: 'enabled' }],
    });
    this.contract = { clusterName: cluster.name, clusterArn: cluster.arn };
  }
}
