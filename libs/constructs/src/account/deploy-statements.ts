import type { Stage } from '@slipway/catalog';
import type { AccountNames } from '@slipway/platform';
import { iamArnOf } from '../arn';
import { boundaryArn } from '../permissions-boundary';
import { operatorPolicyArn } from '../capacity-provider/operator-policy';
import { allow, type PolicyStatement } from '../policy';
import { networkStatements } from './network-statements';
import { stageResources, type StageResources } from './stage-resources';

/** Services whose roles the stacks create and pass. */
const passedTo = [
  'bedrock-agentcore.amazonaws.com',
  'ecs-tasks.amazonaws.com',
  'lambda.amazonaws.com',
  'scheduler.amazonaws.com',
  'vpc-flow-logs.amazonaws.com',
];
/** Services that create a role of their own on first use. */
const linkedTo = [
  'ecs.amazonaws.com',
  'ecs.application-autoscaling.amazonaws.com',
  'elasticloadbalancing.amazonaws.com',
  'lambda.amazonaws.com',
  'ops.apigateway.amazonaws.com',
  'runtime-identity.bedrock-agentcore.amazonaws.com',
];

/**
 * What applying a stage's stacks changes, besides what a plan reads: everything that carries the
 * stage's name, and never the roles that deploy. It makes roles, and writes their policies, only with
 * the boundary that the account's stack makes, so none of them has more rights than a service needs.
 */
export function deployStatements(stage: Stage, names: AccountNames): PolicyStatement[] {
  const own = stageResources(stage, names);
  return [
    allow('WriteBalancing', ['elasticloadbalancing:*'], own.balancing),
    allow('WriteContainers', ['ecs:*'], own.containers),
    allow('WriteRepositories', ['ecr:*'], own.repositories),
    allow('WriteFunctions', ['lambda:*'], [own.functions, own.capacityProviders]),
    allow('UseLayers', ['lambda:GetLayerVersion'], own.layers),
    allow('WriteQueues', ['sqs:*'], own.queues),
    allow('WriteSchedules', ['scheduler:*'], own.schedules),
    allow('WriteLogGroups', ['logs:*'], own.logGroups),
    allow(
      'WriteBuckets',
      ['s3:*'],
      [own.logBucket, `${own.logBucket}/*`, own.payloadBucket, `${own.payloadBucket}/*`],
    ),
    allow('WriteTables', ['dynamodb:*'], [own.tables, `${own.tables}/index/*`]),
    allow('WriteAgents', ['bedrock-agentcore:*'], [own.agentRuntimes, own.agentMemories]),
    // AWS offers no resource for them, or none that is named yet.
    allow(
      'WriteUnnamed',
      [
        'bedrock-agentcore:CreateAgentRuntime',
        'bedrock-agentcore:CreateMemory',
        'bedrock-agentcore:CreateWorkloadIdentity',
        'ecr:GetAuthorizationToken',
        'ecs:DeregisterTaskDefinition',
      ],
      '*',
      { StringEquals: { 'aws:RequestedRegion': stage.region } },
    ),
    allow('WriteScaling', ['application-autoscaling:*'], own.scalableTargets),
    allow(
      'WriteAlarms',
      ['cloudwatch:DeleteAlarms', 'cloudwatch:DescribeAlarms', 'cloudwatch:PutMetricAlarm'],
      [own.scalingAlarms, own.alarms],
    ),
    allow('TagAlarms', ['cloudwatch:TagResource', 'cloudwatch:UntagResource'], own.alarms),
    allow(
      'WriteApis',
      ['apigateway:DELETE', 'apigateway:PATCH', 'apigateway:POST', 'apigateway:PUT'],
      own.apis,
    ),
    ...networkStatements(stage),
    // Taking the boundary off a role is not among them.
    allow(
      'WriteBoundedRoles',
      ['iam:CreateRole', 'iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy'],
      own.roles,
      { StringEquals: { 'iam:PermissionsBoundary': boundaryArn(stage) } },
    ),
    allow(
      'WriteRoles',
      [
        'iam:DeleteRole',
        'iam:DeleteRolePolicy',
        'iam:TagRole',
        'iam:UntagRole',
        'iam:UpdateAssumeRolePolicy',
        'iam:UpdateRole',
        'iam:UpdateRoleDescription',
      ],
      own.roles,
    ),
    allow(
      'WriteRunPolicies',
      [
        'iam:CreatePolicy',
        'iam:CreatePolicyVersion',
        'iam:DeletePolicy',
        'iam:DeletePolicyVersion',
        'iam:TagPolicy',
        'iam:UntagPolicy',
      ],
      own.runPolicies,
    ),
    // No policy of anyone else's choice.
    allow('AttachOperatorPolicy', ['iam:AttachRolePolicy', 'iam:DetachRolePolicy'], own.roles, {
      StringEquals: { 'iam:PolicyARN': operatorPolicyArn(stage) },
    }),
    allow('PassRoles', ['iam:PassRole'], own.roles, {
      StringEquals: { 'iam:PassedToService': passedTo },
    }),
    allow(
      'LinkRoles',
      ['iam:CreateServiceLinkedRole'],
      iamArnOf(stage, 'role/aws-service-role/*'),
      {
        StringEquals: { 'iam:AWSServiceName': linkedTo },
      },
    ),
    { Sid: 'KeepDeployRoles', Effect: 'Deny', Action: ['iam:*Role*'], Resource: own.deployRoles },
    ...(own.state === undefined ? [] : stateStatements(own.state)),
  ];
}

function stateStatements(state: NonNullable<StageResources['state']>): PolicyStatement[] {
  return [
    allow('WriteState', ['s3:PutObject'], state.objects),
    allow('LockState', ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'], state.locks),
  ];
}
