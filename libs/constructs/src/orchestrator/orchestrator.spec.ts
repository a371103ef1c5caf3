import { join } from 'node:path';
import { Construct } from 'constructs';
import { packFunction } from '../function/function-bundle';
import { LambdaService } from '../function/lambda-service';
import { PlatformStack } from '../platform-stack';
import { schemaFindings } from '../schema-check/schema-findings';
import { committedGrants, synthesisedGrants } from '../testing/role-table';
import { sampleStage } from '../testing/sample-model';
import { addOrchestrator, sampleOrchestrator, sampleTask } from '../testing/sample-orchestrator';
import { sampleFunctionService } from '../testing/sample-services';
import { synthesised, type SynthesisedStack } from '../testing/synthesised-stack';

function synth(changes: Parameters<typeof sampleOrchestrator>[0] = {}): SynthesisedStack {
  return synthesised((app) => {
    const stack = new PlatformStack(app, 'compute', sampleStage());
    const control = addOrchestrator(stack, sampleOrchestrator(changes));
    const code = packFunction('orchestrator', Buffer.from('exports.handler = () => 1'));
    const functions = new Construct(stack, 'functions');
    new LambdaService(stack, functions, sampleFunctionService('orchestrator'), code, control);
    return stack;
  });
}

const stack = synth();

function fn(part: string, of = stack) {
  return of.one('aws_lambda_function', { function_name: `slipway-dev-orchestrator${part}` })
    .attributes;
}

/** A variable of a function, with what only Terraform knows in place of what it writes. */
function variable(part: string, name: string, of = stack): unknown {
  const { variables } = fn(part, of)['environment'] as { variables: Record<string, string> };
  const text = variables[name];
  if (text === undefined) return undefined;
  return JSON.parse(
    text
      .replace(/\$\{jsonencode\([^)]*task_subnet_ids\)\}/, '["subnet-1"]')
      .replace(/\$\{jsonencode\([^)]*assign_public_ip\)\}/, 'true'),
  ) as unknown;
}

it('holds what the provider knows', () => {
  expect(schemaFindings(stack.json)).toEqual([]);
});

describe('the table of runs', () => {
  const { attributes } = stack.one('aws_dynamodb_table');

  it('has the keys, the index and the expiry that the runtime knows', () => {
    expect(attributes).toMatchObject({
      name: 'slipway-dev-runs',
      hash_key: 'pk',
      range_key: 'sk',
      global_secondary_index: [
        {
          ...{ name: 'due', hash_key: 'duePk', range_key: 'dueAt' },
          ...{ projection_type: 'INCLUDE', non_key_attributes: ['scopes'] },
        },
      ],
      ttl: { attribute_name: 'expiresAt', enabled: true },
    });
    expect(attributes['attribute']).toEqual([
      { name: 'pk', type: 'S' },
      { name: 'sk', type: 'S' },
      { name: 'duePk', type: 'S' },
      { name: 'dueAt', type: 'N' },
    ]);
  });

  it('can be restored, and is not deleted by mistake', () => {
    expect(attributes).toMatchObject({
      point_in_time_recovery: { enabled: true },
      deletion_protection_enabled: true,
      billing_mode: 'PAY_PER_REQUEST',
    });
  });
});

it('payloads are closed to the public and to plain HTTP, and expire', () => {
  expect(stack.one('aws_s3_bucket_public_access_block').attributes).toMatchObject({
    block_public_policy: true,
    restrict_public_buckets: true,
  });
  expect(stack.one('aws_s3_bucket_lifecycle_configuration').attributes['rule']).toEqual([
    expect.objectContaining({ expiration: [{ days: 30 }] }),
  ]);
  expect(String(stack.one('aws_s3_bucket_policy').attributes['policy'])).toContain(
    'aws:SecureTransport',
  );
});

describe('the function that a run lives in', () => {
  it('is durable, beyond the deadline of a run', () => {
    expect(fn('-run')['durable_config']).toEqual({
      execution_timeout: 18_000,
      retention_period: 30,
    });
    expect(fn('-reaper')).not.toHaveProperty('durable_config');
  });

  it('is started by the control function by its alias, and by nobody else', () => {
    const { variables } = fn('')['environment'] as { variables: Record<string, string> };
    expect(variables['ORCHESTRATOR_RUN_FUNCTION']).toMatch(/aws_lambda_alias\..*run.*\.arn/);
    for (const part of ['-run', '-reaper']) {
      expect(variable(part, 'ORCHESTRATOR_RUN_FUNCTION')).toBeUndefined();
    }
  });
});

describe('what the functions are told', () => {
  it('is how each task is started, and what a run goes on with', () => {
    expect(variable('-run', 'ORCHESTRATOR_BACKENDS')).toEqual({
      backends: {
        'agent-ecs': {
          kind: 'ecs',
          cluster: 'arn:aws:ecs:eu-central-1:123456789012:cluster/slipway-dev',
          taskDefinition: expect.stringMatching(/aws_ecs_task_definition\.agent/) as string,
          container: 'agent',
          subnets: ['subnet-1'],
          securityGroups: [expect.stringMatching(/task_security_group_id/)],
          assignPublicIp: true,
        },
        'agent-agentcore': {
          kind: 'agentcore',
          runtimeArn: expect.stringMatching(/agent_runtime_arn/) as string,
          qualifier: 'live',
        },
        'writer-agentcore': expect.objectContaining({ kind: 'agentcore' }) as object,
      },
      tasks: {
        agent: expect.objectContaining({
          backends: ['agent-ecs', 'agent-agentcore'],
          failover: true,
        }) as object,
        writer: {
          backends: ['writer-agentcore'],
          failover: false,
          replayable: true,
          maxAttempts: 3,
          heartbeatSeconds: 15,
          lostAfterSeconds: 90,
          stuckAfterSeconds: 1800,
        },
      },
    });
  });

  it('is how many runs there are, by the names of the backends', () => {
    expect(variable('', 'ORCHESTRATOR_LIMITS')).toEqual({
      perUser: 5,
      perBackend: { 'agent-ecs': 20 },
      account: 50,
      deadlineSeconds: 14_400,
    });
  });

  it('has no runtime, and no task on it alone, before its image is pushed', () => {
    const without = synth({
      tasks: [
        sampleTask('agent', { failover: 'agentcore' }, ''),
        sampleTask('writer', { backend: 'agentcore' }, ''),
      ].map((task) => ({ ...task, placed: { ...task.placed, imageDigest: undefined } })),
    });
    expect(without.resources('aws_bedrockagentcore_agent_runtime')).toEqual({});
    expect(variable('', 'ORCHESTRATOR_BACKENDS', without)).toMatchObject({
      tasks: { agent: { backends: ['agent-ecs'], failover: false } },
    });
    expect(variable('', 'ORCHESTRATOR_BACKENDS', without)).not.toHaveProperty('tasks.writer');
  });

  it('is a command on this machine, where runs live in the control function', () => {
    const task = sampleTask('agent', { backend: 'process' });
    const service = { ...task.placed.service, local: { command: 'node ${MAIN}' } };
    const local = synth({
      functions: undefined,
      tasks: [{ ...task, placed: { ...task.placed, service } }],
    });
    expect(variable('', 'ORCHESTRATOR_RUN_FUNCTION', local)).toBeUndefined();
    expect(variable('', 'ORCHESTRATOR_BACKENDS', local)).toMatchObject({
      backends: {
        'agent-process': { kind: 'process', command: 'node $${MAIN}', cwd: 'apps/agent' },
      },
    });
    expect(Object.keys(local.resources('aws_lambda_function'))).toHaveLength(1);
  });
});

describe('a task', () => {
  const definition = stack.one('aws_ecs_task_definition', { family: 'slipway-dev-agent' });

  it('knows where its run is', () => {
    const [{ environment = [] } = {}] = JSON.parse(
      String(definition.attributes['container_definitions']),
    ) as { environment?: { name: string }[] }[];
    expect(environment).toEqual([
      { name: 'AGENT_MEMORY_ID', value: expect.stringMatching(/bedrockagentcore_memory/) },
      { name: 'ORCHESTRATOR_BUCKET', value: 'slipway-dev-payloads-123456789012' },
      { name: 'ORCHESTRATOR_RETENTION_DAYS', value: '30' },
      { name: 'ORCHESTRATOR_STAGE', value: 'slipway-dev' },
      { name: 'ORCHESTRATOR_TABLE', value: 'slipway-dev-runs' },
    ]);
  });

  it('keeps its revisions, which a run of an older version starts again', () => {
    expect(definition.attributes['skip_destroy']).toBe(true);
  });
});

it('gives its roles what the committed table says, and no more', () => {
  const grants = synthesisedGrants(stack, roleOf);
  const { control, run, reaper, task, runtime } = grants;
  expect({ control, run, reaper, task, runtime }).toEqual(
    committedGrants(join(__dirname, 'role-statements.md')),
  );
});

/** The roles of the task `agent`, and those of the functions, by what they are for. */
function roleOf(name: string): string {
  if (/_schedules_/.test(name)) return 'schedule';
  const [, part] = /^runs_orchestrator-(run|reaper)_/.exec(name) ?? [];
  if (part !== undefined) return part;
  if (/^agent_roles_task/.test(name)) return 'task';
  if (/^orchestrator_agents_agent_role/.test(name)) return 'runtime';
  return /^functions_orchestrator_role_/.test(name) ? 'control' : 'other';
}

describe('its alarms', () => {
  const alarm = (name: string) =>
    stack.one('aws_cloudwatch_metric_alarm', { alarm_name: `slipway-dev-runs-${name}` }).attributes;

  it.each([
    ['debt', 'CleanupDebt', 'Maximum', 1, 'notBreaching'],
    ['queue', 'QueueAge', 'Maximum', 900_000, 'notBreaching'],
    ['failures', 'RunsFailed', 'Average', 0.2, 'notBreaching'],
    // Written every minute: a reaper that does not run is an alarm, too.
    ['stranded', 'RunsStranded', 'Maximum', 1, 'breaching'],
  ])('watch the %s', (name, metric, statistic, threshold, silence) => {
    expect(alarm(name)).toMatchObject({
      namespace: 'Slipway/Orchestrator',
      metric_name: metric,
      statistic,
      threshold,
      treat_missing_data: silence,
      dimensions: { Stage: 'slipway-dev' },
    });
  });
});
