import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { SchedulerSchedule } from '@cdktf/provider-aws/lib/scheduler-schedule';
import { warmSchedule, type ScheduleSettings } from '@slipway/catalog';
import type { PlacedFunctionService } from '@slipway/platform';
import { Construct } from 'constructs';
import { arnOf } from '../arn';
import { literal } from '../literal';
import { permissionsBoundaryOf } from '../permissions-boundary';
import type { PlatformStack } from '../platform-stack';
import { policyDocument, type PolicyStatement } from '../policy';
import { deadLetterArn, type DeadLetterQueue } from './dead-letter-queue';

/** The group that every account has. */
const scheduleGroup = 'default';

/** A schedule with what only we set. */
interface Schedule extends ScheduleSettings {
  readonly retryPolicy?: {
    readonly maximumRetryAttempts: number;
    readonly maximumEventAgeInSeconds: number;
  };
}

/** Calls one environment often enough that Lambda keeps it; a call that fails is not worth another try. */
const keepWarm: Schedule = {
  name: warmSchedule,
  expression: 'rate(5 minutes)',
  input: { source: 'slipway.warm' },
  retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
};

export interface FunctionSchedulesProps {
  readonly placed: PlacedFunctionService;
  readonly aliasArn: string;
  readonly queue?: DeadLetterQueue;
}

/** The schedules that call one function by its alias, with a role that may do nothing else. */
export class FunctionSchedules extends Construct {
  constructor(
    stack: PlatformStack,
    scope: Construct,
    id: string,
    { placed, aliasArn, queue }: FunctionSchedulesProps,
  ) {
    super(scope, id);
    const { service, names } = placed;
    const written = service.schedules.map((schedule, index) => ({
      ...schedule,
      position: service.at(`schedules.${index}`),
    }));
    const warm = service.function.warm
      ? [{ ...keepWarm, position: service.at('function.warm') }]
      : [];
    const schedules: (Schedule & (typeof warm)[number])[] = [...written, ...warm];
    if (schedules.length === 0) return;
    const { stage } = stack;
    const deadLetters = new Set(
      schedules.flatMap(({ deadLetter }) => deadLetterArn(deadLetter, queue) ?? []),
    );
    const role = new IamRole(this, 'role', {
      name: names.scheduleRole,
      permissionsBoundary: permissionsBoundaryOf(stage),
      // https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
      assumeRolePolicy: policyDocument({
        Effect: 'Allow',
        Principal: { Service: 'scheduler.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: {
          StringEquals: {
            'aws:SourceAccount': stage.account,
            'aws:SourceArn': arnOf(stage, 'scheduler', `schedule-group/${scheduleGroup}`),
          },
        },
      }),
    });
    const policy = new IamRolePolicy(this, 'policy', {
      name: 'invoke',
      role: role.name,
      policy: policyDocument(...statements(aliasArn, [...deadLetters])),
    });
    for (const { name, expression, timezone, input = {}, position, ...rest } of schedules) {
      const deadLetter = deadLetterArn(rest.deadLetter, queue);
      // checkov CKV_AWS_297 aws_scheduler_schedule.functions_*_schedules_*: a key of AWS's own
      // encrypts what the service file says in plain text (platform-team, until 2027-11-30)
      const schedule = new SchedulerSchedule(this, name, {
        name: names.schedules[name],
        groupName: scheduleGroup,
        scheduleExpression: expression,
        scheduleExpressionTimezone: timezone ?? 'UTC',
        flexibleTimeWindow: { mode: 'OFF' },
        target: {
          arn: aliasArn,
          roleArn: role.arn,
          input: literal(JSON.stringify(input)),
          ...(rest.retryPolicy && { retryPolicy: rest.retryPolicy }),
          ...(deadLetter !== undefined && { deadLetterConfig: { arn: deadLetter } }),
        },
        dependsOn: [policy],
      });
      stack.recordOrigin(schedule, position, service.name);
    }
  }
}

function statements(aliasArn: string, deadLetters: readonly string[]): PolicyStatement[] {
  const invoke = {
    Effect: 'Allow',
    Action: 'lambda:InvokeFunction',
    Resource: aliasArn,
  } as const;
  if (deadLetters.length === 0) return [invoke];
  return [invoke, { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: deadLetters }];
}
