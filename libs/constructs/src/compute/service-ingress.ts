import { LbListenerRule } from '@cdktf/provider-aws/lib/lb-listener-rule';
import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import {
  deregistrationDelay,
  healthCheck,
  taskTargetGroupPort,
  type PlacedHttpService,
} from '@slipway/platform';
import { Construct } from 'constructs';
import type { ITerraformDependable } from '../terraform';

/** The way from an ALB listener to a service's tasks: a target group and the rule that forwards to it. */
export class ServiceIngress extends Construct {
  readonly targetGroupArn: string;
  /** ECS refuses a service whose target group no load balancer uses yet. */
  readonly ready: ITerraformDependable[];

  constructor(
    scope: Construct,
    id: string,
    { service, names, priority, pathPatterns, rewrite }: PlacedHttpService,
    network: { readonly vpcId: string; readonly albListenerArn: string },
  ) {
    super(scope, id);
    const targetGroup = new LbTargetGroup(this, 'target-group', {
      name: names.targetGroup,
      targetType: 'ip',
      protocol: 'HTTP',
      port: taskTargetGroupPort,
      vpcId: network.vpcId,
      deregistrationDelay: String(deregistrationDelay),
      healthCheck: { protocol: 'HTTP', path: service.container.health, ...healthCheck },
      // A changed protocol replaces the group, and a rule cannot be left without one.
      lifecycle: { createBeforeDestroy: true },
    });
    const rule = new LbListenerRule(this, 'rule', {
      listenerArn: network.albListenerArn,
      priority,
      condition: [{ pathPattern: { values: [...pathPatterns] } }],
      ...(rewrite && {
        transform: [{ type: 'url-rewrite', urlRewriteConfig: { rewrite } }],
      }),
      action: [{ type: 'forward', targetGroupArn: targetGroup.arn }],
    });
    this.targetGroupArn = targetGroup.arn;
    this.ready = [rule];
  }
}
