import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SinglePassStack } from './single-pass-stack';
import {
  App,
  DataTerraformRemoteStateLocal,
  Fn,
  S3Backend,
  TerraformOutput,
  TerraformStack,
} from './terraform';

let outdir: string;

beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'slipway-single-pass-'));
});

afterEach(() => {
  rmSync(outdir, { recursive: true, force: true });
});

/** Fills a stack with what the platform's stacks use: references, functions, lists, outputs, overrides. */
function fill(stack: TerraformStack): void {
  new AwsProvider(stack, 'aws', {
    region: 'eu-central-1',
    defaultTags: [{ tags: { stage: 'dev' } }],
  });
  new S3Backend(stack, { bucket: 'b', key: 'k', region: 'eu-central-1' });
  stack.addOverride('terraform.backend.s3.use_lockfile', true);
  const state = new DataTerraformRemoteStateLocal(stack, 'networking-state', { path: 'p' });
  const first = new SsmParameter(stack, 'first', {
    name: 'first',
    type: 'String',
    value: state.getString('vpc_id'),
  });
  const second = new SsmParameter(stack, 'second', {
    name: `${first.name}-2`,
    type: 'StringList',
    value: Fn.join(',', state.getList('subnets')),
    tags: { hash: Fn.sha1(first.value), literal: '$${not} a %%{template}' },
    dependsOn: [first],
    lifecycle: { ignoreChanges: ['value'] },
  });
  second.importFrom('second');
  first.importFrom('first');
  second.addOverride('tier', 'Standard');
  new TerraformOutput(stack, 'arn', { staticId: true, value: second.arn, description: 'd' });
}

function synthesised(stackClass: typeof TerraformStack, folder: string): string {
  // `importFrom` asks whether there is a Terraform of its version on this machine.
  const app = new App({ outdir: join(outdir, folder), skipValidation: true });
  fill(new stackClass(app, 'dev-compute'));
  app.synth();
  return readFileSync(join(outdir, folder, 'stacks/dev-compute/cdk.tf.json'), 'utf8');
}

describe('SinglePassStack', () => {
  it("writes the bytes that cdktf's own stack writes", () => {
    expect(synthesised(SinglePassStack, 'single')).toBe(synthesised(TerraformStack, 'cdktf'));
  });

  it('refuses a reference to an element of another stack', () => {
    const app = new App({ outdir });
    const networking = new SinglePassStack(app, 'dev-networking');
    const compute = new SinglePassStack(app, 'dev-compute');
    for (const stack of [networking, compute]) {
      new AwsProvider(stack, 'aws', {});
    }
    const parameter = new SsmParameter(networking, 'vpc', {
      name: 'vpc',
      type: 'String',
      value: 'v',
    });
    new SsmParameter(compute, 'copy', { name: 'copy', type: 'String', value: parameter.value });
    expect(() => {
      app.synth();
    }).toThrow(
      'aws_ssm_parameter.vpc.value of dev-networking is used in another stack: offer it in a contract and read it there',
    );
  });
});
