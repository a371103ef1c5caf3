import { readNetworking } from '../contracts/networking';
import { PlatformStack } from '../platform-stack';
import { sampleModel } from '../testing/sample-model';
import { sampleHttpService } from '../testing/sample-services';
import { synthesised, type SynthesisedStack } from '../testing/synthesised-stack';
import { ContainerService } from './container-service';

const cluster = { clusterName: 'slipway-dev', clusterArn: 'arn:cluster' };
const output = (name: string): string =>
  `\${data.terraform_remote_state.networking-state.outputs.${name}}`;

function synth(...[service, changes, placement]: Parameters<typeof sampleHttpService>) {
  return synthesised((app) => {
    const stack = new PlatformStack(app, 'compute', sampleModel().stage);
    const network = readNetworking(stack, [{ index: 1 }, { index: 2 }]);
    const placed = sampleHttpService(service, changes, placement);
    new ContainerService(stack, stack, placed, network, cluster);
    return stack;
  });
}

function environmentOf(stack: SynthesisedStack): Record<string, string> {
  const { container_definitions } = stack.one('aws_ecs_task_definition').attributes;
  const [container] = JSON.parse(String(container_definitions)) as [
    { environment: { name: string; value: string }[] },
  ];
  return Object.fromEntries(container.environment.map(({ name, value }) => [name, value]));
}

describe('a service that calls others', () => {
  const stack = synth(
    'quotes',
    { calls: ['orders', 'pricing'] },
    {
      calls: [
        { service: 'orders', variable: 'ORDERS_URL', shard: 2, port: 40_001, basePath: '/orders' },
        { service: 'pricing', variable: 'PRICING_URL', shard: 1, port: 40_002, basePath: '' },
      ],
    },
  );

  it('finds their addresses in its environment', () => {
    expect(environmentOf(stack)).toMatchObject({
      ORDERS_URL: `http://${output('alb_dns_name_2')}:40001/orders`,
      PRICING_URL: `http://${output('alb_dns_name_1')}:40002`,
    });
  });

  it('is admitted to the port of each called service, and to no other', () => {
    const caller = stack.one('aws_security_group');
    expect(caller.attributes['name']).toBe('slipway-dev-quotes-caller');
    const admitted = Object.values(stack.resources('aws_vpc_security_group_ingress_rule'));
    expect(admitted).toMatchObject(
      [
        { shard: 2, port: 40_001 },
        { shard: 1, port: 40_002 },
      ].map(({ shard, port }) => ({
        security_group_id: output(`call_security_group_id_${shard}`),
        referenced_security_group_id: `\${${caller.address}.id}`,
        ip_protocol: 'tcp',
        from_port: port,
        to_port: port,
      })),
    );
    expect(stack.one('aws_ecs_service').attributes).toMatchObject({
      network_configuration: {
        security_groups: [output('task_security_group_id'), `\${${caller.address}.id}`],
      },
    });
  });
});

it('what lets a service call goes after its tasks have changed, and comes before', () => {
  const calls = [
    { service: 'pricing', variable: 'PRICING_URL', shard: 1, port: 40_002, basePath: '' },
  ];
  const stack = synth('quotes', { calls: ['pricing'] }, { calls });
  const rule = stack.one('aws_vpc_security_group_ingress_rule');
  for (const { attributes } of [stack.one('aws_security_group'), rule]) {
    expect(attributes['lifecycle']).toEqual({ create_before_destroy: true });
  }
  expect(stack.one('aws_ecs_service').attributes['depends_on']).toContain(rule.address);
});

it('a service that calls none has no security group of its own', () => {
  expect(synth('quotes').resources('aws_security_group')).toEqual({});
});

describe('a called service', () => {
  const stack = synth('pricing', { api: undefined }, { pathPatterns: [], callPort: 40_002 });

  it('has a listener of its own that forwards all it gets', () => {
    const group = stack.one('aws_lb_target_group');
    expect(stack.one('aws_lb_listener').attributes).toMatchObject({
      load_balancer_arn: output('alb_arn_1'),
      port: 40_002,
      protocol: 'HTTP',
      default_action: [{ type: 'forward', target_group_arn: `\${${group.address}.arn}` }],
    });
  });

  it('needs no rule for requests of the API, and starts after its listener', () => {
    expect(stack.resources('aws_lb_listener_rule')).toEqual({});
    expect(stack.one('aws_ecs_service').attributes['depends_on']).toContain(
      stack.one('aws_lb_listener').address,
    );
  });
});
