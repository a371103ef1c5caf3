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

/** An internal NLB that a VPC link of the REST APIs ends at, with one TCP listener per ALB. */
export class NetworkLoadBalancer extends Construct {
  readonly contract: NetworkLoadBalancerContract;
  private readonly arn: string;
  private readonly vpcId: string;

  constructor(scope: Construct, props: NetworkLoadBalancerProps) {
    const { index, name, vpcLink } = props.names;
    super(scope, index === 1 ? 'nlb' : `nlb-${index}`);
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
