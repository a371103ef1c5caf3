import { join } from 'node:path';
import type { PlacedHttpService } from '@slipway/platform';
import { deregistrationDelay, healthCheck } from '@slipway/platform';
import { readNetworking } from '../contracts/networking';
import { PlatformStack } from '../platform-stack';
import { committedGrants, synthesisedGrants } from '../testing/role-table';
import { sampleStage } from '../testing/sample-model';
import { everyOption, sampleHttpService } from '../testing/sample-services';
import { synthesised, type SynthesisedStack } from '../testing/synthesised-stack';
import { ContainerService } from './container-service';

const digest = `sha256:${'ab'.repeat(32)}`;
const cluster = {
  clusterName: 'slipway-dev',
  clusterArn: 'arn:aws:ecs:eu-central-1:123456789012:cluster/slipway-dev',
};

function synth(...services: PlacedHttpService[]): SynthesisedStack {
  return synthesised((app) => {
    const stack = new PlatformStack(app, 'compute', sampleStage());
    const network = readNetworking(stack, [{ index: 1 }]);
    for (const service of services) {
      new ContainerService(stack, stack, service, network, cluster);
    }
    return stack;
  });
}

function containerOf(stack: SynthesisedStack): Record<string, unknown> {
  const { attributes } = stack.one('aws_ecs_task_definition');
  const [container] = JSON.parse(String(attributes['container_definitions'])) as [
    Record<string, unknown>,
  ];
  return container;
}

describe('a container service', () => {
  const stack = synth(sampleHttpService('quotes', {}, { imageDigest: digest, priority: 41_234 }));

  it('runs the locked image of its own registry by digest', () => {
    const repository = stack.one('aws_ecr_repository');
    expect(containerOf(stack)['image']).toBe(`\${${repository.address}.repository_url}@${digest}`);
  });

  it('says on every resource that takes tags whose it is, and of the registry what stays true', () => {
    const service = { 'slipway:service': 'quotes' };
    const owned = { ...service, 'slipway:owner': 'pricing-team' };
    for (const type of [
      'aws_appautoscaling_target',
      'aws_cloudwatch_log_group',
      'aws_ecs_service',
      'aws_ecs_task_definition',
      'aws_lb_listener_rule',
      'aws_lb_target_group',
    ]) {
      expect(stack.one(type).attributes['tags']).toEqual(owned);
    }
    for (const role of Object.values(stack.resources('aws_iam_role'))) {
      expect(role['tags']).toEqual(owned);
    }
    expect(stack.one('aws_ecr_repository').attributes['tags']).toEqual(service);
  });

  it('keeps tags where they are, scans and encrypts images and never deletes them with the registry', () => {
    expect(stack.one('aws_ecr_repository').attributes).toMatchObject({
      name: 'slipway-dev-quotes',
      image_tag_mutability: 'IMMUTABLE',
      image_scanning_configuration: { scan_on_push: true },
      encryption_configuration: [{ encryption_type: 'AES256' }],
      force_delete: false,
    });
  });

  it('expires images by a rule for all tags that comes last, as ECR demands', () => {
    const { attributes } = stack.one('aws_ecr_lifecycle_policy');
    const { rules } = JSON.parse(String(attributes['policy'])) as {
      rules: { rulePriority: number; selection: { tagStatus: string } }[];
    };
    const priorities = rules.map(({ rulePriority }) => rulePriority);
    expect(rules.find(({ selection }) => selection.tagStatus === 'any')?.rulePriority).toBe(
      Math.max(...priorities),
    );
    expect(new Set(priorities).size).toBe(rules.length);
  });

  it('takes the base path and everything below at the locked priority', () => {
    const targetGroup = stack.one('aws_lb_target_group');
    expect(stack.one('aws_lb_listener_rule').attributes).toMatchObject({
      listener_arn: '${data.terraform_remote_state.networking-state.outputs.alb_listener_arn_1}',
      priority: 41_234,
      condition: [{ path_pattern: { values: ['/quotes', '/quotes/*'] } }],
      action: [{ type: 'forward', target_group_arn: `\${${targetGroup.address}.arn}` }],
    });
  });

  it('registers tasks by IP, checks their health as the platform says, and can be replaced under its rule', () => {
    const { attributes } = stack.one('aws_lb_target_group');
    expect(attributes).toMatchObject({
      name: sampleHttpService('quotes').names.targetGroup,
      target_type: 'ip',
      protocol: 'HTTP',
      port: 80,
      deregistration_delay: String(deregistrationDelay),
      health_check: { protocol: 'HTTP', path: '/health', matcher: healthCheck.matcher },
      lifecycle: { create_before_destroy: true },
    });
  });

  it('is created after its rule, since ECS refuses a target group without a load balancer', () => {
    const { attributes } = stack.one('aws_ecs_service');
    expect(attributes['depends_on']).toEqual(
      expect.arrayContaining([
        stack.one('aws_lb_listener_rule').address,
        stack.one('aws_iam_role_policy').address,
      ]),
    );
  });

  it('rolls a broken deployment back, and waits for its end', () => {
    expect(stack.one('aws_ecs_service').attributes).toMatchObject({
      deployment_circuit_breaker: { enable: true, rollback: true },
      deployment_minimum_healthy_percent: 100,
      deployment_maximum_percent: 200,
      availability_zone_rebalancing: 'ENABLED',
      wait_for_steady_state: true,
      propagate_tags: 'SERVICE',
    });
    expect(stack.one('aws_ecs_task_definition').attributes['lifecycle']).toEqual({
      create_before_destroy: true,
    });
  });

  it('gives a new task a minute to become healthy', () => {
    const { attributes } = stack.one('aws_ecs_service');
    expect(attributes['health_check_grace_period_seconds']).toBe(60);
  });

  it('leaves the desired count to scaling after creation', () => {
    expect(stack.one('aws_ecs_service').attributes).toMatchObject({
      desired_count: 2,
      lifecycle: { ignore_changes: ['desired_count'] },
    });
  });

  it('scales on average CPU between its bounds', () => {
    const service = stack.one('aws_ecs_service');
    expect(stack.one('aws_appautoscaling_target').attributes).toMatchObject({
      resource_id: `service/slipway-dev/\${${service.address}.name}`,
      min_capacity: 2,
      max_capacity: 10,
    });
    expect(stack.one('aws_appautoscaling_policy').attributes).toMatchObject({
      policy_type: 'TargetTrackingScaling',
      target_tracking_scaling_policy_configuration: {
        predefined_metric_specification: {
          predefined_metric_type: 'ECSServiceAverageCPUUtilization',
        },
        target_value: 60,
        scale_out_cooldown: 60,
        scale_in_cooldown: 300,
      },
    });
  });

  it('runs on Fargate with the size and architecture of its file', () => {
    expect(stack.one('aws_ecs_task_definition').attributes).toMatchObject({
      requires_compatibilities: ['FARGATE'],
      network_mode: 'awsvpc',
      cpu: '256',
      memory: '512',
      runtime_platform: { cpu_architecture: 'ARM64', operating_system_family: 'LINUX' },
    });
  });

  it('runs in the network of the stage', () => {
    const output = (name: string): string =>
      `\${data.terraform_remote_state.networking-state.outputs.${name}}`;
    expect(stack.one('aws_ecs_service').attributes['network_configuration']).toEqual({
      subnets: output('task_subnet_ids'),
      security_groups: [output('task_security_group_id')],
      assign_public_ip: output('assign_public_ip'),
    });
  });

  it('logs to its own group without ever blocking on it', () => {
    const group = stack.one('aws_cloudwatch_log_group');
    expect(group.attributes).toMatchObject({
      name: '/slipway/dev/quotes/container',
      retention_in_days: 30,
    });
    expect(containerOf(stack)['logConfiguration']).toMatchObject({
      logDriver: 'awslogs',
      options: {
        'awslogs-group': `\${${group.address}.name}`,
        mode: 'non-blocking',
        'max-buffer-size': '25m',
      },
    });
  });

  it('stops cleanly: signals reach the application, and it has the time its file gives', () => {
    expect(containerOf(stack)).toMatchObject({
      linuxParameters: { initProcessEnabled: true },
      stopTimeout: 30,
    });
  });

  it('gives its two roles what the committed table says, and more only by the options it names', () => {
    const roleOf = (address: string): string =>
      /roles_(execution|task)_/.exec(address)?.[1] ?? address;
    const always = synthesisedGrants(stack, roleOf);
    const options = synthesisedGrants(synth(sampleHttpService('quotes', everyOption())), roleOf);
    const more = Object.entries(options).map(([role, grants]) => [
      `${role} by option`,
      grants.filter((grant) => always[role]?.includes(grant) !== true),
    ]);
    expect({ ...always, ...Object.fromEntries(more) }).toEqual(
      committedGrants(join(__dirname, 'role-statements.md')),
    );
  });

  it('lets only ECS of its own account and region assume its roles', () => {
    for (const role of Object.values(stack.resources('aws_iam_role'))) {
      const { Statement } = JSON.parse(String(role['assume_role_policy'])) as {
        Statement: object[];
      };
      expect(Statement).toEqual([
        {
          Effect: 'Allow',
          Principal: { Service: 'ecs-tasks.amazonaws.com' },
          Action: 'sts:AssumeRole',
          Condition: {
            StringEquals: { 'aws:SourceAccount': '123456789012' },
            ArnLike: { 'aws:SourceArn': 'arn:aws:ecs:eu-central-1:123456789012:*' },
          },
        },
      ]);
    }
  });
});

describe('the environment of a container', () => {
  const environmentOf = (environment: Record<string, string>): unknown =>
    containerOf(synth(sampleHttpService('quotes', { environment })))['environment'];

  it('is sorted and tells the port and the time to stop', () => {
    expect(environmentOf({ ZONE: 'a', LEVEL: 'info' })).toEqual([
      { name: 'LEVEL', value: 'info' },
      { name: 'PORT', value: '8080' },
      { name: 'SLIPWAY_STOP_TIMEOUT', value: '30' },
      { name: 'ZONE', value: 'a' },
    ]);
  });

  it('reaches the container as it was written, though Terraform reads templates', () => {
    expect(environmentOf({ GREETING: 'hi ${name}, %{if}' })).toContainEqual({
      name: 'GREETING',
      value: 'hi $${name}, %%{if}',
    });
  });

  it('cannot change the port that the target group sends to, nor the time to stop', () => {
    expect(environmentOf({ PORT: '1', SLIPWAY_STOP_TIMEOUT: '1' })).toEqual([
      { name: 'PORT', value: '8080' },
      { name: 'SLIPWAY_STOP_TIMEOUT', value: '30' },
    ]);
  });
});

describe('a service without a locked image', () => {
  const types = (stack: SynthesisedStack): string[] =>
    Object.keys(stack.json.resource ?? {}).sort();
  const running = synth(sampleHttpService('quotes'));
  const waiting = synth(sampleHttpService('quotes', {}, { imageDigest: undefined }));

  it('has all but the ECS service and its scaling', () => {
    expect(types(running).filter((type) => !types(waiting).includes(type))).toEqual([
      'aws_appautoscaling_policy',
      'aws_appautoscaling_target',
      'aws_ecs_service',
    ]);
  });

  it('names no image that a push could create', () => {
    const repository = waiting.one('aws_ecr_repository');
    expect(containerOf(waiting)['image']).toBe(
      `\${${repository.address}.repository_url}:not-pushed`,
    );
  });
});

describe('several services', () => {
  it('are named by their own addresses, so that adding one touches no other', () => {
    const alone = synth(sampleHttpService('quotes'));
    const together = synth(sampleHttpService('quotes'), sampleHttpService('quotes-admin'));
    for (const [type, resources] of Object.entries(alone.json.resource ?? {})) {
      expect(together.resources(type)).toMatchObject(resources as object);
    }
  });

  it('cannot be on a shard that the network does not offer', () => {
    expect(() => synth(sampleHttpService('quotes', {}, { shard: 2 }))).toThrow(
      'quotes is placed on shard 2, which the stage lacks',
    );
  });
});
