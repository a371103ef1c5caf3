import { schemaFindings } from '@slipway/constructs';
import { synthesiseAccount } from './synthesise-account';
import { TerraformStackFile } from './testing/terraform-stack';
import { TestWorkspace } from './testing/workspace';

const stackId = 'account-123456789012-eu-central-1';

describe('the account stack', () => {
  const workspace = new TestWorkspace({});
  const { outdir } = workspace;
  workspace.write('stacks/stages/beta.yaml', [
    'name: beta',
    'project: slipway',
    "account: '123456789012'",
    'region: eu-central-1',
    'state: { backend: s3, bucket: slipway-dev-state }',
    'network: { mode: default-vpc }',
    'tags: { team: platform, phase: beta }',
  ]);
  const catalog = workspace.catalog();
  const manifest = synthesiseAccount({ catalog, stage: workspace.stage(), outdir });

  afterAll(() => {
    workspace.remove();
  });

  it('stands alone in its output', () => {
    expect(Object.keys(manifest.stacks)).toEqual([stackId]);
    expect(manifest.services).toEqual({});
  });

  it('holds what the stages ask of their account, traced to their files', () => {
    const stack = new TerraformStackFile(outdir, stackId);
    expect(stack.addresses('aws_s3_bucket')).toHaveLength(1);
    expect(stack.addresses('aws_api_gateway_account')).toHaveLength(1);
    expect(schemaFindings(stack.json)).toEqual([]);
    const origins = Object.entries(manifest.stacks[stackId]?.resources ?? {});
    const of = (type: string): unknown =>
      origins.find(([address]) => address.startsWith(`${type}.`))?.[1];
    expect(of('aws_s3_bucket')).toEqual({ file: 'stacks/stages/beta.yaml', line: 5 });
    expect(of('aws_api_gateway_account')).toEqual({ file: 'stacks/stages/beta.yaml', line: 3 });
    expect(of('aws_iam_openid_connect_provider')).toEqual({
      file: 'stacks/stages/dev.yaml',
      line: 8,
    });
  });

  it('is the same whichever stage of the account asks', () => {
    const file = `cdktf.out/stacks/${stackId}/cdk.tf.json`;
    const before = workspace.read(file);
    synthesiseAccount({ catalog, stage: workspace.stage('beta'), outdir });
    expect(workspace.read(file)).toBe(before);
  });

  it('keeps its state beside the folders of the stages, and has the tags that they share', () => {
    const { json } = new TerraformStackFile(outdir, stackId);
    expect(json.terraform).toMatchObject({
      backend: { s3: { key: `slipway/${stackId}.tfstate`, bucket: 'slipway-dev-state' } },
    });
    expect(json.provider).toMatchObject({
      aws: [
        { default_tags: [{ tags: { 'slipway:project': 'slipway', 'slipway:stack': stackId } }] },
      ],
    });
    expect(JSON.stringify(json.provider)).not.toContain('phase');
  });
});
