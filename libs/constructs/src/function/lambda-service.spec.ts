import { join } from 'node:path';
import { PlatformStack } from '../platform-stack';
import { committedGrants, synthesisedGrants } from '../testing/role-table';
import { sampleStage } from '../testing/sample-model';
import { sampleFunctionService, sampleManagedFunction } from '../testing/sample-services';
import { sampleManaged } from '../testing/sample-managed';
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
    const { function: granted } = committedGrants(join(__dirname, 'role-statements.md'));
    expect(synthesisedGrants(stack, () => 'function')).toEqual({ function: granted });
  });

  it('has the environment of its file, as it was written', () => {
    expect(stack.one('aws_lambda_function').attributes['environment']).toBeUndefined();
    const { attributes } = synth('', { GREETING: 'hi ${name}' }).one('aws_lambda_function');
    expect(attributes['environment']).toEqual({ variables: { GREETING: 'hi $${name}' } });
  });
});

describe('a function on a capacity provider', () => {
  const stack = sampleManaged();
  const fn = stack.one('aws_lambda_function');

  it('names the provider, the size of an environment and how many requests that takes', () => {
    const provider = stack.one('aws_lambda_capacity_provider');
    expect(fn.attributes['capacity_provider_config']).toEqual({
      lambda_managed_instances_capacity_provider_config: {
        capacity_provider_arn: `\${${provider.address}.arn}`,
        execution_environment_memory_gib_per_vcpu: 2,
        per_execution_environment_max_concurrency: 128,
      },
    });
    const chosen = sampleManaged({}, { memory: 8192, memoryPerVcpu: 8, concurrency: 10 });
    expect(chosen.one('aws_lambda_function').attributes).toMatchObject({
      memory_size: 8192,
      capacity_provider_config: {
        lambda_managed_instances_capacity_provider_config: {
          execution_environment_memory_gib_per_vcpu: 8,
          per_execution_environment_max_concurrency: 10,
        },
      },
    });
  });

  it('is published, logs JSON and has no VPC of its own', () => {
    expect(fn.attributes).toMatchObject({ publish: true, logging_config: { log_format: 'JSON' } });
    expect(fn.attributes).not.toHaveProperty('vpc_config');
  });

  it('has another name than on the shared fleet, and is made before the old one goes', () => {
    const shared = synth().one('aws_lambda_function').attributes;
    expect(sampleFunctionService('router').names.functionName).toBe('slipway-dev-router');
    expect(fn.attributes['function_name']).toMatch(/^slipway-dev-router-[a-z0-9]{6}$/);
    for (const { lifecycle } of [fn.attributes, shared]) {
      expect(lifecycle).toEqual({ create_before_destroy: true });
    }
  });

  it('is not made for the shared fleet where its provider is missing', () => {
    expect(() =>
      synthesised((app) => {
        const built = new PlatformStack(app, 'compute', sampleStage());
        const code = packFunction('router', Buffer.from(''));
        new LambdaService(built, built, sampleManagedFunction('router'), code);
        return built;
      }),
    ).toThrow('no capacity provider agents');
  });
});

describe('a floor', () => {
  const stack = sampleManaged();
  const schedules = Object.values(stack.resources('aws_scheduler_schedule'));

  it('sets the limits of the version that the alias points to, by Lambda’s own call', () => {
    const { address } = stack.one('aws_lambda_function');
    const alias = stack.one('aws_lambda_alias').attributes;
    const inputs = schedules.map(({ target }) => {
      const { arn, input } = target as { arn: string; input: string };
      expect(arn).toBe('arn:aws:scheduler:::aws-sdk:lambda:PutFunctionScalingConfig');
      return JSON.parse(input) as object;
    });
    expect(alias['function_version']).toBe(`\${${address}.version}`);
    expect(inputs).toHaveLength(3);
    for (const input of inputs) {
      expect(input).toEqual({
        FunctionName: `\${${address}.function_name}`,
        Qualifier: alias['function_version'],
        FunctionScalingConfig: {
          MinExecutionEnvironments: expect.any(Number) as number,
          MaxExecutionEnvironments: expect.any(Number) as number,
        },
      });
    }
  });

  it('has a schedule for each time of the week with limits of its own, in its time zone', () => {
    const found = schedules.map(({ schedule_expression, schedule_expression_timezone, target }) => {
      const { input } = target as { input: string };
      const [, min] = /"MinExecutionEnvironments":(\d+)/.exec(input) ?? [];
      return [schedule_expression, schedule_expression_timezone, min];
    });
    expect(found).toContainEqual([
      'cron(0,15,30,45 8,9,10,11,12,13,14,15,16,17,18,19 ? * MON *)',
      'Europe/Berlin',
      '4',
    ]);
    expect(found.filter(([, , min]) => min === '3')).toHaveLength(2);
  });

  it('does not come late, where it would undo the one after it', () => {
    for (const { target, flexible_time_window } of schedules) {
      expect(flexible_time_window).toEqual({ mode: 'OFF' });
      expect(target).toMatchObject({
        retry_policy: { maximum_event_age_in_seconds: 300, maximum_retry_attempts: 5 },
      });
    }
  });

  it('keeps the addresses of its schedules when another window comes', () => {
    const window = { days: ['sun' as const], from: '10:00', to: '11:00', min: 9, max: 9 };
    const monday = { days: ['mon' as const], from: '08:00', to: '20:00', min: 4, max: 12 };
    const more = sampleManaged(
      {},
      { floor: { min: 3, max: 6, timezone: 'Europe/Berlin', windows: [monday, window] } },
    ).resources('aws_scheduler_schedule');
    const kept = Object.entries(stack.resources('aws_scheduler_schedule')).filter(
      ([name, { schedule_expression: cron }]) => more[name]?.['schedule_expression'] === cron,
    );
    expect(kept).toHaveLength(2);
  });

  it('gives its schedules what the committed table says, and no more', () => {
    const nameOf = (name: string): string => (name.includes('_floor_') ? 'floor' : 'function');
    const { floor } = synthesisedGrants(stack, nameOf);
    expect({ floor }).toEqual({
      floor: committedGrants(join(__dirname, 'role-statements.md'))['floor'],
    });
  });

  it('is left out where the file says none, and so are schedules and role', () => {
    const without = sampleManaged({}, { floor: undefined });
    expect(without.resources('aws_scheduler_schedule')).toEqual({});
    expect(Object.keys(without.resources('aws_iam_role'))).toHaveLength(2);
  });
});
