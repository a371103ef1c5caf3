import { join } from 'node:path';
import { dedicated, defaultVpc, existing } from '../testing/sample-model';
import { committedGrants, synthesisedGrants } from '../testing/role-table';
import { sampleNetworking } from '../testing/sample-networking';

describe.each([
  ['default-vpc', { ...defaultVpc, flowLogs: { traffic: 'all' } } as const],
  ['dedicated', dedicated('single')],
])('flow logs in network mode %s', (_, network) => {
  const stack = sampleNetworking(network);

  it('record accepted and rejected traffic in a group with the retention of the stage', () => {
    const group = stack.one('aws_cloudwatch_log_group', { name: '/slipway/dev/vpc/flow' });
    const role = stack.one('aws_iam_role', { name: 'slipway-dev-flow-logs' });
    expect(group.attributes['retention_in_days']).toBe(30);
    expect(stack.one('aws_flow_log').attributes).toMatchObject({
      traffic_type: 'ALL',
      log_destination: `\${${group.address}.arn}`,
      iam_role_arn: `\${${role.address}.arn}`,
    });
  });

  it('begin once their role may write, or the first hours would be lost', () => {
    const policies = Object.keys(stack.resources('aws_iam_role_policy'));
    expect(stack.one('aws_flow_log').attributes['depends_on']).toEqual(
      policies.map((name) => `aws_iam_role_policy.${name}`),
    );
    expect(policies).toHaveLength(1);
  });

  it('have a role that only flow logs of this account may take', () => {
    const { attributes } = stack.one('aws_iam_role', { name: 'slipway-dev-flow-logs' });
    expect(JSON.parse(String(attributes['assume_role_policy']))).toMatchObject({
      Statement: [
        {
          Principal: { Service: 'vpc-flow-logs.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
        },
      ],
    });
  });

  it('may do what the committed table says', () => {
    expect(synthesisedGrants(stack, () => 'flow-logs')).toEqual(
      committedGrants(join(__dirname, 'role-statements.md')),
    );
  });
});

it.each([
  ['default-vpc', defaultVpc],
  ['existing', existing()],
  ['dedicated', dedicated('single', 2, { flowLogs: { traffic: 'none' } })],
])('a stage of network mode %s that asks for none has no flow logs and no role', (_, network) => {
  const stack = sampleNetworking(network);
  for (const type of ['aws_flow_log', 'aws_iam_role', 'aws_cloudwatch_log_group']) {
    expect(stack.resources(type)).toEqual({});
  }
});

it('flow logs of what is rejected are kept for as long as the file says', () => {
  const stack = sampleNetworking(
    dedicated('single', 2, { flowLogs: { traffic: 'reject', retentionDays: 365 } }),
  );
  expect(stack.one('aws_flow_log').attributes['traffic_type']).toBe('REJECT');
  expect(stack.one('aws_cloudwatch_log_group').attributes['retention_in_days']).toBe(365);
});
