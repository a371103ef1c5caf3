import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { Construct } from 'constructs';

/**
 * Security group that the functions in the VPC share: it admits nobody, since nothing opens connections
 * to a function. One for all, because each group more takes network interfaces of its own per subnet.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-enis
 */
export class FunctionSecurityGroup extends Construct {
  readonly id: string;

  constructor(scope: Construct, id: string, name: string, vpcId: string) {
    super(scope, id);
    const group = new SecurityGroup(this, 'group', {
      name,
      description: 'Functions in the VPC.',
      vpcId,
      tags: { Name: name },
    });
    new VpcSecurityGroupEgressRule(this, 'to-anywhere', {
      securityGroupId: group.id,
      cidrIpv4: '0.0.0.0/0',
      ipProtocol: '-1',
      description: 'Functions call AWS and other services.',
    });
    this.id = group.id;
  }
}
