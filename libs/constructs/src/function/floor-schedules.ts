import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { SchedulerSchedule } from '@cdktf/provider-aws/lib/scheduler-schedule';
import type { Stage } from '@slipway/catalog';
import type { ScheduledFloor } from '@slipway/platform';
import { Construct } from 'constructs';
import { arnOf, partitionOf } from '../arn';
import { permissionsBoundaryOf } from '../permissions-boundary';
import { policyDocument } from '../policy';

export interface FloorSchedulesProps {
  readonly stage: Stage;
  readonly roleName: string;
  readonly functionName: string;
  readonly functionArn: string;
  /**
   * The version that the alias points to. Limits belong to one version, PutFunctionScalingConfig takes
   * no alias, and what is set on `$LATEST.PUBLISHED` holds for that alone.
   * https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-scaling.html
   */
  readonly version: string;
  readonly floors: readonly ScheduledFloor[];
}

/**
 * Sets the limits of a function's live version by schedules, since version 6.25 of the provider cannot.
 * They come every quarter of an hour, as a version begins with limits of its own when it is published.
 */
export class FloorSchedules extends Construct {
  constructor(scope: Construct, id: string, props: FloorSchedulesProps) {
    super(scope, id);
    const { stage, functionName, version, floors } = props;
    const { role, policy } = this.role(props);
    for (const { name, cron, timezone, min, max } of floors) {
      // By the name's hash: a schedule that comes or goes leaves the addresses of others alone.
      // checkov CKV_AWS_297 aws_scheduler_schedule.functions_*_floor_*: two numbers, and no secret
      // (platform-team, until 2027-11-30)
      new SchedulerSchedule(this, name.slice(-6), {
        name,
        scheduleExpression: cron,
        scheduleExpressionTimezone: timezone,
        flexibleTimeWindow: { mode: 'OFF' },
        target: {
          arn: putFunctionScalingConfig(stage),
          roleArn: role.arn,
          input: JSON.stringify({
            FunctionName: functionName,
            Qualifier: version,
            FunctionScalingConfig: {
              MinExecutionEnvironments: min,
              MaxExecutionEnvironments: max,
            },
          }),
          // The next one comes in a quarter of an hour; a late one would undo it.
          retryPolicy: { maximumEventAgeInSeconds: 300, maximumRetryAttempts: 5 },
        },
        dependsOn: [policy],
      });
    }
  }

  private role({ stage, roleName, functionArn, version }: FloorSchedulesProps) {
    const role = new IamRole(this, 'role', {
      name: roleName,
      permissionsBoundary: permissionsBoundaryOf(stage),
      assumeRolePolicy: policyDocument({
        Effect: 'Allow',
        Principal: { Service: 'scheduler.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: {
          StringEquals: {
            'aws:SourceAccount': stage.account,
            'aws:SourceArn': arnOf(stage, 'scheduler', 'schedule-group/default'),
          },
        },
      }),
    });
    const policy = new IamRolePolicy(this, 'policy', {
      name: 'floor',
      role: role.name,
      policy: policyDocument({
        Effect: 'Allow',
        Action: 'lambda:PutFunctionScalingConfig',
        // AWS's example names the function; where IAM checks the version, that stands here too.
        Resource: [functionArn, `${functionArn}:${version}`],
      }),
    });
    return { role, policy };
  }
}

/**
 * Target that makes the call, cased as AWS's guide to capacity providers writes it; the guide to the
 * Scheduler begins the actions of its own examples with a small letter. Neither was tried on AWS.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-scaling.html
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html
 */
function putFunctionScalingConfig({ region }: Stage): string {
  return `arn:${partitionOf(region)}:scheduler:::aws-sdk:lambda:PutFunctionScalingConfig`;
}
