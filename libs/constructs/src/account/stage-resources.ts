import type { Stage } from '@slipway/catalog';
import type { AccountNames } from '@slipway/platform';
import { runtimeLogGroupPrefix } from '../agentcore/agent-runtime-role';
import { arnOf, iamArnOf, partitionOf } from '../arn';

/** ARN patterns of what a stage owns, by the names that its resources start with. */
export interface StageResources {
  readonly balancing: readonly string[];
  readonly containers: readonly string[];
  readonly cluster: string;
  readonly taskDefinitions: string;
  readonly tasks: string;
  readonly repositories: string;
  readonly functions: string;
  /** Layer versions of the region, of whatever account: AWS and others publish some. */
  readonly layers: string;
  readonly queues: string;
  readonly capacityProviders: string;
  readonly schedules: string;
  readonly logGroups: readonly string[];
  /** Roles of services and of flow logs; the deploy roles are not meant to change themselves. */
  readonly roles: string;
  /** Policies by which batch services are run; never the boundary. */
  readonly runPolicies: string;
  readonly deployRoles: readonly string[];
  readonly logBucket: string;
  /** Every scalable target of the region: their ids are random. */
  readonly scalableTargets: string;
  /** Alarms that target tracking creates for its services. */
  readonly scalingAlarms: string;
  /** Alarms of the stage's own. */
  readonly alarms: string;
  readonly tables: string;
  /** Payloads of the orchestrator. */
  readonly payloadBucket: string;
  readonly agentRuntimes: string;
  readonly agentMemories: string;
  /** The REST APIs of the account's region: their ids are random. */
  readonly apis: readonly string[];
  /** Absent with local state. */
  readonly state?: {
    readonly bucket: string;
    readonly objects: string;
    readonly locks: string;
    readonly prefixes: readonly string[];
  };
}

/** Patterns for IAM policies: `slipway-dev-*` takes what is of the stage, and not `slipway-dev2-…`. */
export function stageResources(stage: Stage, names: AccountNames): StageResources {
  const { prefix } = names;
  const underscored = prefix.replaceAll('-', '_');
  const partition = partitionOf(stage.region);
  const balancing = (resource: string): string => arnOf(stage, 'elasticloadbalancing', resource);
  const api = (path: string): string => `arn:${partition}:apigateway:${stage.region}::${path}`;
  return {
    balancing: [
      ...['loadbalancer', 'listener', 'listener-rule'].flatMap((kind) => [
        balancing(`${kind}/app/${prefix}-*`),
        balancing(`${kind}/net/${prefix}-*`),
      ]),
      balancing(`targetgroup/${prefix}-*`),
    ],
    containers: [
      arnOf(stage, 'ecs', `cluster/${prefix}`),
      arnOf(stage, 'ecs', `service/${prefix}/${prefix}-*`),
      // What a deployment of a service is waited for by.
      arnOf(stage, 'ecs', `service-deployment/${prefix}/${prefix}-*`),
      arnOf(stage, 'ecs', `service-revision/${prefix}/${prefix}-*`),
      arnOf(stage, 'ecs', `task-definition/${prefix}-*`),
    ],
    cluster: arnOf(stage, 'ecs', `cluster/${prefix}`),
    taskDefinitions: arnOf(stage, 'ecs', `task-definition/${prefix}-*`),
    tasks: arnOf(stage, 'ecs', `task/${prefix}/*`),
    repositories: arnOf(stage, 'ecr', `repository/${prefix}-*`),
    functions: arnOf(stage, 'lambda', `function:${prefix}-*`),
    layers: `arn:${partition}:lambda:${stage.region}:*:layer:*`,
    queues: arnOf(stage, 'sqs', `${prefix}-*`),
    capacityProviders: arnOf(stage, 'lambda', `capacity-provider:${prefix}-*`),
    schedules: arnOf(stage, 'scheduler', `schedule/default/${prefix}-*`),
    logGroups: [
      ...names.logGroupPrefixes.map((start) => arnOf(stage, 'logs', `log-group:${start}*`)),
      arnOf(stage, 'logs', `log-group:${runtimeLogGroupPrefix}${underscored}_*`),
      // API Gateway names them; the API's id is random.
      ...['', ':*'].map((end) =>
        arnOf(stage, 'logs', `log-group:API-Gateway-Execution-Logs_*/${stage.name}${end}`),
      ),
    ],
    roles: iamArnOf(stage, `role/${prefix}-*`),
    runPolicies: iamArnOf(stage, `policy/${prefix}-*-run`),
    deployRoles: [
      iamArnOf(stage, `role/${names.planRole}`),
      iamArnOf(stage, `role/${names.deployRole}`),
    ],
    logBucket: `arn:${partition}:s3:::${names.logBucket}`,
    scalableTargets: arnOf(stage, 'application-autoscaling', 'scalable-target/*'),
    scalingAlarms: arnOf(stage, 'cloudwatch', `alarm:TargetTracking-service/${prefix}/*`),
    tables: arnOf(stage, 'dynamodb', `table/${prefix}-*`),
    payloadBucket: `arn:${partition}:s3:::${names.payloadBucket}`,
    // Their names take no hyphens, and end in random letters.
    agentRuntimes: arnOf(stage, 'bedrock-agentcore', `runtime/${underscored}_*`),
    agentMemories: arnOf(stage, 'bedrock-agentcore', `memory/${underscored}_*`),
    alarms: arnOf(stage, 'cloudwatch', `alarm:${prefix}-*`),
    apis: ['/apikeys*', '/restapis*', '/tags/*', '/usageplans*', '/vpclinks*'].map(api),
    ...(stage.state.backend === 's3' && {
      state: stateResources(stage, partition, stage.state.bucket),
    }),
  };
}

function stateResources(
  stage: Stage,
  partition: string,
  bucketName: string,
): StageResources['state'] {
  const bucket = `arn:${partition}:s3:::${bucketName}`;
  const folder = `${stage.project}/${stage.name}`;
  return {
    bucket,
    objects: `${bucket}/${folder}/*.tfstate`,
    locks: `${bucket}/${folder}/*.tflock`,
    // Terraform lists its workspaces under `env:/` at every init.
    prefixes: [`${folder}/*`, 'env:/*'],
  };
}
