import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import type { Stage } from '@slipway/catalog';
import { Construct } from 'constructs';
import { arnOf } from '../arn';
import type { ClusterContract } from '../contracts/cluster';
import { allow, policyDocument, type PolicyStatement } from '../policy';

export interface RunPolicyProps {
  readonly stage: Stage;
  readonly name: string;
  readonly service: string;
  readonly taskDefinitionFamily: string;
  readonly roleArns: readonly string[];
  readonly cluster: ClusterContract;
}

/** The right to run the tasks of one batch service in the stage's cluster, to watch and to stop them. */
export class RunPolicy extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: RunPolicyProps) {
    super(scope, id);
    const policy = new IamPolicy(this, 'policy', {
      name: props.name,
      description: `Run, watch and stop tasks of ${props.service} in stage ${props.stage.name}.`,
      policy: policyDocument(...runStatements(props)),
    });
    this.arn = policy.arn;
  }
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html */
function runStatements({
  stage,
  taskDefinitionFamily,
  roleArns,
  cluster,
}: RunPolicyProps): readonly PolicyStatement[] {
  const inCluster = { ArnEquals: { 'ecs:cluster': cluster.clusterArn } };
  const tasks = arnOf(stage, 'ecs', `task/${cluster.clusterName}/*`);
  const definitions = arnOf(stage, 'ecs', `task-definition/${taskDefinitionFamily}:*`);
  return [
    // Any revision, since who runs it may hold an older one for as long as a run takes.
    allow('Run', ['ecs:RunTask'], definitions, inCluster),
    allow('WatchAndStop', ['ecs:DescribeTasks', 'ecs:StopTask'], tasks, inCluster),
    allow('Tag', ['ecs:TagResource'], tasks, {
      StringEquals: { 'ecs:CreateAction': 'RunTask' },
    }),
    allow('PassRoles', ['iam:PassRole'], roleArns, {
      StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' },
    }),
  ];
}
