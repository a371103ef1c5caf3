import { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
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

/**
 * The ways from an ALB to a service's tasks: a target group, the rule that forwards to it what the API
 * sends, and a listener of its own for services that call it.
 */
export class ServiceIngress extends Construct {
  readonly targetGroupArn: string;
  /** `targetgroup/<name>/<id>`, as metrics name it. */
  readonly targetGroupArnSuffix: string;
  /** ECS refuses a service whose target group no load balancer uses yet. */
  readonly ready: ITerraformDependable[];

  constructor(
    scope: Construct,
    id: string,
    { service, names, priority, pathPatterns, rewrite, callPort }: PlacedHttpService,
    network: { readonly vpcId: string; readonly albArn: string; readonly albListenerArn: string },
  ) {
    super(scope, id);
    // checkov CKV_AWS_378 aws_lb_target_group.*: TLS ends at API Gateway; only the ALB, in
    // the VPC, reaches a task (platform-team, until 2027-11-30)
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
    const action = [{ type: 'forward', targetGroupArn: targetGroup.arn }];
    this.ready = [];
    if (pathPatterns.length > 0) {
      const rule = new LbListenerRule(this, 'rule', {
        listenerArn: network.albListenerArn,
        priority,
        condition: [{ pathPattern: { values: [...pathPatterns] } }],
        ...(rewrite && {
          transform: [{ type: 'url-rewrite', urlRewriteConfig: { rewrite } }],
        }),
        action,
      });
      this.ready.push(rule);
    }
    if (callPort !== undefined) {
      // checkov CKV_AWS_2 aws_lb_listener.services_*_call-listener_*: internal, and open to the
      // security groups of its callers only (platform-team, until 2027-11-30)
      // checkov CKV_AWS_103 aws_lb_listener.services_*_call-listener_*: HTTP inside the VPC has
      // no TLS (platform-team, until 2027-11-30)
      const listener = new LbListener(this, 'call-listener', {
        loadBalancerArn: network.albArn,
        port: callPort,
        protocol: 'HTTP',
        defaultAction: action,
      });
      this.ready.push(listener);
    }
    this.targetGroupArn = targetGroup.arn;
    this.targetGroupArnSuffix = targetGroup.arnSuffix;
  }
}
