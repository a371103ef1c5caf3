import type { Stage } from '@slipway/catalog';
import { arnOf, partitionOf } from '../arn';
import { allow, type PolicyStatement } from '../policy';

/**
 * AWS's own policy of what Lambda does with the instances of a capacity provider.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaManagedEC2ResourceOperator.html
 */
export function operatorPolicyArn({ region }: Pick<Stage, 'region'>): string {
  return `arn:${partitionOf(region)}:iam::aws:policy/AWSLambdaManagedEC2ResourceOperator`;
}

/** What that policy allows, for the boundary of a role that has it: instances that Lambda manages, of images of Amazon. */
export function operatorStatements(stage: Stage): PolicyStatement[] {
  const ec2 = (kind: string): string => arnOf(stage, 'ec2', `${kind}/*`);
  const images = `arn:${partitionOf(stage.region)}:ec2:${stage.region}::image/*`;
  return [
    allow(
      'RunManagedInstances',
      ['ec2:AttachNetworkInterface', 'ec2:CreateTags', 'ec2:RunInstances'],
      [ec2('instance'), ec2('network-interface'), ec2('volume')],
      { StringEquals: { 'ec2:ManagedResourceOperator': 'scaler.lambda.amazonaws.com' } },
    ),
    allow(
      'PlaceInstances',
      ['ec2:CreateNetworkInterface', 'ec2:RunInstances'],
      [ec2('security-group'), ec2('subnet')],
    ),
    allow('RunAmazonImages', ['ec2:RunInstances'], images, {
      StringEquals: { 'ec2:Owner': 'amazon' },
    }),
    allow(
      'FindInstances',
      [
        'ec2:DescribeAvailabilityZones',
        'ec2:DescribeCapacityReservations',
        'ec2:DescribeInstanceStatus',
        'ec2:DescribeInstanceTypeOfferings',
        'ec2:DescribeInstanceTypes',
        'ec2:DescribeInstances',
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeSubnets',
      ],
      '*',
    ),
  ];
}
