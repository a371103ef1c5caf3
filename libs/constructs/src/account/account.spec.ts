import { join } from 'node:path';
import { committedGrants, synthesisedGrants } from '../testing/role-table';
import { accountStateKey } from '../state-location';
import { isAllowed } from '../testing/is-allowed';
import { deliveryStatements, sampleAccount } from '../testing/sample-account';
import { sampleStage } from '../testing/sample-model';

const stack = sampleAccount();

const statements = (role: 'plan' | 'deploy') => deliveryStatements(stack, role);

it('gives its roles what the committed table says, and no more', () => {
  const {
    plan = [],
    deploy = [],
    ...others
  } = synthesisedGrants(
    stack,
    (name) => /_(plan|deploy|boundary|api-gateway-log)/.exec(name)?.[1] ?? name,
  );
  expect({ plan, deploy: deploy.filter((grant) => !plan.includes(grant)), ...others }).toEqual(
    committedGrants(join(__dirname, 'role-statements.md')),
  );
});

describe('the state bucket', () => {
  const bucket = stack.one('aws_s3_bucket');
  const ofBucket = { bucket: `\${${bucket.address}.id}` };

  it('is taken over from bootstrap and never destroyed', () => {
    expect(bucket.attributes).toMatchObject({
      bucket: 'slipway-dev-state',
      lifecycle: { prevent_destroy: true },
    });
    expect(bucket.attributes).not.toHaveProperty('force_destroy');
    expect(stack.json.import).toEqual([
      expect.objectContaining({ to: bucket.address, id: 'slipway-dev-state' }),
    ]);
  });

  it('keeps old versions for 90 days, encrypted', () => {
    expect(stack.one('aws_s3_bucket_versioning', ofBucket).attributes).toMatchObject({
      versioning_configuration: { status: 'Enabled' },
    });
    expect(stack.one('aws_s3_bucket_lifecycle_configuration', ofBucket).attributes['rule']).toEqual(
      [
        expect.objectContaining({
          status: 'Enabled',
          noncurrent_version_expiration: [{ noncurrent_days: 90 }],
        }),
      ],
    );
    expect(stack.one('aws_s3_bucket_lifecycle_configuration').attributes['rule']).not.toEqual([
      expect.objectContaining({ expiration: expect.anything() }),
    ]);
    expect(
      stack.one('aws_s3_bucket_server_side_encryption_configuration', ofBucket).attributes,
    ).toMatchObject({
      rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } }],
    });
  });

  it('is closed to the public and to plain HTTP', () => {
    expect(stack.one('aws_s3_bucket_public_access_block', ofBucket).attributes).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    const { attributes } = stack.one('aws_s3_bucket_policy', ofBucket);
    expect(JSON.parse(String(attributes['policy']))).toMatchObject({
      Statement: [
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ],
    });
  });

  it('is absent where the stage keeps state on this machine', () => {
    const local = sampleAccount({ state: { backend: 'local' } });
    expect(local.resources('aws_s3_bucket')).toEqual({});
    expect(JSON.stringify(local.json)).not.toContain('WriteState');
  });
});

describe('API Gateway’s logging role', () => {
  it('is set for the account once it may write', () => {
    const role = stack.one('aws_iam_role', { name: 'slipway_eu-central-1_api-gateway-logs' });
    const attachment = stack.one('aws_iam_role_policy_attachment', {
      policy_arn: 'arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs',
    });
    expect(attachment.attributes).toMatchObject({
      role: `\${${role.address}.name}`,
      policy_arn: 'arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs',
    });
    expect(stack.one('aws_api_gateway_account').attributes).toMatchObject({
      cloudwatch_role_arn: `\${${role.address}.arn}`,
      depends_on: [attachment.address],
    });
  });
});

describe('the deploy roles', () => {
  it.each([
    ['slipway-dev-plan', ['repo:acme/platform:pull_request']],
    [
      'slipway-dev-deploy',
      ['repo:acme/platform:ref:refs/heads/main', 'repo:acme/platform:environment:dev'],
    ],
  ])('let only these workflows of the repository take %s', (name, subjects) => {
    const provider = stack.one('aws_iam_openid_connect_provider');
    const { attributes } = stack.one('aws_iam_role', { name });
    expect(JSON.parse(String(attributes['assume_role_policy']))).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Federated: `\${${provider.address}.arn}` },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: {
            StringEquals: {
              'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
              'token.actions.githubusercontent.com:sub': subjects,
            },
          },
        },
      ],
    });
  });

  it('read only, for pull requests', () => {
    for (const { Action } of statements('plan')) {
      for (const action of [Action].flat()) {
        expect(action).toMatch(/^[a-z0-9-]+:(Describe|Get|GET|List)/);
      }
    }
  });

  it('delete a network only by the tags of the stage, but for interfaces, which Lambda does not tag', () => {
    const deletes = statements('deploy').filter(({ Action }) =>
      [Action]
        .flat()
        .some((action) =>
          /^ec2:(Delete(?!NetworkInterface$|VpcEndpointServiceConfigurations)|Detach|Disassociate|Release)/.test(
            action,
          ),
        ),
    );
    expect(deletes).toHaveLength(1);
    expect(deletes[0]?.Condition).toEqual({
      StringEquals: {
        'aws:RequestedRegion': 'eu-central-1',
        'aws:ResourceTag/slipway:project': 'slipway',
        'aws:ResourceTag/slipway:stage': 'dev',
      },
    });
  });

  it('cannot change the account’s state', () => {
    const resource = `arn:aws:s3:::slipway-dev-state/${accountStateKey(sampleStage())}`;
    for (const end of ['', '.tflock']) {
      for (const action of ['s3:DeleteObject', 's3:GetObject', 's3:PutObject']) {
        const request = { action, resource: `${resource}${end}`, context: {} };
        expect(isAllowed(statements('deploy'), request)).toBe(false);
      }
    }
  });

  it('cannot change themselves', () => {
    expect(statements('deploy').filter(({ Effect }) => Effect === 'Deny')).toEqual([
      expect.objectContaining({
        Action: ['iam:*Role*'],
        Resource: [
          'arn:aws:iam::123456789012:role/slipway-dev-plan',
          'arn:aws:iam::123456789012:role/slipway-dev-deploy',
        ],
      }),
    ]);
  });

  it('fit into what IAM allows with the longest names: 10,240 characters inline in a role, 6,144 in a policy', () => {
    const long = sampleAccount({
      project: 'abcdefghijkl',
      name: 'abcdefghijkl',
      region: 'ap-southeast-1',
      state: { backend: 's3', bucket: 'b'.repeat(63) },
    });
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
    for (const { policy } of Object.values(long.resources('aws_iam_role_policy'))) {
      expect(String(policy).length).toBeLessThanOrEqual(10_240);
    }
    for (const { policy } of Object.values(long.resources('aws_iam_policy'))) {
      expect(String(policy).length).toBeLessThanOrEqual(6_144);
    }
  });

  it('are those of every stage of the account, with one bucket, one provider and one log role', () => {
    const beta = sampleStage({ name: 'beta' });
    const undelivered = sampleStage({ name: 'gamma', delivery: undefined });
    const account = sampleAccount({}, beta, undelivered);
    const names = Object.values(account.resources('aws_iam_role')).map(({ name }) => name);
    expect(names.sort()).toEqual([
      'slipway-beta-deploy',
      'slipway-beta-plan',
      'slipway-dev-deploy',
      'slipway-dev-plan',
      'slipway_eu-central-1_api-gateway-logs',
    ]);
    for (const type of [
      'aws_api_gateway_account',
      'aws_iam_openid_connect_provider',
      'aws_s3_bucket',
    ]) {
      expect(Object.keys(account.resources(type))).toHaveLength(1);
    }
  });

  it('trust the identity provider that is there, where the stage says so', () => {
    const delivery = { githubRepository: 'acme/platform', identityProvider: 'existing' } as const;
    const account = sampleAccount({ delivery });
    expect(account.resources('aws_iam_openid_connect_provider')).toEqual({});
    const [[name, { url }]] = Object.entries(account.data('aws_iam_openid_connect_provider')) as [
      [string, { url: string }],
    ];
    expect(url).toBe('https://token.actions.githubusercontent.com');
    expect(account.one('aws_iam_role', { name: 'slipway-dev-deploy' }).attributes).toMatchObject({
      assume_role_policy: expect.stringContaining(
        `data.aws_iam_openid_connect_provider.${name}.arn`,
      ) as string,
    });
  });

  it('are absent where the stage is not delivered from GitHub', () => {
    const without = sampleAccount({ delivery: undefined });
    expect(without.resources('aws_iam_openid_connect_provider')).toEqual({});
    expect(Object.keys(without.resources('aws_iam_role'))).toHaveLength(1);
  });
});
