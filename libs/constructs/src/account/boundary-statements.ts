import type { Stage } from '@slipway/catalog';
import type { AccountNames } from '@slipway/platform';
import { memoryActions } from '../agentcore/agent-memory';
import { arnOf } from '../arn';
import { operatorStatements } from '../capacity-provider/operator-policy';
import { allow, type PolicyStatement } from '../policy';
import { stageResources, type StageResources } from './stage-resources';
import { interfaceActions } from '../function/function-role';

/**
 * What a role of a stage's stacks may do at most, whatever its own policies say: the sum of what they
 * need. Without it, who can write a role's policy and pass the role to a function has every right of
 * the account.
 */
export function boundaryStatements(stage: Stage, names: AccountNames): PolicyStatement[] {
  const own = stageResources(stage, names);
  return [
    // The action takes no resource.
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html
    allow('SignInToRegistry', ['ecr:GetAuthorizationToken'], '*'),
    allow(
      'PullImages',
      ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      own.repositories,
    ),
    allow(
      'WriteLogs',
      ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
      own.logGroups,
    ),
    // People name their secrets and parameters; which of them a role reads, its own policy says.
    allow(
      'ReadSecrets',
      ['secretsmanager:GetSecretValue'],
      arnOf(stage, 'secretsmanager', 'secret:*'),
    ),
    allow('ReadParameters', ['ssm:GetParameters'], arnOf(stage, 'ssm', 'parameter/*')),
    // Neither takes a resource.
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonmessagegatewayservice.html
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html
    allow(
      'ExecuteCommands',
      [
        'ssmmessages:CreateControlChannel',
        'ssmmessages:CreateDataChannel',
        'ssmmessages:OpenControlChannel',
        'ssmmessages:OpenDataChannel',
      ],
      '*',
    ),
    allow('SendTraces', ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], '*'),
    allow(
      'CallFunctions',
      [
        'lambda:CheckpointDurableExecution',
        'lambda:InvokeFunction',
        'lambda:SendDurableExecutionCallbackSuccess',
      ],
      own.functions,
    ),
    // A queue or topic that services name can be of another owner in the account.
    allow('SendDeadLetters', ['sqs:SendMessage'], arnOf(stage, 'sqs', '*')),
    allow('PublishDeadLetters', ['sns:Publish'], arnOf(stage, 'sns', '*')),
    // Ids of interfaces and subnets are random, and reading them takes no resource.
    allow('UseInterfaces', interfaceActions, '*', {
      StringEquals: { 'aws:RequestedRegion': stage.region },
    }),
    // The action lists groups, so it takes no single one.
    allow('ListLogGroups', ['logs:DescribeLogGroups'], arnOf(stage, 'logs', 'log-group:*')),
    allow('SetFloors', ['lambda:PutFunctionScalingConfig'], own.functions),
    // Lists of an account or a region.
    allow(
      'ListFunctions',
      [
        'cloudwatch:GetMetricData',
        'lambda:GetAccountSettings',
        'lambda:ListEventSourceMappings',
        'lambda:ListFunctions',
      ],
      '*',
    ),
    allow('ReadFunctions', ['lambda:Get*', 'lambda:List*'], [own.functions, own.capacityProviders]),
    allow('PruneVersions', ['lambda:DeleteFunction'], `${own.functions}:*`),
    ...runStatements(own),
    ...operatorStatements(stage),
  ];
}

/** What the orchestrator and its agents need. */
function runStatements(own: StageResources): PolicyStatement[] {
  return [
    allow('KeepRuns', ['dynamodb:*Item', 'dynamodb:Query'], own.tables),
    allow('UsePayloads', ['s3:GetObject', 's3:PutObject'], `${own.payloadBucket}/*`),
    allow('FindPayloads', ['s3:ListBucket'], own.payloadBucket),
    allow('RunTasks', ['ecs:RunTask'], own.taskDefinitions),
    allow('WatchTasks', ['ecs:DescribeTasks', 'ecs:StopTask', 'ecs:TagResource'], own.tasks),
    allow('FindTasks', ['ecs:ListTasks'], '*', { ArnEquals: { 'ecs:cluster': own.cluster } }),
    allow('PassTaskRoles', ['iam:PassRole'], own.roles, {
      StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' },
    }),
    allow(
      'UseSessions',
      ['bedrock-agentcore:InvokeAgentRuntime', 'bedrock-agentcore:StopRuntimeSession'],
      own.agentRuntimes,
    ),
    allow('Remember', memoryActions, own.agentMemories),
  ];
}
