import type { PlatformStack } from '../platform-stack';
import { remoteStateOf } from './remote-state';

/** What `<stage>-compute` offers to the compute stacks of further ALB shards. */
export interface ClusterContract {
  readonly clusterName: string;
  readonly clusterArn: string;
}

/** Writes the contract as outputs of the compute stack. */
export function offerCluster(stack: PlatformStack, contract: ClusterContract): void {
  stack.offer('cluster_name', contract.clusterName, 'ECS cluster of the stage.');
  stack.offer('cluster_arn', contract.clusterArn, 'ECS cluster of the stage.');
}

/** Reads the cluster from the compute stack of the same stage. */
export function readCluster(stack: PlatformStack): ClusterContract {
  const state = remoteStateOf(stack, 'compute');
  return {
    clusterName: state.getString('cluster_name'),
    clusterArn: state.getString('cluster_arn'),
  };
}
