import type { Stage } from '@slipway/catalog';
import type { AccountNames } from '@slipway/platform';
import { arnOf } from '../arn';
import { operatorStatements } from '../capacity-provider/operator-policy';
import { allow, type PolicyStatement } from '../policy';
import { prunerStatements } from '../pruner/pruner-statements';
import { interfaceActions } from '../function/function-role';
import { stageResources } from './stage-resources';

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
    allow('CallFunctions', ['lambda:InvokeFunction'], own.functions),
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
    ...prunerStatements(stage),
    ...operatorStatements(stage),
  ];
}
