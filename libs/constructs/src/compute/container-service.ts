import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { EcsTaskDefinition } from '@cdktf/provider-aws/lib/ecs-task-definition';
import type { Architecture } from '@slipway/catalog';
import type { PlacedHttpService } from '@slipway/platform';
import { Construct } from 'constructs';
import type { ClusterContract } from '../contracts/cluster';
import type { NetworkingContract } from '../contracts/networking';
import type { PlatformStack } from '../platform-stack';
import { containerDefinitions } from './container-definition';
import { Registry } from './registry';
import { RunningService } from './running-service';
import { ServiceIngress } from './service-ingress';
import { ServiceRoles } from './service-roles';
import { tagService } from '../tag-service';

const cpuArchitectures: Readonly<Record<Architecture, string>> = {
  arm64: 'ARM64',
  x86_64: 'X86_64',
};

/**
 * Everything of one `http` service from the ALB rule to its tasks. Where no image is locked all but
 * the ECS service and its scaling exists, so that there is a registry to push the first image to.
 */
export class ContainerService extends Construct {
  /** @throws Error where the network's contract lacks the service's shard. */
  constructor(
    stack: PlatformStack,
    scope: Construct,
    placed: PlacedHttpService,
    network: NetworkingContract,
    cluster: ClusterContract,
  ) {
    const { service, names } = placed;
    super(scope, service.name);
    stack.recordOrigin(this, service.at('name'), service.name);
    const { stage } = stack;
    const { container } = service;

    const registry = new Registry(this, 'registry', names.repository, service.name);
    // checkov CKV_AWS_158 aws_cloudwatch_log_group.services_*: CloudWatch Logs encrypts with
    // a key of its own (platform-team, until 2027-11-30)
    // checkov CKV_AWS_338 aws_cloudwatch_log_group.services_*: the service file says for how
    // long (platform-team, until 2027-11-30)
    const logGroup = new CloudwatchLogGroup(this, 'log-group', {
      name: names.logGroup,
      retentionInDays: service.logs.retentionDays,
    });
    const roles = new ServiceRoles(this, 'roles', {
      stage,
      executionRole: names.executionRole,
      taskRole: names.taskRole,
      repositoryArn: registry.arn,
      logGroupArn: logGroup.arn,
    });
    const shard = network.shards.find(({ index }) => index === placed.shard);
    if (shard === undefined) {
      throw new Error(`${service.name} is placed on shard ${placed.shard}, which the stage lacks`);
    }
    const ingress = new ServiceIngress(this, 'ingress', placed, {
      vpcId: network.vpcId,
      albListenerArn: shard.albListenerArn,
    });
    stack.recordOrigin(ingress, service.at('api'), service.name);

    const taskDefinition = new EcsTaskDefinition(this, 'task-definition', {
      family: names.taskDefinitionFamily,
      requiresCompatibilities: ['FARGATE'],
      networkMode: 'awsvpc',
      cpu: String(container.cpu),
      memory: String(container.memory),
      runtimePlatform: {
        operatingSystemFamily: 'LINUX',
        cpuArchitecture: cpuArchitectures[container.architecture],
      },
      executionRoleArn: roles.executionRoleArn,
      taskRoleArn: roles.taskRoleArn,
      containerDefinitions: containerDefinitions(
        service,
        { repositoryUrl: registry.url, digest: placed.imageDigest },
        { group: logGroup.name, region: stage.region },
      ),
      // The running tasks' revision is deregistered after the service has left it.
      lifecycle: { createBeforeDestroy: true },
    });
    stack.recordOrigin(taskDefinition, service.at('container'), service.name);

    if (placed.imageDigest !== undefined) {
      new RunningService(stack, this, 'running', {
        placed,
        network,
        cluster,
        taskDefinitionArn: taskDefinition.arn,
        targetGroupArn: ingress.targetGroupArn,
        dependsOn: [...ingress.ready, ...roles.ready],
      });
    }
    tagService(this, service);
  }
}
