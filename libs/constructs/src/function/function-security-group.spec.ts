import { PlatformStack } from '../platform-stack';
import { schemaFindings } from '../schema-check/schema-findings';
import { sampleStage } from '../testing/sample-model';
import { synthesised } from '../testing/synthesised-stack';
import { FunctionSecurityGroup } from './function-security-group';

test('the group of functions lets everything out and nothing in', () => {
  const stack = synthesised((app) => {
    const compute = new PlatformStack(app, 'compute', sampleStage());
    new FunctionSecurityGroup(compute, 'group', 'slipway-dev-functions', 'vpc-1');
    return compute;
  });
  expect(stack.one('aws_security_group').attributes).toMatchObject({
    name: 'slipway-dev-functions',
    vpc_id: 'vpc-1',
  });
  expect(stack.one('aws_vpc_security_group_egress_rule').attributes).toMatchObject({
    cidr_ipv4: '0.0.0.0/0',
    ip_protocol: '-1',
  });
  expect(stack.resources('aws_vpc_security_group_ingress_rule')).toEqual({});
  expect(schemaFindings(stack.json)).toEqual([]);
});
