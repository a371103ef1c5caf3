import type { Stage } from '@slipway/catalog';
import { arnOf, partitionOf } from '../arn';
import { allow, type PolicyStatement } from '../policy';

/**
 * What creating and changing a stage's network needs. Ids in EC2 are random, so `*` stands with the
 * region, and deleting takes the stage's tags, which every resource of its stacks carries.
 */
export function networkStatements(stage: Stage): PolicyStatement[] {
  const inRegion = { 'aws:RequestedRegion': stage.region };
  const ofStage = {
    'aws:ResourceTag/slipway:project': stage.project,
    'aws:ResourceTag/slipway:stage': stage.name,
  };
  return [
    allow(
      'BuildNetwork',
      [
        'ec2:AllocateAddress',
        'ec2:AssociateRouteTable',
        'ec2:AttachInternetGateway',
        'ec2:AuthorizeSecurityGroup*',
        'ec2:CreateFlowLogs',
        'ec2:CreateInternetGateway',
        'ec2:CreateNatGateway',
        'ec2:CreateRoute',
        'ec2:CreateRouteTable',
        'ec2:CreateSecurityGroup',
        'ec2:CreateSubnet',
        'ec2:CreateVpc',
        'ec2:CreateVpcEndpoint',
        'ec2:ModifySecurityGroupRules',
        'ec2:ModifySubnetAttribute',
        'ec2:ModifyVpcAttribute',
        'ec2:ModifyVpcEndpoint',
        'ec2:RevokeSecurityGroup*',
        // API Gateway makes the endpoint service of a VPC link in the caller's name.
        // https://docs.aws.amazon.com/apigateway/latest/developerguide/grant-permissions-to-create-vpclink.html
        'ec2:CreateVpcEndpointServiceConfiguration',
        'ec2:DeleteVpcEndpointServiceConfigurations',
        'ec2:ModifyVpcEndpointServicePermissions',
      ],
      '*',
      { StringEquals: inRegion },
    ),
    allow(
      'RemoveNetwork',
      [
        'ec2:CreateTags',
        'ec2:DeleteFlowLogs',
        'ec2:DeleteInternetGateway',
        'ec2:DeleteNatGateway',
        'ec2:DeleteRoute',
        'ec2:DeleteRouteTable',
        'ec2:DeleteSecurityGroup',
        'ec2:DeleteSubnet',
        'ec2:DeleteTags',
        'ec2:DeleteVpc',
        'ec2:DeleteVpcEndpoints',
        'ec2:DetachInternetGateway',
        'ec2:DisassociateAddress',
        'ec2:DisassociateRouteTable',
        'ec2:ReleaseAddress',
        'ec2:ReplaceRoute',
      ],
      '*',
      { StringEquals: { ...inRegion, ...ofStage } },
    ),
    allow('TagOnCreate', ['ec2:CreateTags'], arnOf(stage, 'ec2', '*'), {
      Null: { 'ec2:CreateAction': 'false' },
    }),
    // Part of creating an interface endpoint with private DNS; the hosted zone is AWS's.
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
    allow(
      'NameEndpoints',
      ['route53:AssociateVPCWithHostedZone'],
      `arn:${partitionOf(stage.region)}:route53:::hostedzone/*`,
    ),
    // Interfaces of functions stay for a while after them, and a security group or subnet goes after those.
    allow(
      'RemoveInterfaces',
      ['ec2:DeleteNetworkInterface'],
      arnOf(stage, 'ec2', 'network-interface/*'),
    ),
    // The default group of a new VPC has no tags until Terraform adopts it.
    allow('TagDefaultSecurityGroup', ['ec2:CreateTags'], arnOf(stage, 'ec2', 'security-group/*')),
  ];
}
