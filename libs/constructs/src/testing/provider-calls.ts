/** Actions by the resource that IAM checks each of them on; `*` where AWS offers none. */
export type CallsByResource = Readonly<Record<string, readonly string[]>>;

const arn = (service: string, resource: string): string =>
  `arn:aws:${service}:eu-central-1:123456789012:${resource}`;
const api = (path: string): string => `arn:aws:apigateway:eu-central-1::${path}`;
const balancing = (resource: string): string => arn('elasticloadbalancing', resource);

const applicationBalancer = 'app/slipway-dev-alb-1/0123456789abcdef';
const networkBalancer = 'net/slipway-dev-nlb/0123456789abcdef';
const ecsService = 'slipway-dev/slipway-dev-quotes';
const agentRuntime = arn('bedrock-agentcore', 'runtime/slipway_dev_agent-a1B2c3D4e5');
const capacityProvider = arn('lambda', 'capacity-provider:slipway-dev-agents-abc123-def456');
const fn = arn('lambda', 'function:slipway-dev-tenants');
const logGroup = arn('logs', 'log-group:/slipway/dev/quotes');
const logBucket = 'arn:aws:s3:::slipway-dev-logs-123456789012';
const repository = arn('ecr', 'repository/slipway-dev-quotes');
const role = 'arn:aws:iam::123456789012:role/slipway-dev-quotes-task';
const schedule = arn('scheduler', 'schedule/default/slipway-dev-router-floor-abc123');
const scalableTarget = arn('application-autoscaling', 'scalable-target/0123');
const targetGroup = balancing('targetgroup/slipway-dev-quotes-abc123/0123456789abcdef');

const ec2 = (...actions: readonly string[]): CallsByResource => ({
  '*': actions.map((action) => `ec2:${action}`),
});
/** Interfaces that the provider deletes with a security group or a subnet. */
const leftByFunctions: CallsByResource = {
  [arn('ec2', 'network-interface/eni-0123')]: ['ec2:DeleteNetworkInterface'],
};
const tagged = ['ec2:CreateTags', 'ec2:DeleteTags'];

/**
 * What version 6.25 of the AWS provider calls to create, read, change and delete each kind of resource
 * of the stages' stacks, by the module of its binding, as far as is known without an account: but for
 * tables, alarms and buckets, this table was not compared with a run. Where to look an entry up: the provider's
 * source, and for the resource that IAM checks an action on, the Service Authorization Reference.
 * https://github.com/hashicorp/terraform-provider-aws/tree/v6.25.0/internal/service
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const providerCalls: Readonly<Record<string, CallsByResource>> = {
  'api-gateway-api-key': {
    [api('/apikeys')]: ['apigateway:POST'],
    [api('/apikeys/abc')]: ['apigateway:DELETE', 'apigateway:GET', 'apigateway:PATCH'],
    [api('/tags/abc')]: ['apigateway:PUT', 'apigateway:DELETE'],
  },
  'api-gateway-deployment': {
    [api('/restapis/abc/deployments')]: ['apigateway:POST'],
    [api('/restapis/abc/deployments/def')]: ['apigateway:DELETE', 'apigateway:GET'],
  },
  'api-gateway-method-settings': {
    [api('/restapis/abc/stages/dev')]: ['apigateway:GET', 'apigateway:PATCH'],
  },
  'api-gateway-rest-api': {
    [api('/restapis')]: ['apigateway:POST'],
    [api('/restapis/abc')]: [
      'apigateway:DELETE',
      'apigateway:GET',
      'apigateway:PATCH',
      'apigateway:PUT',
    ],
    [api('/restapis/abc/resources')]: ['apigateway:GET'],
    [api('/tags/abc')]: ['apigateway:PUT', 'apigateway:DELETE'],
  },
  'api-gateway-stage': {
    [api('/restapis/abc/stages')]: ['apigateway:POST'],
    [api('/restapis/abc/stages/dev')]: ['apigateway:DELETE', 'apigateway:GET', 'apigateway:PATCH'],
  },
  'api-gateway-usage-plan': {
    [api('/usageplans')]: ['apigateway:POST'],
    [api('/usageplans/abc')]: ['apigateway:DELETE', 'apigateway:GET', 'apigateway:PATCH'],
  },
  'api-gateway-usage-plan-key': {
    [api('/usageplans/abc/keys')]: ['apigateway:POST'],
    [api('/usageplans/abc/keys/def')]: ['apigateway:DELETE', 'apigateway:GET'],
  },
  'api-gateway-vpc-link': {
    [api('/vpclinks')]: ['apigateway:POST'],
    [api('/vpclinks/abc')]: ['apigateway:DELETE', 'apigateway:GET', 'apigateway:PATCH'],
    '*': [
      'ec2:CreateVpcEndpointServiceConfiguration',
      'ec2:DeleteVpcEndpointServiceConfigurations',
      'ec2:DescribeVpcEndpointServiceConfigurations',
      'ec2:ModifyVpcEndpointServicePermissions',
      'elasticloadbalancing:DescribeLoadBalancers',
    ],
  },
  'apigatewayv2-vpc-link': {
    [api('/vpclinks')]: ['apigateway:POST'],
    [api('/vpclinks/abc')]: ['apigateway:DELETE', 'apigateway:GET', 'apigateway:PATCH'],
    [api('/tags/abc')]: ['apigateway:DELETE', 'apigateway:POST'],
  },
  'appautoscaling-policy': {
    [scalableTarget]: [
      'application-autoscaling:DeleteScalingPolicy',
      'application-autoscaling:PutScalingPolicy',
    ],
    '*': ['application-autoscaling:DescribeScalingPolicies'],
    [arn('cloudwatch', `alarm:TargetTracking-service/${ecsService}-AlarmHigh-0123`)]: [
      'cloudwatch:DeleteAlarms',
      'cloudwatch:DescribeAlarms',
      'cloudwatch:PutMetricAlarm',
    ],
  },
  'appautoscaling-target': {
    [scalableTarget]: [
      'application-autoscaling:DeregisterScalableTarget',
      'application-autoscaling:ListTagsForResource',
      'application-autoscaling:RegisterScalableTarget',
      'application-autoscaling:TagResource',
    ],
    '*': ['application-autoscaling:DescribeScalableTargets'],
  },
  'bedrockagentcore-agent-runtime': {
    '*': ['bedrock-agentcore:CreateAgentRuntime', 'bedrock-agentcore:CreateWorkloadIdentity'],
    [agentRuntime]: [
      'bedrock-agentcore:DeleteAgentRuntime',
      'bedrock-agentcore:GetAgentRuntime',
      'bedrock-agentcore:ListTagsForResource',
      'bedrock-agentcore:TagResource',
      'bedrock-agentcore:UntagResource',
      'bedrock-agentcore:UpdateAgentRuntime',
    ],
    [role]: ['iam:PassRole'],
  },
  'bedrockagentcore-agent-runtime-endpoint': {
    [agentRuntime]: ['bedrock-agentcore:CreateAgentRuntimeEndpoint'],
    [`${agentRuntime}/runtime-endpoint/live`]: [
      'bedrock-agentcore:DeleteAgentRuntimeEndpoint',
      'bedrock-agentcore:GetAgentRuntimeEndpoint',
      'bedrock-agentcore:ListTagsForResource',
      'bedrock-agentcore:TagResource',
      'bedrock-agentcore:UpdateAgentRuntimeEndpoint',
    ],
  },
  'bedrockagentcore-memory': {
    '*': ['bedrock-agentcore:CreateMemory'],
    [arn('bedrock-agentcore', 'memory/slipway_dev_memory-a1B2c3D4e5')]: [
      'bedrock-agentcore:DeleteMemory',
      'bedrock-agentcore:GetMemory',
      'bedrock-agentcore:ListTagsForResource',
      'bedrock-agentcore:TagResource',
      'bedrock-agentcore:UntagResource',
      'bedrock-agentcore:UpdateMemory',
    ],
  },
  'cloudwatch-log-group': {
    [logGroup]: [
      'logs:AssociateKmsKey',
      'logs:CreateLogGroup',
      'logs:DeleteLogGroup',
      'logs:DisassociateKmsKey',
      'logs:ListTagsForResource',
      'logs:PutRetentionPolicy',
      'logs:TagResource',
    ],
    '*': ['logs:DescribeLogGroups'],
  },
  'cloudwatch-metric-alarm': {
    [arn('cloudwatch', 'alarm:slipway-dev-pruner-errors')]: [
      'cloudwatch:DeleteAlarms',
      'cloudwatch:DescribeAlarms',
      'cloudwatch:ListTagsForResource',
      'cloudwatch:PutMetricAlarm',
      'cloudwatch:TagResource',
      'cloudwatch:UntagResource',
    ],
  },
  'data-aws-availability-zones': ec2('DescribeAvailabilityZones'),
  'data-aws-secretsmanager-secrets': { '*': ['secretsmanager:ListSecrets'] },
  'data-aws-subnet': ec2('DescribeSubnets'),
  'data-aws-subnets': ec2('DescribeSubnets'),
  'data-aws-vpc': ec2('DescribeRouteTables', 'DescribeVpcAttribute', 'DescribeVpcs'),
  'data-aws-vpcs': ec2('DescribeVpcs'),
  'default-security-group': ec2(
    'CreateTags',
    'DescribeSecurityGroups',
    'RevokeSecurityGroupEgress',
    'RevokeSecurityGroupIngress',
  ),
  'dynamodb-table': {
    [arn('dynamodb', 'table/slipway-dev-runs')]: [
      'dynamodb:CreateTable',
      'dynamodb:DeleteTable',
      'dynamodb:DescribeContinuousBackups',
      'dynamodb:DescribeTable',
      'dynamodb:DescribeTimeToLive',
      'dynamodb:ListTagsOfResource',
      'dynamodb:TagResource',
      'dynamodb:UntagResource',
      'dynamodb:UpdateContinuousBackups',
      'dynamodb:UpdateTable',
      'dynamodb:UpdateTimeToLive',
    ],
  },
  'ecr-lifecycle-policy': {
    [repository]: ['ecr:DeleteLifecyclePolicy', 'ecr:GetLifecyclePolicy', 'ecr:PutLifecyclePolicy'],
  },
  'ecr-repository': {
    [repository]: [
      'ecr:CreateRepository',
      'ecr:DeleteRepository',
      'ecr:DescribeRepositories',
      'ecr:ListTagsForResource',
      'ecr:PutImageScanningConfiguration',
      'ecr:PutImageTagMutability',
      'ecr:TagResource',
    ],
  },
  'ecr-repository-policy': {
    [repository]: [
      'ecr:DeleteRepositoryPolicy',
      'ecr:GetRepositoryPolicy',
      'ecr:SetRepositoryPolicy',
    ],
  },
  'ecs-cluster': {
    [arn('ecs', 'cluster/slipway-dev')]: [
      'ecs:CreateCluster',
      'ecs:DeleteCluster',
      'ecs:DescribeClusters',
      'ecs:TagResource',
      'ecs:UpdateCluster',
    ],
  },
  'ecs-cluster-capacity-providers': {
    [arn('ecs', 'cluster/slipway-dev')]: [
      'ecs:DescribeClusters',
      'ecs:PutClusterCapacityProviders',
    ],
  },
  'ecs-service': {
    [arn('ecs', `service/${ecsService}`)]: [
      'ecs:CreateService',
      'ecs:DeleteService',
      'ecs:DescribeServices',
      'ecs:ListServiceDeployments',
      'ecs:TagResource',
      'ecs:UpdateService',
    ],
    [arn('ecs', `service-deployment/${ecsService}/0123`)]: [
      'ecs:DescribeServiceDeployments',
      'ecs:StopServiceDeployment',
    ],
    [arn('ecs', `service-revision/${ecsService}/0123`)]: ['ecs:DescribeServiceRevisions'],
  },
  'ecs-task-definition': {
    [arn('ecs', 'task-definition/slipway-dev-quotes:*')]: [
      'ecs:RegisterTaskDefinition',
      'ecs:TagResource',
    ],
    '*': ['ecs:DeregisterTaskDefinition', 'ecs:DescribeTaskDefinition'],
    [role]: ['iam:PassRole'],
  },
  eip: ec2(
    'AllocateAddress',
    'CreateTags',
    'DescribeAddresses',
    'DescribeAddressesAttribute',
    'DisassociateAddress',
    'ReleaseAddress',
  ),
  'flow-log': {
    '*': ['ec2:CreateFlowLogs', 'ec2:DeleteFlowLogs', 'ec2:DescribeFlowLogs', ...tagged],
    'arn:aws:iam::123456789012:role/slipway-dev-flow-logs': ['iam:PassRole'],
  },
  'iam-policy': {
    'arn:aws:iam::123456789012:policy/slipway-dev-reports-run': [
      'iam:CreatePolicy',
      'iam:CreatePolicyVersion',
      'iam:DeletePolicy',
      'iam:DeletePolicyVersion',
      'iam:GetPolicy',
      'iam:GetPolicyVersion',
      'iam:ListPolicyTags',
      'iam:ListPolicyVersions',
      'iam:TagPolicy',
      'iam:UntagPolicy',
    ],
  },
  'iam-role': {
    [role]: [
      'iam:CreateRole',
      'iam:DeleteRole',
      'iam:GetRole',
      'iam:ListAttachedRolePolicies',
      'iam:ListInstanceProfilesForRole',
      'iam:ListRolePolicies',
      'iam:PutRolePermissionsBoundary',
      'iam:TagRole',
      'iam:UntagRole',
      'iam:UpdateAssumeRolePolicy',
      'iam:UpdateRole',
      'iam:UpdateRoleDescription',
    ],
  },
  'iam-role-policy': {
    [role]: ['iam:DeleteRolePolicy', 'iam:GetRolePolicy', 'iam:PutRolePolicy'],
  },
  'iam-role-policy-attachment': {
    [role]: ['iam:AttachRolePolicy', 'iam:DetachRolePolicy', 'iam:ListAttachedRolePolicies'],
  },
  'internet-gateway': ec2(
    'AttachInternetGateway',
    'CreateInternetGateway',
    'DeleteInternetGateway',
    'DescribeInternetGateways',
    'DetachInternetGateway',
  ),
  'lambda-alias': {
    [fn]: ['lambda:CreateAlias', 'lambda:DeleteAlias', 'lambda:GetAlias', 'lambda:UpdateAlias'],
  },
  'lambda-capacity-provider': {
    [capacityProvider]: [
      'lambda:CreateCapacityProvider',
      'lambda:DeleteCapacityProvider',
      'lambda:GetCapacityProvider',
      'lambda:ListTags',
      'lambda:TagResource',
      'lambda:UntagResource',
      'lambda:UpdateCapacityProvider',
    ],
    [role]: ['iam:PassRole'],
    'arn:aws:iam::123456789012:role/aws-service-role/lambda.amazonaws.com/AWSServiceRoleForLambda':
      ['iam:CreateServiceLinkedRole'],
  },
  'lambda-function': {
    [capacityProvider]: ['lambda:PassCapacityProvider'],
    [fn]: [
      'lambda:CreateFunction',
      'lambda:DeleteFunction',
      'lambda:GetFunction',
      'lambda:GetFunctionCodeSigningConfig',
      'lambda:ListVersionsByFunction',
      'lambda:PublishVersion',
      'lambda:TagResource',
      'lambda:UpdateFunctionCode',
      'lambda:UpdateFunctionConfiguration',
    ],
    // Of an image, which Lambda reads in the caller's name.
    [repository]: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer', 'ecr:GetRepositoryPolicy'],
    'arn:aws:lambda:eu-central-1:111122223333:layer:shared:1': ['lambda:GetLayerVersion'],
    '*': ['ec2:DescribeSecurityGroups', 'ec2:DescribeSubnets', 'ec2:DescribeVpcs'],
    [role]: ['iam:PassRole'],
  },
  'lambda-function-event-invoke-config': {
    [`${fn}:live`]: [
      'lambda:DeleteFunctionEventInvokeConfig',
      'lambda:GetFunctionEventInvokeConfig',
      'lambda:PutFunctionEventInvokeConfig',
    ],
  },
  'lambda-permission': {
    [`${fn}:live`]: ['lambda:AddPermission', 'lambda:GetPolicy', 'lambda:RemovePermission'],
  },
  lb: {
    [balancing(`loadbalancer/${networkBalancer}`)]: [
      'elasticloadbalancing:AddTags',
      'elasticloadbalancing:CreateLoadBalancer',
      'elasticloadbalancing:DeleteLoadBalancer',
      'elasticloadbalancing:ModifyLoadBalancerAttributes',
      'elasticloadbalancing:SetSecurityGroups',
      'elasticloadbalancing:SetSubnets',
    ],
    '*': [
      'ec2:DescribeNetworkInterfaces',
      'elasticloadbalancing:DescribeCapacityReservation',
      'elasticloadbalancing:DescribeLoadBalancerAttributes',
      'elasticloadbalancing:DescribeLoadBalancers',
      'elasticloadbalancing:DescribeTags',
    ],
  },
  'lb-listener': {
    [balancing(`loadbalancer/${applicationBalancer}`)]: ['elasticloadbalancing:CreateListener'],
    [balancing(`listener/${applicationBalancer}/0123456789abcdef`)]: [
      'elasticloadbalancing:AddTags',
      'elasticloadbalancing:DeleteListener',
      'elasticloadbalancing:ModifyListener',
      'elasticloadbalancing:ModifyListenerAttributes',
    ],
    '*': [
      'elasticloadbalancing:DescribeListenerAttributes',
      'elasticloadbalancing:DescribeListeners',
    ],
  },
  'lb-listener-rule': {
    [balancing(`listener/${applicationBalancer}/0123456789abcdef`)]: [
      'elasticloadbalancing:CreateRule',
    ],
    [balancing(`listener-rule/${applicationBalancer}/0123456789abcdef/0123456789abcdef`)]: [
      'elasticloadbalancing:AddTags',
      'elasticloadbalancing:DeleteRule',
      'elasticloadbalancing:ModifyRule',
      'elasticloadbalancing:SetRulePriorities',
    ],
    '*': ['elasticloadbalancing:DescribeRules'],
  },
  'lb-target-group': {
    [targetGroup]: [
      'elasticloadbalancing:AddTags',
      'elasticloadbalancing:CreateTargetGroup',
      'elasticloadbalancing:DeleteTargetGroup',
      'elasticloadbalancing:ModifyTargetGroup',
      'elasticloadbalancing:ModifyTargetGroupAttributes',
    ],
    '*': [
      'elasticloadbalancing:DescribeTargetGroupAttributes',
      'elasticloadbalancing:DescribeTargetGroups',
    ],
  },
  'lb-target-group-attachment': {
    [targetGroup]: [
      'elasticloadbalancing:DeregisterTargets',
      'elasticloadbalancing:RegisterTargets',
    ],
    '*': ['elasticloadbalancing:DescribeTargetHealth'],
  },
  'nat-gateway': ec2('CreateNatGateway', 'DeleteNatGateway', 'DescribeNatGateways'),
  route: ec2('CreateRoute', 'DeleteRoute', 'DescribeRouteTables', 'ReplaceRoute'),
  'route-table': ec2(
    'CreateRouteTable',
    'DeleteRouteTable',
    'DescribeRouteTables',
    'DisassociateRouteTable',
  ),
  'route-table-association': ec2('AssociateRouteTable', 'DisassociateRouteTable'),
  's3-bucket': {
    [logBucket]: [
      's3:CreateBucket',
      's3:DeleteBucket',
      's3:GetAccelerateConfiguration',
      's3:GetBucketAcl',
      's3:GetBucketCORS',
      's3:GetBucketLogging',
      's3:GetBucketObjectLockConfiguration',
      's3:GetBucketPolicy',
      's3:GetBucketRequestPayment',
      's3:GetBucketTagging',
      's3:GetBucketVersioning',
      's3:GetBucketWebsite',
      's3:GetEncryptionConfiguration',
      's3:GetLifecycleConfiguration',
      's3:GetReplicationConfiguration',
      's3:ListBucket',
      's3:PutBucketTagging',
    ],
    [`${logBucket}/AWSLogs/0123`]: ['s3:DeleteObject'],
  },
  's3-bucket-lifecycle-configuration': {
    [logBucket]: ['s3:GetLifecycleConfiguration', 's3:PutLifecycleConfiguration'],
  },
  's3-bucket-ownership-controls': {
    [logBucket]: ['s3:GetBucketOwnershipControls', 's3:PutBucketOwnershipControls'],
  },
  's3-bucket-policy': {
    [logBucket]: ['s3:DeleteBucketPolicy', 's3:GetBucketPolicy', 's3:PutBucketPolicy'],
  },
  's3-bucket-public-access-block': {
    [logBucket]: ['s3:GetBucketPublicAccessBlock', 's3:PutBucketPublicAccessBlock'],
  },
  's3-bucket-server-side-encryption-configuration': {
    [logBucket]: ['s3:GetEncryptionConfiguration', 's3:PutEncryptionConfiguration'],
  },
  'scheduler-schedule': {
    [schedule]: [
      'scheduler:CreateSchedule',
      'scheduler:DeleteSchedule',
      'scheduler:GetSchedule',
      'scheduler:UpdateSchedule',
    ],
    [role]: ['iam:PassRole'],
  },
  'security-group': {
    ...ec2(
      'CreateSecurityGroup',
      'DeleteSecurityGroup',
      'DescribeNetworkInterfaces',
      'DescribeSecurityGroups',
      'RevokeSecurityGroupEgress',
    ),
    ...leftByFunctions,
  },
  'sqs-queue': {
    [arn('sqs', 'slipway-dev-tenants-dlq')]: [
      'sqs:CreateQueue',
      'sqs:DeleteQueue',
      'sqs:GetQueueAttributes',
      'sqs:GetQueueUrl',
      'sqs:ListQueueTags',
      'sqs:SetQueueAttributes',
      'sqs:TagQueue',
      'sqs:UntagQueue',
    ],
  },
  subnet: {
    ...ec2(
      'CreateSubnet',
      'DeleteSubnet',
      'DescribeNetworkInterfaces',
      'DescribeSubnets',
      'ModifySubnetAttribute',
    ),
    ...leftByFunctions,
  },
  vpc: ec2('CreateVpc', 'DeleteVpc', 'DescribeVpcAttribute', 'DescribeVpcs', 'ModifyVpcAttribute'),
  'vpc-endpoint': {
    '*': [
      'ec2:CreateVpcEndpoint',
      'ec2:DeleteVpcEndpoints',
      'ec2:DescribePrefixLists',
      'ec2:DescribeVpcEndpoints',
      'ec2:ModifyVpcEndpoint',
      ...tagged,
    ],
    'arn:aws:route53:::hostedzone/Z0123': ['route53:AssociateVPCWithHostedZone'],
  },
  'vpc-security-group-egress-rule': ec2(
    'AuthorizeSecurityGroupEgress',
    'DescribeSecurityGroupRules',
    'ModifySecurityGroupRules',
    'RevokeSecurityGroupEgress',
  ),
  'vpc-security-group-ingress-rule': ec2(
    'AuthorizeSecurityGroupIngress',
    'DescribeSecurityGroupRules',
    'ModifySecurityGroupRules',
    'RevokeSecurityGroupIngress',
  ),
};
