import { sampleNetworking } from '../testing/sample-networking';

const stack = sampleNetworking(undefined, 12, 'v2');
const link = stack.one('aws_apigatewayv2_vpc_link');
const id = (type: string, name: string): string => `\${${stack.one(type, { name }).address}.id}`;
const group = id('aws_security_group', 'slipway-dev-link');
const balancers = id('aws_security_group', 'slipway-dev-alb');

describe('a VPC link of V2', () => {
  it('has a security group, where AWS would give it the default one', () => {
    expect(link.attributes['security_group_ids']).toEqual([group]);
  });

  it('reaches the ALBs by their listener and is reached by nobody in the VPC', () => {
    const rules = (direction: 'egress' | 'ingress', of: string) =>
      Object.values(stack.resources(`aws_vpc_security_group_${direction}_rule`))
        .filter((rule) => rule['security_group_id'] === of)
        .map((rule) => [rule['referenced_security_group_id'], rule['from_port'], rule['to_port']]);
    expect(rules('egress', group)).toEqual([[balancers, 80, 80]]);
    expect(rules('ingress', group)).toEqual([]);
    expect(rules('ingress', balancers)).toEqual([[group, 80, 80]]);
  });

  it('stands in the subnets of the ALBs, and stands anew before the old one goes', () => {
    for (const balancer of Object.values(stack.resources('aws_lb'))) {
      expect(balancer['subnets']).toEqual(link.attributes['subnet_ids']);
    }
    expect(link.attributes['lifecycle']).toEqual({ create_before_destroy: true });
  });

  it('is the only one for all ALBs, and needs no NLB', () => {
    expect(Object.keys(stack.resources('aws_lb'))).toHaveLength(12);
    for (const type of ['aws_api_gateway_vpc_link', 'aws_lb_target_group_attachment']) {
      expect(stack.resources(type)).toEqual({});
    }
    for (const { load_balancer_type: type } of Object.values(stack.resources('aws_lb'))) {
      expect(type).toBe('application');
    }
  });

  it('is offered with the ARN and the host of every ALB', () => {
    const { output = {} } = stack.json;
    expect(output['vpc_link_id']?.['value']).toBe(`\${${link.address}.id}`);
    for (let index = 1; index <= 12; index += 1) {
      const { address } = stack.one('aws_lb', { name: `slipway-dev-alb-${index}` });
      expect(output[`integration_target_${index}`]?.['value']).toBe(`\${${address}.arn}`);
      expect(output[`integration_host_${index}`]?.['value']).toBe(`\${${address}.dns_name}`);
    }
  });
});

test('a deployed stage does not change the kind of its link', () => {
  for (const [of, kind] of [
    [stack, 'v2'],
    [sampleNetworking(), 'v1'],
  ] as const) {
    const [first] = Object.values(of.resources('terraform_data'));
    const { postcondition } = first?.['lifecycle'] as {
      postcondition: { condition: string; error_message: string }[];
    };
    expect(postcondition.at(-1)).toEqual({
      condition: `\${try(self.output.link, "v1") == "${kind}"}`,
      error_message:
        'Stage dev is deployed with a VPC link ${try(self.output.link, "v1")}, and ingress.link in its file ' +
        `is now ${kind}. AWS keeps a link that a deployed REST API refers to. ` +
        'Put the setting back, or follow docs/changing-a-network.md.',
    });
  }
});
