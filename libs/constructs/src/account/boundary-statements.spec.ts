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
};

/** What every request to the region carries. */
const context = { 'aws:RequestedRegion': 'eu-central-1' };

const granted = ['compute', 'function', 'networking'].flatMap((folder) =>
  Object.entries(committedGrants(join(__dirname, '..', folder, 'role-statements.md'))).flatMap(
    ([role, grants]) =>
      grants
        .filter((grant) => !/^(never .*|permissions boundary|sts:AssumeRole) /.test(grant))
        .map((grant) => [role, grant] as const),
  ),
);

it.each(granted)('lets %s have %s', (_, grant) => {
  const [action = '', target = ''] = grant.split(' on ');
  const resource = target.replace(/^\w+\.[\w-]+/, (reference) => arns[reference] ?? reference);
  expect(isAllowed(statements, { action, resource, context })).toBe(true);
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
