import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import type { PlacedHttpService } from '@slipway/platform';
import { Construct } from 'constructs';
import type { ClusterContract } from '../contracts/cluster';
import type { NetworkingContract } from '../contracts/networking';
import type { PlatformStack } from '../platform-stack';
import type { ITerraformDependable } from '../terraform';
import { capacityProviderStrategy } from './capacity-provider-strategy';
import { ServiceScaling } from './service-scaling';

export interface RunningServiceProps {
  readonly placed: PlacedHttpService;
  readonly network: NetworkingContract;
  /** Groups that let the tasks call other services. */
  readonly callerSecurityGroupIds: readonly string[];
  readonly cluster: ClusterContract;
  readonly taskDefinitionArn: string;
  readonly targetGroupArn: string;
  /** `app/<name>/<id>/targetgroup/<name>/<id>`, what requests are counted by. */
  readonly requestsLabel: string;
  /** What must stand before tasks can start and be registered. */
  readonly dependsOn: ITerraformDependable[];
}

/** A container service that runs: its ECS service, and the scaling of it. */
export class RunningService extends Construct {
  constructor(stack: PlatformStack, scope: Construct, id: string, props: RunningServiceProps) {
    super(scope, id);
    const { placed, network, cluster } = props;
    const { service, names } = placed;
    // checkov CKV_AWS_333 aws_ecs_service.*: in a default VPC only; slipway check warns of it, and
    // without an address a task there cannot pull its image (platform-team, until 2027-11-30)
    const { deployment } = service;
    const ecsService = new EcsService(this, 'service', {
      name: names.ecsService,
      cluster: cluster.clusterArn,
      taskDefinition: props.taskDefinitionArn,
      capacityProviderStrategy: capacityProviderStrategy(service.container.capacity),
      // ECS takes another strategy only with a new deployment.
      forceNewDeployment: true,
      enableExecuteCommand: service.container.exec,
      desiredCount: service.scaling.min,
      deploymentMinimumHealthyPercent: deployment.minimumHealthyPercent,
      deploymentMaximumPercent: deployment.maximumPercent,
      deploymentCircuitBreaker: { enable: true, rollback: true },
      // An apply ends with the deployment, and fails where it was rolled back; until then the revision
      // to roll back to is not deregistered.
      waitForSteadyState: true,
      availabilityZoneRebalancing: deployment.zoneRebalancing ? 'ENABLED' : 'DISABLED',
      healthCheckGracePeriodSeconds: deployment.healthCheckGracePeriod,
      propagateTags: 'SERVICE',
      enableEcsManagedTags: true,
      loadBalancer: [
        {
          targetGroupArn: props.targetGroupArn,
          containerName: service.name,
          containerPort: service.container.port,
        },
      ],
      networkConfiguration: {
        subnets: network.taskSubnetIds,
        securityGroups: [network.taskSecurityGroupId, ...props.callerSecurityGroupIds],
        assignPublicIp: network.assignPublicIp,
      },
      dependsOn: props.dependsOn,
      // Scaling owns it once the service stands.
      lifecycle: { ignoreChanges: ['desired_count'] },
    });

    const scaling = new ServiceScaling(this, 'scaling', {
      placed,
      resourceId: `service/${cluster.clusterName}/${ecsService.name}`,
      requestsLabel: props.requestsLabel,
    });
    stack.recordOrigin(scaling, service.at('scaling'), service.name);
  }
}
