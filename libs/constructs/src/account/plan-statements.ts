import type { Stage } from '@slipway/catalog';
import type { AccountNames } from '@slipway/platform';
import { allow, type PolicyStatement } from '../policy';
import { stageResources } from './stage-resources';

/**
 * What `terraform plan` of a stage's stacks reads. Actions on `*` are those that AWS offers no
 * resource for; they read the stage's region only.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export function planStatements(stage: Stage, names: AccountNames): PolicyStatement[] {
  const own = stageResources(stage, names);
  return [
    allow(
      'ReadLists',
      [
        'application-autoscaling:Describe*',
        'ec2:Describe*',
        'ecs:DescribeTaskDefinition',
        'elasticloadbalancing:Describe*',
        'logs:DescribeLogGroups',
        'secretsmanager:ListSecrets',
      ],
      '*',
      { StringEquals: { 'aws:RequestedRegion': stage.region } },
    ),
    allow('ReadContainers', ['ecs:Describe*', 'ecs:ListTagsForResource'], own.containers),
    allow(
      'ReadRepositories',
      ['ecr:DescribeRepositories', 'ecr:Get*', 'ecr:ListTagsForResource'],
      own.repositories,
    ),
    allow('ReadFunctions', ['lambda:Get*', 'lambda:List*'], [own.functions, own.capacityProviders]),
    allow('ReadQueues', ['sqs:Get*', 'sqs:List*'], own.queues),
    allow('ReadSchedules', ['scheduler:Get*'], own.schedules),
    allow('ReadLogGroups', ['logs:ListTags*'], own.logGroups),
    allow('ReadRoles', ['iam:Get*', 'iam:List*'], [own.roles, own.runPolicies]),
    // The buckets and not what is in them.
    allow('ReadBuckets', ['s3:Get*', 's3:ListBucket'], [own.logBucket, own.payloadBucket]),
    allow('ReadTables', ['dynamodb:Describe*', 'dynamodb:ListTagsOfResource'], own.tables),
    allow(
      'ReadAgents',
      ['bedrock-agentcore:Get*', 'bedrock-agentcore:ListTagsForResource'],
      [own.agentRuntimes, own.agentMemories],
    ),
    allow(
      'ReadAlarms',
      ['cloudwatch:DescribeAlarms', 'cloudwatch:ListTagsForResource'],
      own.alarms,
    ),
    // Ids of scalable targets and of APIs are random.
    allow('ReadScalingTags', ['application-autoscaling:ListTagsForResource'], own.scalableTargets),
    allow('ReadApis', ['apigateway:GET'], own.apis),
    ...(own.state === undefined
      ? []
      : [
          allow('ReadState', ['s3:GetObject'], own.state.objects),
          allow('ListState', ['s3:ListBucket'], own.state.bucket, {
            StringLike: { 's3:prefix': own.state.prefixes },
          }),
        ]),
  ];
}
