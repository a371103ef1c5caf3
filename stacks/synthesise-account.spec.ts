import { schemaFindings } from '@slipway/constructs';
import { synthesiseAccount } from './synthesise-account';
import { TerraformStackFile } from './testing/terraform-stack';
import { TestWorkspace } from './testing/workspace';

describe('the account stack', () => {
  const workspace = new TestWorkspace({});
  const { outdir } = workspace;
  const manifest = synthesiseAccount({ stage: workspace.stage(), outdir });

  afterAll(() => {
    workspace.remove();
  });

  it('stands alone in its output', () => {
    expect(Object.keys(manifest.stacks)).toEqual(['dev-account']);
    expect(manifest.services).toEqual({});
  });

  it('holds what the stage asks of its account, traced to the stage file', () => {
    const stack = new TerraformStackFile(outdir, 'dev-account');
    expect(stack.addresses('aws_s3_bucket')).toHaveLength(1);
    expect(stack.addresses('aws_api_gateway_account')).toHaveLength(1);
    expect(schemaFindings(stack.json)).toEqual([]);
    const origins = Object.entries(manifest.stacks['dev-account']?.resources ?? {});
    const of = (type: string): unknown =>
      origins.find(([address]) => address.startsWith(`${type}.`))?.[1];
    const file = 'stacks/stages/dev.yaml';
    expect(of('aws_s3_bucket')).toEqual({ file, line: 5 });
    expect(of('aws_api_gateway_account')).toEqual({ file, line: 3 });
  });
});
