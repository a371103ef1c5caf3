import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { FlowLog } from '@cdktf/provider-aws/lib/flow-log';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import type { Stage } from '@slipway/catalog';
import { Construct } from 'constructs';
import { arnOf } from '../arn';
import { permissionsBoundaryOf } from '../permissions-boundary';
import { policyDocument } from '../policy';

export interface FlowLogsProps {
  readonly stage: Stage;
  readonly vpcId: string;
  readonly traffic: 'all' | 'reject';
  readonly retentionDays: number;
  readonly logGroupName: string;
  readonly roleName: string;
}

/** Records connections in the VPC, all or those that are rejected, in a log group. */
export class FlowLogs extends Construct {
  constructor(scope: Construct, id: string, props: FlowLogsProps) {
    super(scope, id);
    const { stage, vpcId, traffic, retentionDays, logGroupName, roleName } = props;
    // checkov CKV_AWS_158 aws_cloudwatch_log_group.*_flow-logs_*: CloudWatch Logs encrypts
    // with a key of its own (platform-team, until 2027-11-30)
    // checkov CKV_AWS_338 aws_cloudwatch_log_group.*_flow-logs_*: the stage file says for
    // how long (platform-team, until 2027-11-30)
    const group = new CloudwatchLogGroup(this, 'log-group', {
      name: logGroupName,
      retentionInDays: retentionDays,
    });
    // https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
    const role = new IamRole(this, 'role', {
      name: roleName,
      permissionsBoundary: permissionsBoundaryOf(stage),
      assumeRolePolicy: policyDocument({
        Effect: 'Allow',
        Principal: { Service: 'vpc-flow-logs.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: {
          StringEquals: { 'aws:SourceAccount': stage.account },
          ArnLike: { 'aws:SourceArn': arnOf(stage, 'ec2', 'vpc-flow-log/*') },
        },
      }),
    });
    const policy = new IamRolePolicy(this, 'policy', {
      name: 'write-flow-logs',
      role: role.name,
      policy: policyDocument(
        {
          Effect: 'Allow',
          Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
          Resource: `${arnOf(stage, 'logs', `log-group:${logGroupName}`)}:*`,
        },
        // The action lists groups, so it takes no single one.
        {
          Effect: 'Allow',
          Action: 'logs:DescribeLogGroups',
          Resource: arnOf(stage, 'logs', 'log-group:*'),
        },
      ),
    });
    new FlowLog(this, 'flow-log', {
      vpcId,
      trafficType: traffic.toUpperCase(),
      logDestinationType: 'cloud-watch-logs',
      logDestination: group.arn,
      iamRoleArn: role.arn,
      dependsOn: [policy],
      tags: { Name: logGroupName },
    });
  }
}
