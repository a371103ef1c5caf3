import { AppautoscalingPolicy } from '@cdktf/provider-aws/lib/appautoscaling-policy';
import { AppautoscalingTarget } from '@cdktf/provider-aws/lib/appautoscaling-target';
import type { PlacedHttpService } from '@slipway/platform';
import { Construct } from 'constructs';

/** Seconds to wait after adding tasks before adding more. */
const scaleOutCooldown = 60;

/** Seconds to wait after removing tasks before removing more. */
const scaleInCooldown = 300;

export interface ServiceScalingProps {
  readonly placed: PlacedHttpService;
  /** `service/<cluster>/<service>`. */
  readonly resourceId: string;
  /** `app/<name>/<id>/targetgroup/<name>/<id>`, what requests are counted by. */
  readonly requestsLabel: string;
}

interface Metric {
  readonly type: string;
  /** Absent where the service names no target for it. */
  readonly target: number | undefined;
  readonly label?: string;
}

/**
 * How many tasks of a service run: as many as the metric asks for that asks for most, and fewer once
 * all of them do.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html
 */
export class ServiceScaling extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { placed, resourceId, requestsLabel }: ServiceScalingProps,
  ) {
    super(scope, id);
    const { scaling } = placed.service;
    const scalable = new AppautoscalingTarget(this, 'target', {
      serviceNamespace: 'ecs',
      scalableDimension: 'ecs:service:DesiredCount',
      resourceId,
      minCapacity: scaling.min,
      maxCapacity: scaling.max,
    });
    const metrics: Readonly<Record<keyof typeof placed.names.scalingPolicies, Metric>> = {
      cpu: { type: 'ECSServiceAverageCPUUtilization', target: scaling.cpu },
      memory: { type: 'ECSServiceAverageMemoryUtilization', target: scaling.memory },
      requests: {
        type: 'ALBRequestCountPerTarget',
        target: scaling.requestsPerTarget,
        label: requestsLabel,
      },
    };
    for (const [metric, name] of Object.entries(placed.names.scalingPolicies)) {
      const { type, target, label } = metrics[metric as keyof typeof metrics];
      if (target === undefined) continue;
      new AppautoscalingPolicy(this, metric, {
        name,
        policyType: 'TargetTrackingScaling',
        serviceNamespace: scalable.serviceNamespace,
        scalableDimension: scalable.scalableDimension,
        resourceId: scalable.resourceId,
        targetTrackingScalingPolicyConfiguration: {
          predefinedMetricSpecification: { predefinedMetricType: type, resourceLabel: label },
          targetValue: target,
          scaleOutCooldown,
          scaleInCooldown,
        },
      });
    }
  }
}
