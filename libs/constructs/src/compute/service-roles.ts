import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import type { Stage } from '@slipway/catalog';
import { Construct } from 'constructs';
import { arnOf } from '../arn';
import { permissionsBoundaryOf } from '../permissions-boundary';
import { policyDocument, type PolicyStatement } from '../policy';
import type { ITerraformDependable } from '../terraform';

export interface ServiceRolesProps {
  readonly stage: Stage;
  readonly executionRole: string;
  readonly taskRole: string;
  readonly repositoryArn: string;
  readonly logGroupArn: string;
  readonly secretArns: readonly string[];
  readonly parameterArns: readonly string[];
  /** What the task does itself. */
  readonly taskStatements: readonly PolicyStatement[];
}

/**
 * The two roles of a container service, apart: the execution role is ECS's own, to pull the image, to
 * read the secrets and to write the logs; the task role is what the containers have once they run, and
 * starts with nothing.
 */
export class ServiceRoles extends Construct {
  readonly executionRoleArn: string;
  readonly taskRoleArn: string;
  /** What must stand before a task can start. */
  readonly ready: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ServiceRolesProps) {
    super(scope, id);
    const bounded = {
      assumeRolePolicy: taskTrust(props.stage),
      permissionsBoundary: permissionsBoundaryOf(props.stage),
    };
    const execution = new IamRole(this, 'execution', { name: props.executionRole, ...bounded });
    const executionPolicy = new IamRolePolicy(this, 'execution-policy', {
      name: 'pull-and-log',
      role: execution.name,
      policy: policyDocument(...executionStatements(props)),
    });
    const task = new IamRole(this, 'task', { name: props.taskRole, ...bounded });
    this.executionRoleArn = execution.arn;
    this.taskRoleArn = task.arn;
    this.ready = [executionPolicy];
    if (props.taskStatements.length > 0) {
      const taskPolicy = new IamRolePolicy(this, 'task-policy', {
        name: 'run',
        role: task.name,
        policy: policyDocument(...props.taskStatements),
      });
      this.ready.push(taskPolicy);
    }
  }
}

function executionStatements(props: ServiceRolesProps): readonly PolicyStatement[] {
  return [
    // The action takes no resource.
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html
    { Effect: 'Allow', Action: 'ecr:GetAuthorizationToken', Resource: '*' },
    {
      Effect: 'Allow',
      Action: [
        'ecr:BatchCheckLayerAvailability',
        'ecr:BatchGetImage',
        'ecr:GetDownloadUrlForLayer',
      ],
      Resource: props.repositoryArn,
    },
    {
      Effect: 'Allow',
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: `${props.logGroupArn}:*`,
    },
    ...reading('secretsmanager:GetSecretValue', props.secretArns),
    ...reading('ssm:GetParameters', props.parameterArns),
  ];
}

function reading(action: string, arns: readonly string[]): PolicyStatement[] {
  return arns.length === 0 ? [] : [{ Effect: 'Allow', Action: action, Resource: arns }];
}

/**
 * Only ECS acting for the stage's own account and region may assume the role.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */
function taskTrust(stage: Stage): string {
  return policyDocument({
    Effect: 'Allow',
    Principal: { Service: 'ecs-tasks.amazonaws.com' },
    Action: 'sts:AssumeRole',
    Condition: {
      StringEquals: { 'aws:SourceAccount': stage.account },
      ArnLike: { 'aws:SourceArn': arnOf(stage, 'ecs', '*') },
    },
  });
}
