import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { Construct } from 'constructs';

/**
 * What a Fargate task needs to start without a way to the internet, besides the S3 gateway endpoint.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
 */
const services = ['ecr.api', 'ecr.dkr', 'logs'];

export interface ImageEndpointsProps {
  readonly prefix: string;
  readonly securityGroupName: string;
  readonly region: string;
  readonly vpcId: string;
  readonly subnetIds: string[];
  readonly taskSecurityGroupId: string;
}

/** Interface endpoints through which tasks pull their image and write their logs. */
export class ImageEndpoints extends Construct {
  constructor(scope: Construct, id: string, props: ImageEndpointsProps) {
    super(scope, id);
    const {
      prefix,
      securityGroupName: name,
      region,
      vpcId,
      subnetIds,
      taskSecurityGroupId,
    } = props;
    const group = new SecurityGroup(this, 'security-group', {
      name,
      description: 'Interface endpoints for tasks.',
      vpcId,
      tags: { Name: name },
    });
    new VpcSecurityGroupIngressRule(this, 'from-tasks', {
      securityGroupId: group.id,
      referencedSecurityGroupId: taskSecurityGroupId,
      ipProtocol: 'tcp',
      fromPort: 443,
      toPort: 443,
      description: 'HTTPS from tasks.',
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
