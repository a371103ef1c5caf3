import { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import { EcsClusterCapacityProviders } from '@cdktf/provider-aws/lib/ecs-cluster-capacity-providers';
import type { Stage } from '@slipway/catalog';
import { Construct } from 'constructs';
import type { ClusterContract } from '../contracts/cluster';
import type { ITerraformDependable } from '../terraform';

export interface ClusterProps {
  readonly name: string;
  readonly containerInsights: Stage['containerInsights'];
}

/** The ECS cluster that every container service of a stage runs in, on Fargate and Fargate Spot. */
export class Cluster extends Construct {
  readonly contract: ClusterContract;
  /** ECS refuses a service whose capacity provider the cluster does not have yet. */
  readonly ready: ITerraformDependable[];

  constructor(scope: Construct, id: string, { name, containerInsights }: ClusterProps) {
    super(scope, id);
    const cluster = new EcsCluster(this, 'cluster', {
      name,
      // Explicit, since the account's own default decides otherwise.
      setting: [{ name: 'containerInsights', value: containerInsights }],
    });
    const capacity = new EcsClusterCapacityProviders(this, 'capacity', {
      clusterName: cluster.name,
      capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
    });
    this.contract = { clusterName: cluster.name, clusterArn: cluster.arn };
    this.ready = [capacity];
  }
}
