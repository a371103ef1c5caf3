import { join } from 'node:path';
import { isAllowed, type PolicyJsonStatement } from '../testing/is-allowed';
import { committedGrants } from '../testing/role-table';
import { sampleAccount } from '../testing/sample-account';

const { attributes } = sampleAccount().one('aws_iam_policy', { name: 'slipway-dev-boundary' });
const { Statement: statements } = JSON.parse(String(attributes['policy'])) as {
  Statement: PolicyJsonStatement[];
};

/** What references in the tables stand for. */
const arns: Readonly<Record<string, string>> = {
  'aws_cloudwatch_log_group.arn': 'arn:aws:logs:eu-central-1:123456789012:log-group:/slipway/dev/a',
  'local.quotes_secrets_DSN-arn':
    'arn:aws:secretsmanager:eu-central-1:123456789012:secret:quotes/db-a1B2c3',
  'aws_lambda_alias.arn': 'arn:aws:lambda:eu-central-1:123456789012:function:slipway-dev-a:live',
  'aws_sqs_queue.arn': 'arn:aws:sqs:eu-central-1:123456789012:slipway-dev-a-dlq',
  'aws_ecr_repository.arn': 'arn:aws:ecr:eu-central-1:123456789012:repository/slipway-dev-a',
  'aws_dynamodb_table.arn': 'arn:aws:dynamodb:eu-central-1:123456789012:table/slipway-dev-runs',
  'aws_s3_bucket.arn': 'arn:aws:s3:::slipway-dev-payloads-123456789012',
  'aws_bedrockagentcore_agent_runtime.agent_runtime_arn':
    'arn:aws:bedrock-agentcore:eu-central-1:123456789012:runtime/slipway_dev_agent-a1B2c3D4e5',
  'aws_bedrockagentcore_memory.arn':
    'arn:aws:bedrock-agentcore:eu-central-1:123456789012:memory/slipway_dev_memory-a1B2c3D4e5',
  'aws_iam_role.arn': 'arn:aws:iam::123456789012:role/slipway-dev-agent-task',
  'aws_lambda_function.arn': 'arn:aws:lambda:eu-central-1:123456789012:function:slipway-dev-a',
};

/** What every request to the region carries. */
const context = { 'aws:RequestedRegion': 'eu-central-1' };

const granted = [
  'capacity-provider',
  'compute',
  'function',
  'networking',
  'orchestrator',
  'pruner',
].flatMap((folder) =>
  Object.entries(committedGrants(join(__dirname, '..', folder, 'role-statements.md'))).flatMap(
    ([role, grants]) =>
      grants
        .filter(
          (grant) =>
            !/^(never .*|permissions boundary|attached policy|sts:AssumeRole) /.test(grant),
        )
        .map((grant) => [role, grant] as const),
  ),
);

it.each(granted)('lets %s have %s', (_, grant) => {
  const [action = '', rest = ''] = grant.split(' on ');
  const [target = '', condition = ''] = rest.split(' if ');
  const resource = target
    .replace(/^\w+\.[\w-]+/, (reference) => arns[reference] ?? reference)
    .replace('aws_lambda_function.version', '1');
  const keys = { ...context, ...conditionContext(condition) };
  expect(isAllowed(statements, { action, resource, context: keys })).toBe(true);
});

/** The values by which a request meets the condition of a grant. */
function conditionContext(condition: string): Record<string, string> {
  const parts = condition.split(' and ').map((part) => part.split(' '));
  return Object.fromEntries(parts.map(([, key = '', value = '']) => [key, value]));
}

const managed = { 'ec2:ManagedResourceOperator': 'scaler.lambda.amazonaws.com' };
const images = 'arn:aws:ec2:eu-central-1::image/ami-0123';
const instances = 'arn:aws:ec2:eu-central-1:123456789012:instance/*';

describe('what Lambda does with the instances of a capacity provider', () => {
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaManagedEC2ResourceOperator.html
  it.each([
    ['ec2:RunInstances', instances, managed],
    ['ec2:CreateTags', 'arn:aws:ec2:eu-central-1:123456789012:volume/*', managed],
    ['ec2:RunInstances', 'arn:aws:ec2:eu-central-1:123456789012:subnet/subnet-0123', {}],
    ['ec2:RunInstances', images, { 'ec2:Owner': 'amazon' }],
    ['ec2:DescribeInstanceTypes', '*', {}],
  ])('may be %s on %s', (action, resource, context) => {
    expect(isAllowed(statements, { action, resource, context })).toBe(true);
  });

  it.each([
    ['ec2:RunInstances', instances],
    ['ec2:RunInstances', images],
    ['ec2:TerminateInstances', instances],
  ])('is no %s on %s that others manage', (action, resource) => {
    const context = { 'ec2:Owner': '210987654321' };
    expect(isAllowed(statements, { action, resource, context })).toBe(false);
  });
});

it.each([
  ['iam:CreateUser', '*'],
  ['sts:AssumeRole', 'arn:aws:iam::123456789012:role/slipway-dev-deploy'],
  ['s3:GetObject', 'arn:aws:s3:::slipway-dev-state/slipway/dev/dev-compute.tfstate'],
  ['logs:PutLogEvents', 'arn:aws:logs:eu-central-1:123456789012:log-group:/slipway/prod/a'],
  ['secretsmanager:PutSecretValue', 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:a-b'],
])('keeps from %s on %s whatever a role’s policies say', (action, resource) => {
  expect(isAllowed(statements, { action, resource, context: {} })).toBe(false);
});

it('fits into a managed policy: 6,144 characters', () => {
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  expect(String(attributes['policy']).length).toBeLessThanOrEqual(6144);
});
