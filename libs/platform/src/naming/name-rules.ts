/** What AWS takes as the name of a kind of resource. */
export interface NameRule {
  /** The kind in a sentence. */
  readonly label: string;
  /** Characters. */
  readonly maxLength: number;
  /** A whole name. */
  readonly pattern: RegExp;
  /** Start of a name that AWS keeps for itself. */
  readonly reservedStart?: string;
  /**
   * Parts that follow the name of a service. A kind has one after every service or after none, and
   * none holds a hyphen, so that a service `a-b` never meets another service's part.
   */
  readonly serviceParts?: readonly string[];
  /** True where no two accounts may share a name: it ends in the account. */
  readonly global?: true;
  /** What stands for a hyphen where names take none. */
  readonly hyphen?: string;
  readonly source: string;
}

/** API Gateway states no limit; this one is ours. */
const apiGatewayName = { maxLength: 255, pattern: /^[A-Za-z0-9-]+$/ };

export const nameRules = {
  loadBalancer: {
    label: 'load balancer',
    maxLength: 32,
    pattern: /^(?!-)[A-Za-z0-9-]+(?<!-)$/,
    reservedStart: 'internal-',
    source:
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html',
  },
  targetGroup: {
    label: 'target group',
    maxLength: 32,
    pattern: /^(?!-)[A-Za-z0-9-]+(?<!-)$/,
    source:
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html',
  },
  role: {
    label: 'IAM role',
    maxLength: 64,
    pattern: /^[\w+=,.@-]+$/,
    serviceParts: ['execution', 'task', 'function', 'schedule', 'floor', 'operator', 'agent'],
    source: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html',
  },
  policy: {
    label: 'IAM policy',
    maxLength: 128,
    pattern: /^[\w+=,.@-]+$/,
    serviceParts: ['run'],
    source: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html',
  },
  cluster: {
    label: 'ECS cluster',
    maxLength: 255,
    pattern: /^[A-Za-z0-9_-]+$/,
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCluster.html',
  },
  ecsService: {
    label: 'ECS service',
    maxLength: 255,
    pattern: /^[A-Za-z0-9_-]+$/,
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html',
  },
  taskDefinitionFamily: {
    label: 'task definition family',
    maxLength: 255,
    pattern: /^[A-Za-z0-9_-]+$/,
    source:
      'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html',
  },
  scalingPolicy: {
    label: 'scaling policy',
    maxLength: 256,
    pattern: /^[\x20-\x7e]+$/,
    serviceParts: ['cpu', 'memory', 'requests'],
    source:
      'https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html',
  },
  repository: {
    label: 'ECR repository',
    maxLength: 256,
    pattern: /^[a-z0-9]+([._-][a-z0-9]+)*$/,
    source: 'https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html',
  },
  logGroup: {
    label: 'log group',
    maxLength: 512,
    pattern: /^[A-Za-z0-9_/.#-]+$/,
    // A service that changes its kind gets the new log group while the old one still stands.
    serviceParts: ['container', 'function'],
    source:
      'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html',
  },
  function: {
    label: 'Lambda function',
    maxLength: 64,
    pattern: /^[A-Za-z0-9_-]+$/,
    source: 'https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html',
  },
  queue: {
    label: 'SQS queue',
    maxLength: 80,
    pattern: /^[A-Za-z0-9_-]+$/,
    serviceParts: ['dlq'],
    source:
      'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html',
  },
  capacityProvider: {
    label: 'capacity provider',
    // Of 140, seven are left for the subnets, which Terraform knows.
    maxLength: 133,
    pattern: /^[A-Za-z0-9_-]+$/,
    source: 'https://docs.aws.amazon.com/lambda/latest/api/API_CreateCapacityProvider.html',
  },
  schedule: {
    label: 'schedule',
    maxLength: 64,
    pattern: /^[0-9A-Za-z_.-]+$/,
    source: 'https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html',
  },
  alarm: {
    label: 'CloudWatch alarm',
    maxLength: 255,
    pattern: /^[\x20-\x7e]+$/,
    source:
      'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html',
  },
  table: {
    label: 'DynamoDB table',
    maxLength: 255,
    pattern: /^[A-Za-z0-9_.-]{3,}$/,
    source:
      'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html',
  },
  agentRuntime: {
    label: 'AgentCore runtime',
    maxLength: 48,
    pattern: /^[a-zA-Z]\w*$/,
    hyphen: '_',
    source:
      'https://docs.aws.amazon.com/bedrock-agentcore-control/latest/APIReference/API_CreateAgentRuntime.html',
  },
  agentMemory: {
    label: 'AgentCore memory',
    maxLength: 48,
    pattern: /^[a-zA-Z]\w*$/,
    hyphen: '_',
    source:
      'https://docs.aws.amazon.com/bedrock-agentcore-control/latest/APIReference/API_CreateMemory.html',
  },
  bucket: {
    label: 'S3 bucket',
    maxLength: 63,
    pattern: /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    reservedStart: 'sthree-',
    global: true,
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html',
  },
  securityGroup: {
    label: 'security group',
    maxLength: 255,
    pattern: /^[A-Za-z0-9 ._:/()#,@[\]+=&;{}!$*-]+$/,
    reservedStart: 'sg-',
    serviceParts: ['caller'],
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html',
  },
  vpcLink: {
    label: 'VPC link',
    ...apiGatewayName,
    source: 'https://docs.aws.amazon.com/apigateway/latest/api/API_CreateVpcLink.html',
  },
  restApi: {
    label: 'REST API',
    ...apiGatewayName,
    source: 'https://docs.aws.amazon.com/apigateway/latest/api/API_CreateRestApi.html',
  },
  apiKey: {
    label: 'API key',
    ...apiGatewayName,
    source: 'https://docs.aws.amazon.com/apigateway/latest/api/API_CreateApiKey.html',
  },
  usagePlan: {
    label: 'usage plan',
    ...apiGatewayName,
    source: 'https://docs.aws.amazon.com/apigateway/latest/api/API_CreateUsagePlan.html',
  },
} as const satisfies Record<string, NameRule>;

export type NamedResource = keyof typeof nameRules;
