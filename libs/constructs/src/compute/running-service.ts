import { AppautoscalingPolicy } from '@cdktf/provider-aws/lib/appautoscaling-policy';
import { AppautoscalingTarget } from '@cdktf/provider-aws/lib/appautoscaling-target';
import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import type { PlacedHttpService } from '@slipway/platform';
import { Construct } from 'constructs';
import type { ClusterContract } from '../contracts/cluster';
import type { NetworkingContract } from '../contracts/networking';
import type { PlatformStack } from '../platform-stack';
import type { ITerraformDependable } from '../terraform';

/** Seconds after a task's start in which a failed health check does not stop it. */
const healthCheckGrace = 60;

/** Seconds to wait after adding tasks before adding more. */
const scaleOutCooldown = 60;

/** Seconds to wait after removing tasks before removing more. */
const scaleInCooldown = 300;

export interface RunningServiceProps {
  readonly placed: PlacedHttpService;
  readonly network: NetworkingContract;
  readonly cluster: ClusterContract;
  readonly taskDefinitionArn: string;
  readonly targetGroupArn: string;
  /** What must stand before tasks can start and be registered. */
  readonly dependsOn: ITerraformDependable[];
}

/** A container service that runs: its ECS service, and the scaling of it on average CPU. */
export class RunningService extends Construct {
  constructor(stack: PlatformStack, scope: Construct, id: string, props: RunningServiceProps) {
    super(scope, id);
    const { placed, network, cluster } = props;
    const { service, names } = placed;
    // checkov CKV_AWS_333 aws_ecs_service.*: in a default VPC only; slipway check warns of it, and
    // without an address a task there cannot pull its image (platform-team, until 2027-11-30)
    const ecsService = new EcsService(this, 'service', {
      name: names.ecsService,
      cluster: cluster.clusterArn,
      taskDefinition: props.taskDefinitionArn,
      launchType: 'FARGATE',
      desiredCount: service.scaling.min,
      // New tasks are healthy before old ones stop.
      deploymentMinimumHealthyPercent: 100,
      deploymentMaximumPercent: 200,
      deploymentCircuitBreaker: { enable: true, rollback: true },
      // An apply ends with the deployment, and fails where it was rolled back; until then the revision
      // to roll back to is not deregistered.
      waitForSteadyState: true,
      availabilityZoneRebalancing: 'ENABLED',
      healthCheckGracePeriodSeconds: healthCheckGrace,
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
        securityGroups: [network.taskSecurityGroupId],
        assignPublicIp: network.assignPublicIp,
      },
      dependsOn: props.dependsOn,
      // Scaling owns it once the service stands.
      lifecycle: { ignoreChanges: ['desired_count'] },
    });

    const scaling = new Construct(this, 'scaling');
    stack.recordOrigin(scaling, service.at('scaling'), service.name);
    const target = new AppautoscalingTarget(scaling, 'target', {
      serviceNamespace: 'ecs',
      scalableDimension: 'ecs:service:DesiredCount',
      resourceId: `service/${cluster.clusterName}/${ecsService.name}`,
      minCapacity: service.scaling.min,
      maxCapacity: service.scaling.max,
    });
    new AppautoscalingPolicy(scaling, 'cpu', {
      name: names.scalingPolicy,
      policyType: 'TargetTrackingScaling',
      serviceNamespace: target.serviceNamespace,
      scalableDimension: target.scalableDimension,
      resourceId: target.resourceId,
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType: 'ECSServiceAverageCPUUtilization' },
        targetValue: service.scaling.cpu,
        scaleOutCooldown,
        scaleInCooldown,
      },
    });
  }
}
