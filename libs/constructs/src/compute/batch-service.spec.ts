import { readNetworking } from '../contracts/networking';
import { PlatformStack } from '../platform-stack';
import { sampleModel } from '../testing/sample-model';
import { sampleBatchService } from '../testing/sample-services';
import { synthesised } from '../testing/synthesised-stack';
import { BatchService } from './batch-service';

const cluster = {
  clusterName: 'slipway-dev',
  clusterArn: 'arn:aws:ecs:eu-central-1:123456789012:cluster/slipway-dev',
};

const stack = synthesised((app) => {
  const platform = new PlatformStack(app, 'compute', sampleModel().stage);
  const network = readNetworking(platform, [{ index: 1 }]);
  const pricing = {
    service: 'pricing',
    variable: 'PRICING_URL',
    shard: 1,
    port: 40_002,
    basePath: '',
  };
  const placed = sampleBatchService('reports', { calls: [pricing] });
  new BatchService(platform, platform, placed, network, cluster);
  return platform;
});

interface Statement {
  readonly Sid: string;
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition: object;
}

/** Statements of the policy that lets its bearer run the service. */
function statements(): Record<string, Statement> {
  const { policy } = stack.one('aws_iam_policy', { name: 'slipway-dev-reports-run' }).attributes;
  const { Statement: all } = JSON.parse(String(policy)) as { Statement: Statement[] };
  return Object.fromEntries(all.map((statement) => [statement.Sid, statement]));
}

it('has what runs a container, and nothing that keeps one running or sends it requests', () => {
  expect(Object.keys(stack.json.resource ?? {}).sort()).toEqual([
    'aws_cloudwatch_log_group',
    'aws_ecr_lifecycle_policy',
    'aws_ecr_repository',
    'aws_ecs_task_definition',
    'aws_iam_policy',
    'aws_iam_role',
    'aws_iam_role_policy',
    'aws_security_group',
    'aws_vpc_security_group_ingress_rule',
  ]);
});

it('listens on no port, and finds the services that it calls', () => {
  const { container_definitions } = stack.one('aws_ecs_task_definition').attributes;
  const [container] = JSON.parse(String(container_definitions)) as [Record<string, unknown>];
  expect(container).toMatchObject({
    name: 'reports',
    portMappings: [],
    environment: [{ name: 'PRICING_URL', value: expect.stringMatching(/:40002$/) as string }],
  });
});

describe('the right to run it', () => {
  it('is for its own task definition, in the cluster of the stage', () => {
    expect(statements()['Run']).toMatchObject({
      Action: ['ecs:RunTask'],
      Resource: 'arn:aws:ecs:eu-central-1:123456789012:task-definition/slipway-dev-reports:*',
      Condition: { ArnEquals: { 'ecs:cluster': cluster.clusterArn } },
    });
  });

  it('passes its own two roles to ECS tasks, and no other role', () => {
    const roles = Object.keys(stack.resources('aws_iam_role'));
    expect(statements()['PassRoles']).toMatchObject({
      Action: ['iam:PassRole'],
      Resource: roles.map((role) => `\${aws_iam_role.${role}.arn}`),
      Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
    });
  });

  it('watches and stops tasks of the cluster only', () => {
    expect(statements()['WatchAndStop']).toMatchObject({
      Action: ['ecs:DescribeTasks', 'ecs:StopTask'],
      Resource: 'arn:aws:ecs:eu-central-1:123456789012:task/slipway-dev/*',
      Condition: { ArnEquals: { 'ecs:cluster': cluster.clusterArn } },
    });
  });
});
