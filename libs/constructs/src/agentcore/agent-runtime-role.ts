import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import type { Stage } from '@slipway/catalog';
import { Construct } from 'constructs';
import { arnOf } from '../arn';
import { permissionsBoundaryOf } from '../permissions-boundary';
import { policyDocument, type PolicyStatement } from '../policy';
import type { ITerraformDependable } from '../terraform';

export interface AgentRuntimeRoleProps {
  readonly stage: Stage;
  readonly name: string;
  readonly repositoryArn: string;
  /** Name of the runtime, which begins the names of its log groups. */
  readonly runtimeName: string;
  /** What the agent itself calls. */
  readonly statements: readonly PolicyStatement[];
}

/**
 * Role of one AgentCore runtime: AgentCore pulls the image and writes the logs with it, and the agent has
 * what its task has on ECS.
 * https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/runtime-permissions.html
 */
export class AgentRuntimeRole extends Construct {
  readonly arn: string;
  /** What must stand before the runtime is made. */
  readonly ready: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: AgentRuntimeRoleProps) {
    super(scope, id);
    const { stage, repositoryArn, runtimeName, statements } = props;
    const role = new IamRole(this, 'role', {
      name: props.name,
      permissionsBoundary: permissionsBoundaryOf(stage),
      assumeRolePolicy: policyDocument({
        Effect: 'Allow',
        Principal: { Service: 'bedrock-agentcore.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: {
          StringEquals: { 'aws:SourceAccount': stage.account },
          ArnLike: { 'aws:SourceArn': arnOf(stage, 'bedrock-agentcore', '*') },
        },
      }),
    });
    const logGroups = `log-group:${runtimeLogGroupPrefix}${runtimeName}-*`;
    const policy = new IamRolePolicy(this, 'policy', {
      name: 'run',
      role: role.name,
      policy: policyDocument(
        // The action takes no resource.
        // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html
        { Effect: 'Allow', Action: 'ecr:GetAuthorizationToken', Resource: '*' },
        {
          Effect: 'Allow',
          Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
          Resource: repositoryArn,
        },
        {
          Effect: 'Allow',
          Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
          Resource: [
            arnOf(stage, 'logs', logGroups),
            arnOf(stage, 'logs', `${logGroups}:log-stream:*`),
          ],
        },
        {
          Effect: 'Allow',
          Action: 'logs:DescribeLogGroups',
          Resource: arnOf(stage, 'logs', 'log-group:*'),
        },
        ...statements,
      ),
    });
    this.arn = role.arn;
    this.ready = [policy];
  }
}

/** AgentCore writes to a group below it with the id of the runtime and the name of its endpoint. */
export const runtimeLogGroupPrefix = '/aws/bedrock-agentcore/runtimes/';
