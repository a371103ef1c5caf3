import { localStage } from '@slipway/catalog';
import type { PlacedHttpService } from '@slipway/platform';
import { Construct } from 'constructs';
import type { ClusterContract } from '../contracts/cluster';
import type { NetworkingContract } from '../contracts/networking';
import type { PlatformStack } from '../platform-stack';
import { ContainerTask } from './container-task';
import { Registry } from './registry';
import { RunningService } from './running-service';
import { ServiceCalls } from './service-calls';
import { ServiceIngress } from './service-ingress';
import { tagService } from '../tag-service';
import type { ITerraformDependable } from '../terraform';

/**
 * Everything of one `http` service from the ALB rule to its tasks. Where no image is locked all but
 * the ECS service and its scaling exists, so that there is a registry to push the first image to; in
 * the local stage, whose services run from sources, it exists without one.
 */
export class ContainerService extends Construct {
  /**
   * @param clusterReady what must stand before the cluster runs a service; nothing where another stack
   *   made the cluster
   * @throws Error where the network's contract lacks the service's shard.
   */
  constructor(
    stack: PlatformStack,
    scope: Construct,
    placed: PlacedHttpService,
    network: NetworkingContract,
    cluster: ClusterContract,
    clusterReady: readonly ITerraformDependable[] = [],
  ) {
    const { service, names, imageDigest } = placed;
    super(scope, service.name);
    stack.recordOrigin(this, service.at('name'), service.name);

    const registry = new Registry(this, 'registry', names.repository, service.name);
    const calls = new ServiceCalls(this, 'calls', placed, network);
    stack.recordOrigin(calls, service.at('calls'), service.name);
    // `Default` is left out of addresses.
    const task = new ContainerTask(stack, this, 'Default', {
      service,
      names,
      registry,
      imageDigest,
      addresses: calls.addresses,
    });
    const shard = network.shards.find(({ index }) => index === placed.shard);
    if (shard === undefined) {
      throw new Error(`${service.name} is placed on shard ${placed.shard}, which the stage lacks`);
    }
    const ingress = new ServiceIngress(this, 'ingress', placed, {
      vpcId: network.vpcId,
      albArn: shard.albArn,
      albListenerArn: shard.albListenerArn,
    });
    stack.recordOrigin(ingress, service.at('api'), service.name);

    if (imageDigest !== undefined || stack.stage.name === localStage) {
      new RunningService(stack, this, 'running', {
        placed,
        network,
        callerSecurityGroupIds: calls.securityGroupIds,
        cluster,
        taskDefinitionArn: task.taskDefinitionArn,
        targetGroupArn: ingress.targetGroupArn,
        requestsLabel: `${shard.albArnSuffix}/${ingress.targetGroupArnSuffix}`,
        dependsOn: [...ingress.ready, ...task.ready, ...calls.ready, ...clusterReady],
      });
    }
    tagService(this, service);
  }
}
