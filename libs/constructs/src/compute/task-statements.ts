import type { TaskService } from '@slipway/catalog';
import type { PolicyStatement } from '../policy';
import { collectorStatements } from './collector';

/** What the containers of a service may do by its options. */
export function taskStatements(
  { container, telemetry }: TaskService,
  logGroupArn: string,
): PolicyStatement[] {
  return [
    ...(container.exec ? [execStatement] : []),
    ...(telemetry.collector ? collectorStatements(logGroupArn) : []),
  ];
}

/**
 * What the agent of ECS Exec opens a session with; the actions take no resource.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html#ecs-exec-required-iam-permissions
 */
const execStatement: PolicyStatement = {
  Effect: 'Allow',
  Action: [
    'ssmmessages:CreateControlChannel',
    'ssmmessages:CreateDataChannel',
    'ssmmessages:OpenControlChannel',
    'ssmmessages:OpenDataChannel',
  ],
  Resource: '*',
};
