import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import type { InterfaceEndpoint } from '@slipway/platform';
import { Construct } from 'constructs';

export interface InterfaceEndpointsProps {
  readonly prefix: string;
  readonly securityGroupName: string;
  readonly region: string;
  readonly vpcId: string;
  /** Addresses of the VPC, all of which reach the endpoints. */
  readonly cidr: string;
  /** One per zone. */
  readonly subnetIds: string[];
  readonly services: readonly InterfaceEndpoint[];
}

/**
 * Interface endpoints of a VPC of the stage's own. Each has an address in every zone and takes the
 * public name of its service, so that no client is told about it.
 */
export class InterfaceEndpoints extends Construct {
  constructor(scope: Construct, id: string, props: InterfaceEndpointsProps) {
    super(scope, id);
    const { prefix, securityGroupName: name, region, vpcId, cidr, subnetIds, services } = props;
    const group = new SecurityGroup(this, 'security-group', {
      name,
      description: 'Interface endpoints of the VPC.',
      vpcId,
      tags: { Name: name },
    });
    // By address: security groups of other stacks are not known here, and IAM decides who may do what.
    new VpcSecurityGroupIngressRule(this, 'from-vpc', {
      securityGroupId: group.id,
      cidrIpv4: cidr,
      ipProtocol: 'tcp',
      fromPort: 443,
      toPort: 443,
      description: 'HTTPS from the VPC.',
    });
    for (const service of services) {
      new VpcEndpoint(this, service, {
        vpcId,
        serviceName: `com.amazonaws.${region}.${service}`,
        vpcEndpointType: 'Interface',
        privateDnsEnabled: true,
        subnetIds,
        securityGroupIds: [group.id],
        tags: { Name: `${prefix}-${service}` },
      });
    }
  }
}
