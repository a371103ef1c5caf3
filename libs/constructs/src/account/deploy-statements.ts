import type { Stage } from '@slipway/catalog';
import { iamArnOf, partitionOf } from '../arn';
import type { PolicyStatement } from '../policy';
import type { AccountNames } from './account-names';
import { networkStatements } from './network-statements';
import { scalableTargets, stageResources } from './stage-resources';

/** Services whose roles the stacks create and pass. */
const passedTo = ['ecs-tasks.amazonaws.com', 'lambda.amazonaws.com', 'vpc-flow-logs.amazonaws.com'];
/** Services that create a role of their own on first use. */
const linkedTo = [
  'ecs.amazonaws.com',
  'ecs.application-autoscaling.amazonaws.com',
  'elasticloadbalancing.amazonaws.com',
  'ops.apigateway.amazonaws.com',
];

/**
 * What applying a stage's stacks changes, besides what a plan reads: everything that carries the
 * stage's name, and never the roles that deploy or the account's own state.
 */
export function deployStatements(stage: Stage, names: AccountNames): PolicyStatement[] {
  const own = stageResources(stage, names);
  const awsPolicies = `arn:${partitionOf(stage.region)}:iam::aws:policy/service-role/*`;
  return [
    {
      Sid: 'WriteNamed',
      Effect: 'Allow',
      Action: ['ecr:*', 'ecs:*', 'elasticloadbalancing:*', 'lambda:*', 'logs:*', 's3:*'],
      Resource: [
        ...own.balancing,
        ...own.containers,
        own.repositories,
        own.functions,
        own.logGroups,
        own.logBucket,
        `${own.logBucket}/*`,
      ],
    },
    {
      Sid: 'WriteUnnamed',
      Effect: 'Allow',
      // AWS offers no resource for either.
      Action: ['ecr:GetAuthorizationToken', 'ecs:DeregisterTaskDefinition'],
      Resource: '*',
      Condition: { StringEquals: { 'aws:RequestedRegion': stage.region } },
    },
    {
      Sid: 'WriteScaling',
      Effect: 'Allow',
      Action: ['application-autoscaling:*', 'cloudwatch:DeleteAlarms', 'cloudwatch:PutMetricAlarm'],
      Resource: [scalableTargets(stage), own.scalingAlarms],
    },
    {
      Sid: 'WriteApis',
      Effect: 'Allow',
      Action: ['apigateway:DELETE', 'apigateway:PATCH', 'apigateway:POST', 'apigateway:PUT'],
      Resource: own.apis,
    },
    ...networkStatements(stage),
    {
      Sid: 'WriteRoles',
      Effect: 'Allow',
      Action: [
        'iam:CreateRole',
        'iam:DeleteRole',
        'iam:DeleteRolePolicy',
        'iam:PutRolePolicy',
        'iam:TagRole',
        'iam:UntagRole',
        'iam:UpdateAssumeRolePolicy',
        'iam:UpdateRole',
        'iam:UpdateRoleDescription',
      ],
      Resource: own.roles,
    },
    {
      Sid: 'AttachPolicies',
      Effect: 'Allow',
      Action: ['iam:AttachRolePolicy', 'iam:DetachRolePolicy'],
      Resource: own.roles,
      Condition: { ArnLike: { 'iam:PolicyARN': awsPolicies } },
    },
    {
      Sid: 'PassRoles',
      Effect: 'Allow',
      Action: 'iam:PassRole',
      Resource: own.roles,
      Condition: { StringEquals: { 'iam:PassedToService': passedTo } },
    },
    {
      Sid: 'LinkRoles',
      Effect: 'Allow',
      Action: 'iam:CreateServiceLinkedRole',
      Resource: iamArnOf(stage, 'role/aws-service-role/*'),
      Condition: { StringEquals: { 'iam:AWSServiceName': linkedTo } },
    },
    {
      Sid: 'KeepDeployRoles',
      Effect: 'Deny',
      Action: ['iam:*Role*', 'sts:AssumeRole'],
      Resource: own.deployRoles,
    },
    ...(own.state === undefined
      ? []
      : ([
          {
            Sid: 'WriteState',
            Effect: 'Allow',
            Action: 's3:PutObject',
            Resource: own.state.objects,
          },
          {
            Sid: 'LockState',
            Effect: 'Allow',
            Action: ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'],
            Resource: own.state.locks,
          },
          {
            Sid: 'KeepAccountState',
            Effect: 'Deny',
            Action: ['s3:DeleteObject', 's3:PutObject'],
            Resource: own.state.accountObjects,
          },
        ] satisfies PolicyStatement[])),
  ];
}
