import { join } from 'node:path';
import { PlatformStack } from '../platform-stack';
import { committedGrants, synthesisedGrants } from '../testing/role-table';
import { sampleStage } from '../testing/sample-model';
import { sampleFunctionService } from '../testing/sample-services';
import { synthesised, type SynthesisedStack } from '../testing/synthesised-stack';
import { packFunction } from './function-bundle';
import { LambdaService } from './lambda-service';

function synth(
  code = 'exports.handler = () => 1',
  environment: Record<string, string> = {},
): SynthesisedStack {
  return synthesised((app) => {
    const stack = new PlatformStack(app, 'compute', sampleStage());
    const placed = sampleFunctionService('tenants', {
      description: 'Onboards tenants.',
      environment,
    });
    const { contract } = new LambdaService(
      stack,
      stack,
      placed,
      packFunction('tenants', Buffer.from(code)),
    );
    stack.offer('invoke_arn', contract.invokeArn, 'of the alias');
    return stack;
  });
}

describe('a function', () => {
  const stack = synth();

  it('is published with every change, and called by its alias', () => {
    const fn = stack.one('aws_lambda_function');
    const alias = stack.one('aws_lambda_alias');
    expect(fn.attributes['publish']).toBe(true);
    expect(alias.attributes).toMatchObject({
      name: 'live',
      function_version: `\${${fn.address}.version}`,
    });
    expect(stack.json.output?.['invoke_arn']).toMatchObject({
      value: `\${${alias.address}.invoke_arn}`,
    });
  });

  it('takes runtime, size, architecture and timeout from its file', () => {
    expect(stack.one('aws_lambda_function').attributes).toMatchObject({
      function_name: 'slipway-dev-tenants',
      runtime: 'nodejs22.x',
      handler: 'index.handler',
      architectures: ['arm64'],
      memory_size: 256,
      timeout: 5,
    });
  });

  it('is created once its role may write logs, and says what it is for', () => {
    const { attributes } = stack.one('aws_lambda_function');
    expect(attributes['depends_on']).toEqual([stack.one('aws_iam_role_policy').address]);
    expect(attributes['description']).toBe('Onboards tenants.');
    expect(attributes['tags']).toEqual({
      'slipway:service': 'tenants',
      'slipway:owner': 'pricing-team',
    });
  });

  it('is updated when its code changes, from a path that is the same on every machine', () => {
    const of = (code: string): unknown =>
      synth(code).one('aws_lambda_function').attributes['source_code_hash'];
    expect(of('a')).not.toBe(of('b'));
    expect(stack.one('aws_lambda_function').attributes['filename']).toBe('assets/tenants.zip');
  });

  it('logs JSON to a group of its own that expires', () => {
    const group = stack.one('aws_cloudwatch_log_group');
    expect(group.attributes).toMatchObject({
      name: '/slipway/dev/tenants/function',
      retention_in_days: 30,
    });
    expect(stack.one('aws_lambda_function').attributes['logging_config']).toMatchObject({
      log_format: 'JSON',
      log_group: `\${${group.address}.name}`,
    });
  });

  it('cannot be reached past the API', () => {
    expect(stack.resources('aws_lambda_function_url')).toEqual({});
    expect(stack.resources('aws_lambda_permission')).toEqual({});
  });

  it('gives its role what the committed table says, and no more', () => {
    expect(synthesisedGrants(stack, () => 'function')).toEqual(
      committedGrants(join(__dirname, 'role-statements.md')),
    );
  });

  it('has the environment of its file, as it was written', () => {
    expect(stack.one('aws_lambda_function').attributes['environment']).toBeUndefined();
    const { attributes } = synth('', { GREETING: 'hi ${name}' }).one('aws_lambda_function');
    expect(attributes['environment']).toEqual({ variables: { GREETING: 'hi $${name}' } });
  });
});
