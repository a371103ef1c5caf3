import { ApiGatewayVpcLink } from '@cdktf/provider-aws/lib/api-gateway-vpc-link';
import { Lb } from '@cdktf/provider-aws/lib/lb';
import { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { LbTargetGroupAttachment } from '@cdktf/provider-aws/lib/lb-target-group-attachment';
import {
  albHealthPath,
  healthCheck,
  type NetworkEntry,
  type NetworkLoadBalancer as NetworkLoadBalancerNames,
  type Shard,
} from '@slipway/platform';
import { Construct } from 'constructs';
import type { NetworkLoadBalancerContract } from '../contracts/ingress';
import type { ApplicationLoadBalancer } from './application-load-balancer';

export interface NetworkLoadBalancerProps {
  readonly names: NetworkLoadBalancerNames;
  readonly vpcId: string;
  readonly subnetIds: string[];
  readonly securityGroupId: string;
}

/**
 * An internal NLB that a VPC link of the REST APIs ends at, with one TCP listener per ALB. It has no
 * access logs: AWS writes them of TLS listeners only, and the ALBs write one of each request.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-access-logs.html
 */
export class NetworkLoadBalancer extends Construct {
  readonly contract: NetworkLoadBalancerContract;
  private readonly arn: string;
  private readonly vpcId: string;

  constructor(scope: Construct, props: NetworkLoadBalancerProps) {
    const { index, name, vpcLink } = props.names;
    super(scope, index === 1 ? 'nlb' : `nlb-${index}`);
    // checkov CKV_AWS_91 aws_lb.*_nlb_*: AWS writes access logs of TLS listeners only, and
    // it has none (platform-team, until 2027-11-30)
    // checkov CKV_AWS_150 aws_lb.*_nlb_*: a stage is destroyed by one command, and the plan
    // shows it first (platform-team, until 2027-11-30)
    // checkov CKV_AWS_152 aws_lb.*_nlb_*: every zone has a node of each ALB, and across
    // zones an ALB counts twice as many targets (platform-team, until 2027-11-30)
    // checkov CKV2_AWS_20 aws_lb.*_nlb_*: it passes TCP on and has no HTTP listener
    // (platform-team, until 2027-11-30)
    const balancer = new Lb(this, 'balancer', {
      name,
      loadBalancerType: 'network',
      internal: true,
      subnets: props.subnetIds,
      // A group can only be given at creation, and the ALBs admit the NLB by it.
      securityGroups: [props.securityGroupId],
      // `on`, the default, blocks every call of the VPC link.
      // https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
      enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: 'off',
    });
    const link = new ApiGatewayVpcLink(this, 'vpc-link', {
      name: vpcLink,
      targetArns: [balancer.arn],
      // AWS keeps a link that a deployed method refers to, and the methods are in the stack of the REST API:
      // the new link must stand for that stack to take, before a further apply can remove the old one.
      lifecycle: { createBeforeDestroy: true },
    });
    this.arn = balancer.arn;
    this.vpcId = props.vpcId;
    this.contract = { index, vpcLinkId: link.id, dnsName: balancer.dnsName };
  }

  /** Forwards the shard's port to its ALB. */
  forward(shard: Shard, entry: NetworkEntry, target: ApplicationLoadBalancer): void {
    // AWS refuses attributes on a target group of this type, and wants the port of the ALB's listener.
    // https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html
    const group = new LbTargetGroup(this, `target-${shard.index}`, {
      name: entry.targetGroup,
      targetType: 'alb',
      protocol: 'TCP',
      port: shard.applicationListenerPort,
      vpcId: this.vpcId,
      healthCheck: { protocol: 'HTTP', port: 'traffic-port', path: albHealthPath, ...healthCheck },
      lifecycle: { createBeforeDestroy: true },
    });
    new LbTargetGroupAttachment(this, `attachment-${shard.index}`, {
      targetGroupArn: group.arn,
      targetId: target.arn,
      port: shard.applicationListenerPort,
      // AWS refuses an ALB that has no listener on the target group's port.
      dependsOn: target.ready,
    });
    new LbListener(this, `listener-${shard.index}`, {
      loadBalancerArn: this.arn,
      port: entry.port,
      protocol: 'TCP',
      defaultAction: [{ type: 'forward', targetGroupArn: group.arn }],
    });
  }
}
