import type { CapacitySettings, HttpService } from '@slipway/catalog';
import { readNetworking } from '../contracts/networking';
import { PlatformStack } from '../platform-stack';
import { schemaFindings } from '../schema-check/schema-findings';
import { sampleStage } from '../testing/sample-model';
import { everyOption, sampleHttpService } from '../testing/sample-services';
import { synthesised, type SynthesisedStack } from '../testing/synthesised-stack';
import { Cluster } from './cluster';
import { ContainerService } from './container-service';

const plain = sampleHttpService('quotes').service;

function synth(changes: Partial<HttpService> = {}): SynthesisedStack {
  return synthesised((app) => {
    const stack = new PlatformStack(app, 'compute', sampleStage());
    const network = readNetworking(stack, [{ index: 1 }]);
    const { contract, ready } = new Cluster(stack, 'cluster', {
      name: 'slipway-dev',
      containerInsights: 'enabled',
    });
    const placed = sampleHttpService('quotes', changes);
    new ContainerService(stack, stack, placed, network, contract, ready);
    return stack;
  });
}

function withContainer(changes: Partial<HttpService['container']>): SynthesisedStack {
  return synth({ container: { ...plain.container, ...changes } });
}

/** Containers of the task, as ECS reads them. */
function containersOf(stack: SynthesisedStack): Record<string, unknown>[] {
  const { attributes } = stack.one('aws_ecs_task_definition');
  return JSON.parse(String(attributes['container_definitions'])) as Record<string, unknown>[];
}

const everything = synth(everyOption());
const [application = {}, collector = {}] = containersOf(everything);

it('every option is in the words of the provider', () => {
  expect(schemaFindings(everything.json)).toEqual([]);
});

describe('capacity', () => {
  const strategyOf = (capacity: CapacitySettings): unknown =>
    withContainer({ capacity }).one('aws_ecs_service').attributes['capacity_provider_strategy'];

  it('is a strategy without Spot too, so that Spot can come later without another service', () => {
    expect(strategyOf({ base: 1, spot: 0 })).toEqual([
      { capacity_provider: 'FARGATE', base: 1, weight: 100 },
    ]);
    expect(synth().one('aws_ecs_service').attributes).not.toHaveProperty('launch_type');
  });

  it('names Spot by its weight, and only Fargate has a base', () => {
    expect(strategyOf({ base: 2, spot: 70 })).toEqual([
      { capacity_provider: 'FARGATE', base: 2, weight: 30 },
      { capacity_provider: 'FARGATE_SPOT', base: 0, weight: 70 },
    ]);
  });

  it('leaves out a provider that would place nothing', () => {
    expect(strategyOf({ base: 0, spot: 100 })).toEqual([
      { capacity_provider: 'FARGATE_SPOT', base: 0, weight: 100 },
    ]);
  });

  it('changes in place, which ECS takes with a new deployment only', () => {
    expect(synth().one('aws_ecs_service').attributes['force_new_deployment']).toBe(true);
  });

  it('waits for the cluster to have the providers', () => {
    const stack = synth();
    expect(stack.one('aws_ecs_service').attributes['depends_on']).toContain(
      stack.one('aws_ecs_cluster_capacity_providers').address,
    );
  });
});

describe('the file system', () => {
  it('is read-only for another user than root, unless the file says otherwise', () => {
    const [container] = containersOf(synth());
    expect(container).toMatchObject({ user: '1000:1000', readonlyRootFilesystem: true });
    expect(container).not.toHaveProperty('mountPoints');
    expect(synth().one('aws_ecs_task_definition').attributes).not.toHaveProperty('volume');
    expect(containersOf(withContainer({ user: 'node', readOnly: false }))[0]).toMatchObject({
      user: 'node',
      readonlyRootFilesystem: false,
    });
  });

  it('has an empty volume at each folder to write to, in whatever order they are named', () => {
    const stacks = [['/tmp', '/cache'] as const, ['/cache', '/tmp'] as const].map((mounts) =>
      withContainer({ mounts: [...mounts] }),
    );
    for (const stack of stacks) {
      expect(stack.one('aws_ecs_task_definition').attributes['volume']).toEqual([
        { name: 'mount-1' },
        { name: 'mount-2' },
      ]);
      expect(containersOf(stack)[0]?.['mountPoints']).toEqual([
        { sourceVolume: 'mount-1', containerPath: '/cache', readOnly: false },
        { sourceVolume: 'mount-2', containerPath: '/tmp', readOnly: false },
      ]);
    }
  });

  it('is as large as the file says', () => {
    expect(everything.one('aws_ecs_task_definition').attributes['ephemeral_storage']).toEqual({
      size_in_gib: 30,
    });
    expect(synth().one('aws_ecs_task_definition').attributes).not.toHaveProperty(
      'ephemeral_storage',
    );
  });
});

describe('exec', () => {
  const pathsOf = (stack: SynthesisedStack): unknown[] =>
    ((containersOf(stack)[0]?.['mountPoints'] ?? []) as { containerPath: string }[]).map(
      ({ containerPath }) => containerPath,
    );

  it('lets its agent write under a read-only root', () => {
    const stack = withContainer({ exec: true, mounts: ['/tmp'] });
    expect(stack.one('aws_ecs_service').attributes['enable_execute_command']).toBe(true);
    expect(pathsOf(stack)).toEqual([
      '/managed-agents',
      '/tmp',
      '/var/lib/amazon/ssm',
      '/var/log/amazon/ssm',
    ]);
  });

  it('needs no volume where the root is writable', () => {
    expect(pathsOf(withContainer({ exec: true, readOnly: false }))).toEqual([]);
  });

  it('is off by default', () => {
    expect(synth().one('aws_ecs_service').attributes['enable_execute_command']).toBe(false);
  });
});

describe('logs', () => {
  it('block the application where the file says so, and then have no buffer', () => {
    const options = { mode: 'blocking', 'awslogs-stream-prefix': 'task' };
    expect(application['logConfiguration']).toMatchObject({ options });
    expect(application).not.toHaveProperty('logConfiguration.options.max-buffer-size');
  });

  it('wait in a buffer of the size that the file names', () => {
    const logs = { ...plain.logs, maxBufferSize: 4 };
    expect(containersOf(synth({ logs }))[0]).toMatchObject({
      logConfiguration: { options: { mode: 'non-blocking', 'max-buffer-size': '4m' } },
    });
  });

  it('are encrypted by the key that the file or the stage names', () => {
    expect(everything.one('aws_cloudwatch_log_group').attributes['kms_key_id']).toBe(
      everyOption().logs?.kmsKey,
    );
    expect(synth().one('aws_cloudwatch_log_group').attributes).not.toHaveProperty('kms_key_id');
  });
});

describe('secrets and parameters', () => {
  const [[name = '', data] = []] = Object.entries(everything.data('aws_secretsmanager_secrets'));
  const matches = (arns: string): string =>
    `[for arn in ${arns} : arn if can(regex(":secret:quotes/db[+]1-[A-Za-z0-9]{6}$", arn))]`;

  it('reach the application by their ARNs, and no value is in the stack', () => {
    expect(application['secrets']).toEqual([
      { name: 'DSN', valueFrom: expect.stringMatching(/^\$\{local\.\w+/) as string },
      {
        name: 'RATES',
        valueFrom: 'arn:aws:ssm:eu-central-1:123456789012:parameter/quotes/rates',
      },
      { name: 'ZONE', valueFrom: 'arn:aws:ssm:eu-central-1:123456789012:parameter/zone' },
    ]);
  });

  it('are looked up by the whole name, since the filter of AWS takes every name that begins so', () => {
    expect(data).toMatchObject({ filter: [{ name: 'name', values: ['quotes/db+1'] }] });
    expect(Object.values(everything.json.locals ?? {})).toContain(
      `\${one(${matches(`data.aws_secretsmanager_secrets.${name}.arns`)})}`,
    );
  });

  it('that do not exist are told at plan, with the command that makes them', () => {
    expect(data).toMatchObject({
      lifecycle: {
        postcondition: [
          {
            condition: `\${length(${matches('self.arns')}) == 1}`,
            error_message:
              'DSN of quotes is the secret quotes/db+1 (apps/quotes/service.yaml:1), and Secrets Manager has none of that name ' +
              'in eu-central-1. Create it: aws secretsmanager create-secret --region eu-central-1 --name quotes/db+1 --secret-string file://…',
          },
        ],
      },
    });
  });

  it('are nothing in a service that names none', () => {
    expect(containersOf(synth())[0]).not.toHaveProperty('secrets');
    expect(synth().data('aws_secretsmanager_secrets')).toEqual({});
  });
});

describe('the collector', () => {
  const memoryOf = (container: Record<string, unknown>): number => Number(container['memory']);

  it('is pinned to a version, and does not take the task with it', () => {
    expect(collector).toMatchObject({
      image: expect.stringMatching(
        /^public\.ecr\.aws\/aws-observability\/aws-otel-collector:v\d+\.\d+\.\d+$/,
      ) as string,
      essential: false,
      readonlyRootFilesystem: true,
      user: '65534:65534',
    });
  });

  it('shares the task with the application, all of it and no more', () => {
    expect([application['cpu'], collector['cpu']]).toEqual([448, 64]);
    expect(memoryOf(application) + memoryOf(collector)).toBe(1024);
  });

  it('outlives the application, whose last spans it takes', () => {
    expect(application['dependsOn']).toEqual([
      { containerName: collector['name'], condition: 'START' },
    ]);
  });

  it('listens where the application sends to, and sends in the region of the stage', () => {
    const [{ value = '' } = {}] = collector['environment'] as { value: string }[];
    const configuration = JSON.parse(value) as object;
    expect(configuration).toMatchObject({
      receivers: { otlp: { protocols: { http: { endpoint: '127.0.0.1:4318' } } } },
      exporters: {
        awsxray: { region: 'eu-central-1' },
        awsemf: { region: 'eu-central-1', namespace: 'slipway/dev' },
      },
    });
    expect(application['environment']).toEqual(
      expect.arrayContaining([
        { name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: 'http://localhost:4318' },
        { name: 'OTEL_SERVICE_NAME', value: 'quotes' },
      ]),
    );
  });

  it('leaves a variable to the service that sets it, wherever its value comes from', () => {
    const [container] = containersOf(
      synth({
        telemetry: { ...plain.telemetry, collector: true },
        environment: { OTEL_SERVICE_NAME: 'offers' },
        parameters: { OTEL_RESOURCE_ATTRIBUTES: '/quotes/attributes' },
      }),
    );
    const environment = container?.['environment'] as { name: string; value: string }[];
    expect(environment).toContainEqual({ name: 'OTEL_SERVICE_NAME', value: 'offers' });
    expect(environment.map(({ name }) => name)).not.toContain('OTEL_RESOURCE_ATTRIBUTES');
  });

  it('is not there unless it is asked for', () => {
    expect(containersOf(synth())).toHaveLength(1);
    expect(containersOf(synth())[0]).not.toHaveProperty('memory');
  });
});

it('a deployment goes as the file says', () => {
  expect(everything.one('aws_ecs_service').attributes).toMatchObject({
    deployment_minimum_healthy_percent: 50,
    deployment_maximum_percent: 150,
    availability_zone_rebalancing: 'DISABLED',
    health_check_grace_period_seconds: 90,
  });
});

it('scaling follows every metric that the file has a target for', () => {
  const policies = Object.values(everything.resources('aws_appautoscaling_policy')).map(
    (policy) => [policy['name'], policy['target_tracking_scaling_policy_configuration']] as const,
  );
  const targetGroup = everything.one('aws_lb_target_group').address;
  expect(Object.fromEntries(policies)).toMatchObject({
    'slipway-dev-quotes-cpu': { target_value: 60 },
    'slipway-dev-quotes-memory': {
      target_value: 70,
      predefined_metric_specification: {
        predefined_metric_type: 'ECSServiceAverageMemoryUtilization',
      },
    },
    'slipway-dev-quotes-requests': {
      target_value: 1000,
      predefined_metric_specification: {
        predefined_metric_type: 'ALBRequestCountPerTarget',
        resource_label: `\${data.terraform_remote_state.networking-state.outputs.alb_arn_suffix_1}/\${${targetGroup}.arn_suffix}`,
      },
    },
  });
  expect(Object.keys(synth().resources('aws_appautoscaling_policy'))).toHaveLength(1);
});
