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
  readonly securityGroupId: string;
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
    const { shard, subnetIds, securityGroupId, accessLogs } = props;
    const balancer = new Lb(this, 'balancer', {
      name: shard.applicationLoadBalancer,
      loadBalancerType: 'application',
      internal: true,
      subnets: subnetIds,
      securityGroups: [securityGroupId],
      dropInvalidHeaderFields: true,
      accessLogs: { bucket: accessLogs.bucket, prefix: accessLogs.prefix, enabled: true },
      dependsOn: accessLogs.ready,
    });
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
