import type { Stage } from '@slipway/catalog';
import type { PolicyStatement } from '../policy';
import type { AccountNames } from './account-names';
import { scalableTargets, stageResources } from './stage-resources';

/**
 * What `terraform plan` of a stage's stacks reads. Actions on `*` are those that AWS offers no
 * resource for; they read the stage's region only.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export function planStatements(stage: Stage, names: AccountNames): PolicyStatement[] {
  const own = stageResources(stage, names);
  return [
    {
      Sid: 'ReadLists',
      Effect: 'Allow',
      Action: [
        'application-autoscaling:Describe*',
        'cloudwatch:DescribeAlarms',
        'ec2:Describe*',
        'ecs:DescribeTaskDefinition',
        'elasticloadbalancing:Describe*',
        'logs:DescribeLogGroups',
      ],
      Resource: '*',
      Condition: { StringEquals: { 'aws:RequestedRegion': stage.region } },
    },
    {
      Sid: 'ReadNamed',
      Effect: 'Allow',
      Action: [
        'ecr:DescribeRepositories',
        'ecr:Get*',
        'ecr:ListTagsForResource',
        'ecs:Describe*',
        'ecs:ListTagsForResource',
        'iam:Get*',
        'iam:List*',
        'lambda:Get*',
        'lambda:List*',
        'logs:ListTags*',
        's3:Get*',
        's3:ListBucket',
      ],
      // The bucket and not what is in it.
      Resource: [
        ...own.containers,
        own.repositories,
        own.functions,
        own.logGroups,
        own.roles,
        own.logBucket,
      ],
    },
    {
      Sid: 'ReadScalingTags',
      Effect: 'Allow',
      Action: 'application-autoscaling:ListTagsForResource',
      // Ids of scalable targets are random.
      Resource: scalableTargets(stage),
    },
    { Sid: 'ReadApis', Effect: 'Allow', Action: 'apigateway:GET', Resource: own.apis },
    ...(own.state === undefined
      ? []
      : ([
          {
            Sid: 'ReadState',
            Effect: 'Allow',
            Action: 's3:GetObject',
            Resource: own.state.objects,
          },
          {
            Sid: 'ListState',
            Effect: 'Allow',
            Action: 's3:ListBucket',
            Resource: own.state.bucket,
            Condition: { StringLike: { 's3:prefix': own.state.prefixes } },
          },
        ] satisfies PolicyStatement[])),
  ];
}
