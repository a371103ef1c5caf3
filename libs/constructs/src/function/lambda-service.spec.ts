import { join } from 'node:path';
import { PlatformStack } from '../platform-stack';
import { schemaFindings } from '../schema-check/schema-findings';
import { committedGrants, synthesisedGrants } from '../testing/role-table';
import { sampleStage } from '../testing/sample-model';
import { sampleFunctionService, sampleManagedFunction } from '../testing/sample-services';
import { sampleManaged } from '../testing/sample-managed';
import { synthesised, type SynthesisedStack } from '../testing/synthesised-stack';
import type { FunctionService } from '@slipway/catalog';
import { packFunction, type FunctionBundle } from './function-bundle';
import { functionImage, type FunctionImage } from './function-image';
import { LambdaService } from './lambda-service';

type Settings = Partial<FunctionService['function']>;

const bundle = packFunction('tenants', Buffer.from('exports.handler = () => 1'));

function synth(
  settings: Settings = {},
  changes: Partial<FunctionService> = {},
  code: FunctionBundle | FunctionImage = bundle,
): SynthesisedStack {
  return synthesised((app) => {
    const stack = new PlatformStack(app, 'compute', sampleStage());
    const { service } = sampleFunctionService('tenants');
    const placed = sampleFunctionService('tenants', {
      description: 'Onboards tenants.',
      function: { ...service.function, ...settings },
      ...changes,
    });
    const network = { subnetIds: ['subnet-1'], securityGroupIds: ['sg-1'] };
    const { contract } = new LambdaService(stack, stack, placed, code, { network });
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
      synth({}, {}, packFunction('tenants', Buffer.from(code))).one('aws_lambda_function')
        .attributes['source_code_hash'];
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

  it('gives its roles what the committed table says with every setting, and no more', () => {
    const full = synth(
      { vpc: true, deadLetter: 'queue' },
      { schedules: [{ name: 'nightly', expression: 'rate(1 day)', deadLetter: 'queue' }] },
    );
    const { function: ofCode, schedule } = committedGrants(join(__dirname, 'role-statements.md'));
    const named = (name: string) => (name.includes('schedules') ? 'schedule' : 'function');
    expect(synthesisedGrants(full, named)).toEqual({ function: ofCode, schedule });
    expect(synthesisedGrants(stack, named)).toEqual({
      function: ofCode?.filter((grant) => /^(logs|sts|permissions)/.test(grant)),
    });
  });

  it('has the environment of its file, as it was written', () => {
    expect(stack.one('aws_lambda_function').attributes['environment']).toBeUndefined();
    const { attributes } = synth({}, { environment: { GREETING: 'hi ${name}' } }).one(
      'aws_lambda_function',
    );
    expect(attributes['environment']).toEqual({ variables: { GREETING: 'hi $${name}' } });
  });
});

describe('where the code of a function comes from', () => {
  it('a layer lies over the code that is zipped, by its version', () => {
    const layers = ['arn:aws:lambda:eu-central-1:123456789012:layer:shared:1'];
    const { attributes } = synth({ layers, runtime: 'python3.13' }).one('aws_lambda_function');
    expect(attributes).toMatchObject({ layers, runtime: 'python3.13' });
  });

  it('an image is named by its digest, and brings runtime and handler', () => {
    const digest = `sha256:${'ab'.repeat(32)}`;
    const image = functionImage(sampleStage(), 'slipway-dev-tenants', digest);
    const { attributes } = synth({ image: true }, {}, image).one('aws_lambda_function');
    expect(attributes).toMatchObject({
      package_type: 'Image',
      image_uri: `123456789012.dkr.ecr.eu-central-1.amazonaws.com/slipway-dev-tenants@${digest}`,
      architectures: ['arm64'],
      publish: true,
    });
    for (const ofZip of ['runtime', 'handler', 'filename', 'source_code_hash', 'layers']) {
      expect(attributes).not.toHaveProperty(ofZip);
    }
  });

  it('an image in China is pulled from its own domain', () => {
    const stage = sampleStage({ region: 'cn-north-1' });
    expect(functionImage(stage, 'a', 'sha256:0').imageUri).toBe(
      '123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/a@sha256:0',
    );
  });
});

describe('events that a function fails on', () => {
  it('go to an encrypted queue of its own that keeps them as long as SQS can', () => {
    const stack = synth({ deadLetter: 'queue' });
    const queue = stack.one('aws_sqs_queue');
    expect(queue.attributes).toMatchObject({
      name: 'slipway-dev-tenants-dlq',
      message_retention_seconds: 1_209_600,
      sqs_managed_sse_enabled: true,
      tags: { 'slipway:service': 'tenants' },
    });
    const { attributes } = stack.one('aws_lambda_function');
    expect(attributes['dead_letter_config']).toEqual({ target_arn: `\${${queue.address}.arn}` });
    // The role may send before the function exists.
    expect(attributes['depends_on']).toHaveLength(2);
  });

  it.each([
    ['sqs', 'sqs:SendMessage'],
    ['sns', 'sns:Publish'],
  ])('go to a target of %s that others own, with a right to it alone', (service, action) => {
    const arn = `arn:aws:${service}:eu-central-1:123456789012:failed`;
    const stack = synth({ deadLetter: arn });
    expect(stack.resources('aws_sqs_queue')).toEqual({});
    expect(stack.one('aws_lambda_function').attributes['dead_letter_config']).toEqual({
      target_arn: arn,
    });
    expect(synthesisedGrants(stack, () => 'function')['function']).toContain(`${action} on ${arn}`);
  });

  it('are tried again as often and as long as the file says, by the alias', () => {
    const stack = synth({ async: { retries: 0, maxAge: 300 } });
    expect(stack.one('aws_lambda_function_event_invoke_config').attributes).toMatchObject({
      qualifier: `\${${stack.one('aws_lambda_alias').address}.name}`,
      maximum_retry_attempts: 0,
      maximum_event_age_in_seconds: 300,
    });
    expect(synth().resources('aws_lambda_function_event_invoke_config')).toEqual({});
  });
});

it('a function in the VPC is in the subnets and the group that it is given, others in none', () => {
  expect(synth({ vpc: true }).one('aws_lambda_function').attributes['vpc_config']).toEqual({
    subnet_ids: ['subnet-1'],
    security_group_ids: ['sg-1'],
  });
  expect(synth().one('aws_lambda_function').attributes).not.toHaveProperty('vpc_config');
});

it('lines are kept from the levels on that the file names', () => {
  const logs = { retentionDays: 30, level: 'DEBUG', systemLevel: 'WARN' } as const;
  const { attributes } = synth({}, { logs }).one('aws_lambda_function');
  expect(attributes['logging_config']).toMatchObject({
    log_format: 'JSON',
    application_log_level: 'DEBUG',
    system_log_level: 'WARN',
  });
});

describe('the schedules of a function', () => {
  it('call its alias at the time of their zone, with their input as it was written', () => {
    const stack = synth(
      {},
      {
        schedules: [
          {
            name: 'nightly',
            expression: 'cron(0 3 * * ? *)',
            timezone: 'Europe/Berlin',
            input: { task: 'clean ${up}' },
          },
        ],
      },
    );
    expect(stack.one('aws_scheduler_schedule').attributes).toMatchObject({
      name: expect.stringMatching(/^slipway-dev-tenants-nightly-/),
      schedule_expression: 'cron(0 3 * * ? *)',
      schedule_expression_timezone: 'Europe/Berlin',
      flexible_time_window: { mode: 'OFF' },
      target: {
        arn: `\${${stack.one('aws_lambda_alias').address}.arn}`,
        role_arn: expect.stringMatching(/^\$\{aws_iam_role\.tenants_schedules_role/),
        input: '{"task":"clean $${up}"}',
      },
    });
  });

  it('send what they cannot deliver to the queue of the service or to a named one', () => {
    const other = 'arn:aws:sqs:eu-central-1:123456789012:undelivered';
    const schedule = { expression: 'rate(1 day)' };
    const stack = synth(
      {},
      {
        schedules: [
          { name: 'one', ...schedule, deadLetter: 'queue' },
          { name: 'two', ...schedule, deadLetter: other },
          { name: 'three', ...schedule },
        ],
      },
    );
    const own = `\${${stack.one('aws_sqs_queue').address}.arn}`;
    const targets = Object.values(stack.resources('aws_scheduler_schedule')).map(
      ({ target }) => (target as { dead_letter_config?: object }).dead_letter_config,
    );
    expect(targets).toEqual(
      expect.arrayContaining([{ arn: own }, { arn: other }, undefined]) as object,
    );
    expect(stack.one('aws_lambda_function').attributes).not.toHaveProperty('dead_letter_config');
    const grants = synthesisedGrants(stack, (name) => name)[
      Object.keys(stack.resources('aws_iam_role')).find((name) => name.includes('schedules')) ?? ''
    ];
    expect(grants?.filter((grant) => grant.startsWith('sqs:'))).toEqual([
      `sqs:SendMessage on ${other}`,
      'sqs:SendMessage on aws_sqs_queue.arn',
    ]);
  });

  it('of a warm function call it every five minutes, and never again for one call', () => {
    const { attributes } = synth({ warm: true }).one('aws_scheduler_schedule');
    expect(attributes).toMatchObject({
      schedule_expression: 'rate(5 minutes)',
      target: {
        input: '{"source":"slipway.warm"}',
        retry_policy: { maximum_retry_attempts: 0, maximum_event_age_in_seconds: 60 },
      },
    });
  });

  it('are none, with no role, where the file has none', () => {
    const stack = synth();
    expect(stack.resources('aws_scheduler_schedule')).toEqual({});
    expect(Object.keys(stack.resources('aws_iam_role'))).toHaveLength(1);
  });
});

test('the provider knows everything that a function with every setting has', () => {
  const full = synth(
    { vpc: true, deadLetter: 'queue', async: { retries: 1, maxAge: 60 }, warm: true },
    { schedules: [{ name: 'nightly', expression: 'rate(1 day)', deadLetter: 'queue' }] },
  );
  expect(schemaFindings(full.json)).toEqual([]);
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
