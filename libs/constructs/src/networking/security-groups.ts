import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import type { PlatformModel, Shard } from '@slipway/platform';
import { Construct } from 'constructs';

/**
 * Security groups of the way in: NLB → ALB → tasks, each admitting only the one before it. The NLB
 * admits nobody: the VPC link reaches it over PrivateLink, whose traffic its rules do not judge, and
 * nothing in the VPC has business there. With `link: v2` the VPC link stands in the NLB's place, and
 * nobody opens a connection to it.
 */
export class SecurityGroups extends Construct {
  /** Of the NLBs, or of the VPC link of V2. */
  readonly entryId: string;
  readonly applicationLoadBalancerId: string;
  readonly taskId: string;

  constructor(
    scope: Construct,
    id: string,
    model: PlatformModel,
    private readonly vpcId: string,
  ) {
    super(scope, id);
    const { names, stage } = model;
    const link = stage.ingress.link === 'v1' ? 'nlb' : 'link';
    this.entryId =
      link === 'nlb'
        ? this.group(link, names.nlbSecurityGroup, 'NLB that the VPC link reaches.')
        : this.group(link, names.linkSecurityGroup, 'VPC link that reaches the ALBs.');
    this.applicationLoadBalancerId = this.group(
      'alb',
      names.albSecurityGroup,
      link === 'nlb' ? 'ALBs behind the NLB.' : 'ALBs behind the VPC link.',
    );
    // checkov CKV2_AWS_5 aws_security_group.*_tasks_*: the tasks that it is given to are in
    // other stacks (platform-team, until 2027-11-30)
    // checkov CKV_AWS_382 aws_security_group.*_tasks_*: services call what they like; a
    // network without NAT gateways is what keeps them in (platform-team, until 2027-11-30)
    this.taskId = this.group('tasks', names.taskSecurityGroup, 'Tasks behind the ALBs.');

    for (const port of new Set(model.shards.map((shard) => shard.applicationListenerPort))) {
      const id = `${link}-to-alb-${port}`;
      this.admit(id, this.entryId, this.applicationLoadBalancerId, port, port);
    }
    // Every port: services choose theirs, and a new service leaves this stack untouched.
    this.admit('alb-to-tasks', this.applicationLoadBalancerId, this.taskId, 1, 65_535);

    new VpcSecurityGroupEgressRule(this, 'tasks-to-anywhere', {
      securityGroupId: this.taskId,
      cidrIpv4: '0.0.0.0/0',
      ipProtocol: '-1',
      description: 'Tasks call AWS and other services.',
    });
  }

  /**
   * Id of a further group of an ALB, which admits nobody by itself: the stacks with the callers add a rule
   * for each call, so a new call leaves this stack untouched.
   */
  forCallsOf({ index, callSecurityGroup }: Shard): string {
    return this.group(`alb-${index}-calls`, callSecurityGroup, `Calls through ALB ${index}.`);
  }

  private group(part: string, name: string, description: string): string {
    const { vpcId } = this;
    return new SecurityGroup(this, part, { name, description, vpcId, tags: { Name: name } }).id;
  }

  /** Lets `source` open TCP connections to `target`, by a rule on either side. */
  private admit(
    id: string,
    source: string,
    target: string,
    fromPort: number,
    toPort: number,
  ): void {
    const range = { ipProtocol: 'tcp', fromPort, toPort };
    new VpcSecurityGroupEgressRule(this, `${id}-egress`, {
      securityGroupId: source,
      referencedSecurityGroupId: target,
      ...range,
    });
    new VpcSecurityGroupIngressRule(this, `${id}-ingress`, {
      securityGroupId: target,
      referencedSecurityGroupId: source,
      ...range,
    });
  }
}
