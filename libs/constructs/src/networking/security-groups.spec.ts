import { sampleNetworking } from '../testing/sample-networking';

const stack = sampleNetworking(undefined, 2);
const [nlb, alb, tasks] = ['nlb', 'alb', 'tasks'].map(
  (name) => `\${${stack.one('aws_security_group', { name: `slipway-dev-${name}` }).address}.id}`,
) as [string, string, string];

/** Rules as `<who> <ports>`, by the group that they stand on. */
function rules(direction: 'ingress' | 'egress', group: string): string[] {
  return Object.values(stack.resources(`aws_vpc_security_group_${direction}_rule`))
    .filter((rule) => rule['security_group_id'] === group)
    .map((rule) => {
      const other = rule['referenced_security_group_id'] ?? rule['cidr_ipv4'];
      return `${String(other)} ${String(rule['ip_protocol'])} ${String(rule['from_port'])}-${String(rule['to_port'])}`;
    });
}

describe('security groups', () => {
  it('let nobody open a connection to the NLB inside the VPC', () => {
    expect(rules('ingress', nlb)).toEqual([]);
  });

  it('let the NLB reach the ALBs on their listener, from either side', () => {
    expect(rules('egress', nlb)).toEqual([`${alb} tcp 80-80`]);
    expect(rules('ingress', alb)).toEqual([`${nlb} tcp 80-80`]);
  });

  it('let only the ALBs reach tasks', () => {
    expect(rules('egress', alb)).toEqual([`${tasks} tcp 1-65535`]);
    expect(rules('ingress', tasks)).toEqual([`${alb} tcp 1-65535`]);
  });

  it('let tasks call out', () => {
    expect(rules('egress', tasks)).toEqual(['0.0.0.0/0 -1 undefined-undefined']);
  });

  it('have no rule inside the group, which would fight the separate ones', () => {
    for (const group of Object.values(stack.resources('aws_security_group'))) {
      expect(group).not.toHaveProperty('ingress');
      expect(group).not.toHaveProperty('egress');
    }
  });

  it('are given to the load balancers of their name', () => {
    expect(
      stack.one('aws_lb', { load_balancer_type: 'network' }).attributes['security_groups'],
    ).toEqual([nlb]);
    for (const { load_balancer_type, name, security_groups } of Object.values(
      stack.resources('aws_lb'),
    )) {
      if (load_balancer_type === 'application') {
        const calls = stack.one('aws_security_group', { name: `${String(name)}-calls` });
        expect(security_groups).toEqual([alb, `\${${calls.address}.id}`]);
      }
    }
  });

  it('admit no caller, since the stacks of the callers do', () => {
    const { address } = stack.one('aws_security_group', { name: 'slipway-dev-alb-1-calls' });
    expect(rules('ingress', `\${${address}.id}`)).toEqual([]);
  });
});
