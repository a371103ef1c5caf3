import type { Stage } from '@slipway/catalog';
import { arnOf } from '../arn';
import type { ClusterContract } from '../contracts/cluster';
import { allow, type PolicyStatement } from '../policy';

/** What the orchestrator starts its tasks on. */
export interface RunTargets {
  /** Families of the task definitions on ECS. */
  readonly families: readonly string[];
  /** The roles that their tasks have, and no others. */
  readonly roleArns: readonly string[];
  /** ARNs of the runtimes on AgentCore. */
  readonly runtimeArns: readonly string[];
}

/**
 * Starting, watching and stopping the tasks: of their own families, in the stage's cluster, with their own
 * roles; and sessions of their own runtimes.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonbedrockagentcore.html
 */
export function backendStatements(
  stage: Stage,
  cluster: ClusterContract,
  { families, roleArns, runtimeArns }: RunTargets,
): PolicyStatement[] {
  const inCluster = { ArnEquals: { 'ecs:cluster': cluster.clusterArn } };
  const tasks = arnOf(stage, 'ecs', `task/${cluster.clusterName}/*`);
  const definitions = families.map((family) => arnOf(stage, 'ecs', `task-definition/${family}:*`));
  const ofEcs = [
    allow('Run', ['ecs:RunTask'], definitions, inCluster),
    allow('WatchAndStop', ['ecs:DescribeTasks', 'ecs:StopTask'], tasks, inCluster),
    // On Fargate it lists tasks of a cluster, and takes no resource but container instances.
    allow('FindTasks', ['ecs:ListTasks'], '*', inCluster),
    allow('TagTasks', ['ecs:TagResource'], tasks, {
      StringEquals: { 'ecs:CreateAction': 'RunTask' },
    }),
    allow('PassRoles', ['iam:PassRole'], roleArns, {
      StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' },
    }),
  ];
  return [
    ...(families.length > 0 ? ofEcs : []),
    ...(runtimeArns.length > 0
      ? [
          allow(
            'UseSessions',
            ['bedrock-agentcore:InvokeAgentRuntime', 'bedrock-agentcore:StopRuntimeSession'],
            // IAM checks the runtime and its endpoint.
            runtimeArns.flatMap((arn) => [arn, `${arn}/runtime-endpoint/*`]),
          ),
        ]
      : []),
  ];
}
