import { Lb } from '@cdktf/provider-aws/lib/lb';
import { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
import { LbListenerRule } from '@cdktf/provider-aws/lib/lb-listener-rule';
import {
  albHealthAction,
  albHealthPath,
  albHealthPriority,
  noServiceAction,
  type Shard,
} from '@slipway/platform';
import { Construct } from 'constructs';
import type { ITerraformDependable } from '../terraform';
import type { AccessLogTarget } from './log-bucket';

export interface ApplicationLoadBalancerProps {
  readonly shard: Shard;
  readonly subnetIds: string[];
  readonly securityGroupIds: string[];
  readonly accessLogs: AccessLogTarget;
}

/**
 * One internal ALB with its HTTP listener. Services add their rules in the compute stack; what no
 * rule takes is answered 404. A rule of its own answers the NLB's health check with 200, since the
 * 404 would make the ALB an unhealthy target.
 */
export class ApplicationLoadBalancer extends Construct {
  readonly arn: string;
  /** `app/<name>/<id>`. */
  readonly arnSuffix: string;
  readonly dnsName: string;
  readonly listenerArn: string;
  /** What must stand before the ALB can be a target and is found healthy. */
  readonly ready: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ApplicationLoadBalancerProps) {
    super(scope, id);
    const { shard, subnetIds, securityGroupIds, accessLogs } = props;
    // checkov CKV_AWS_150 aws_lb.*_alb-*: a stage is destroyed by one command, and the plan
    // shows it first (platform-team, until 2027-11-30)
    // checkov CKV2_AWS_20 aws_lb.*_alb-*: internal; API Gateway ends TLS, and the VPC link
    // speaks HTTP to it (platform-team, until 2027-11-30)
    const balancer = new Lb(this, 'balancer', {
      name: shard.applicationLoadBalancer,
      loadBalancerType: 'application',
      internal: true,
      subnets: subnetIds,
      securityGroups: securityGroupIds,
      dropInvalidHeaderFields: true,
      accessLogs: { bucket: accessLogs.bucket, prefix: accessLogs.prefix, enabled: true },
      dependsOn: accessLogs.ready,
    });
    // checkov CKV_AWS_2 aws_lb_listener.*_alb-*: internal; API Gateway ends TLS, and the VPC
    // link speaks HTTP to it (platform-team, until 2027-11-30)
    // checkov CKV_AWS_103 aws_lb_listener.*_alb-*: it speaks HTTP, so it has no TLS version
    // (platform-team, until 2027-11-30)
    const listener = new LbListener(this, 'listener', {
      loadBalancerArn: balancer.arn,
      port: shard.applicationListenerPort,
      protocol: 'HTTP',
      defaultAction: [fixedResponse(noServiceAction)],
    });
    const health = new LbListenerRule(this, 'health', {
      listenerArn: listener.arn,
      priority: albHealthPriority,
      condition: [{ pathPattern: { values: [albHealthPath] } }],
      action: [fixedResponse(albHealthAction)],
    });
    this.arn = balancer.arn;
    this.arnSuffix = balancer.arnSuffix;
    this.dnsName = balancer.dnsName;
    this.listenerArn = listener.arn;
    this.ready = [listener, health];
  }
}

type FixedResponse = typeof albHealthAction | typeof noServiceAction;

/** The action in Terraform's words. */
function fixedResponse({ type, contentType, statusCode, body }: FixedResponse) {
  const response = { contentType, statusCode: String(statusCode), messageBody: body };
  return { type, fixedResponse: response };
}
