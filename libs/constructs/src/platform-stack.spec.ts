import { Construct } from 'constructs';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { DataAwsVpcs } from '@cdktf/provider-aws/lib/data-aws-vpcs';
import type { Stage } from '@slipway/catalog';
import { PlatformStack } from './platform-stack';
import { sampleStage } from './testing/sample-model';
import { synthesised } from './testing/synthesised-stack';

function terraformOf(changes: Partial<Stage>): Record<string, unknown> {
  const { json } = synthesised((app) => new PlatformStack(app, 'compute', sampleStage(changes)));
  return { ...json.terraform };
}

describe('PlatformStack', () => {
  it('refuses every account but the stage’s and tags what it creates', () => {
    const { id, json } = synthesised((app) => new PlatformStack(app, 'compute', sampleStage()));
    expect(id).toBe('dev-compute');
    expect(json.provider?.['aws']).toEqual([
      {
        region: 'eu-central-1',
        allowed_account_ids: ['123456789012'],
        default_tags: [
          {
            tags: {
              team: 'platform',
              'slipway:project': 'slipway',
              'slipway:stage': 'dev',
              'slipway:stack': 'dev-compute',
            },
          },
        ],
      },
    ]);
  });

  it('takes a tag as it is written, and not as an expression', () => {
    const { json } = synthesised(
      (app) => new PlatformStack(app, 'compute', sampleStage({ tags: { cost: '${5} %{a}' } })),
    );
    expect(json.provider?.['aws']).toMatchObject([
      { default_tags: [{ tags: { cost: '$${5} %%{a}' } }] },
    ]);
  });

  it('keeps state in the bucket under project, stage and stack, encrypted and locked by a file', () => {
    expect(terraformOf({})['backend']).toEqual({
      s3: {
        bucket: 'slipway-dev-state',
        region: 'eu-central-1',
        key: 'slipway/dev/dev-compute.tfstate',
        encrypt: true,
        use_lockfile: true,
      },
    });
  });

  it('keeps local state beside the output folder, by a path that holds on every machine', () => {
    expect(terraformOf({ state: { backend: 'local' } })['backend']).toEqual({
      local: { path: '../../../terraform.dev-compute.tfstate' },
    });
  });

  it('asks for a Terraform whose S3 backend locks by a file', () => {
    expect(terraformOf({})['required_version']).toBe('>= 1.11.0, < 2.0.0');
  });
});

describe('originsByAddress', () => {
  it('gives the origin of the nearest ancestor that has one, and the stage’s file elsewhere', () => {
    const addresses: Record<string, string> = {};
    let origins: unknown;
    synthesised((app) => {
      const stack = new PlatformStack(app, 'compute', sampleStage());
      const service = new Construct(stack, 'quotes');
      const logs = new CloudwatchLogGroup(service, 'logs');
      const scaling = new CloudwatchLogGroup(service, 'scaling');
      new DataAwsVpcs(stack, 'shared');
      stack.recordOrigin(
        service,
        { file: 'apps/quotes/service.yaml', line: 1, column: 1 },
        'quotes',
      );
      stack.recordOrigin(
        scaling,
        { file: 'apps/quotes/service.yaml', line: 7, column: 3 },
        'quotes',
      );
      addresses['logs'] = `aws_cloudwatch_log_group.${logs.friendlyUniqueId}`;
      addresses['scaling'] = `aws_cloudwatch_log_group.${scaling.friendlyUniqueId}`;
      origins = stack.originsByAddress();
      return stack;
    });
    expect(origins).toEqual({
      [String(addresses['logs'])]: { service: 'quotes', file: 'apps/quotes/service.yaml', line: 1 },
      [String(addresses['scaling'])]: {
        service: 'quotes',
        file: 'apps/quotes/service.yaml',
        line: 7,
      },
      'data.aws_vpcs.shared': { file: 'stacks/stages/dev.yaml', line: 1 },
    });
  });
});
