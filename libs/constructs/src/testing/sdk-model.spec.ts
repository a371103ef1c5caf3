import { CreateCapacityProviderRequest$, CreateFunctionRequest$ } from '@aws-sdk/client-lambda';
import { sdkFindings } from './sdk-model';

const provider = {
  capacity_provider_name: 'agents',
  vpc_config: { subnet_ids: '${local.subnets}', security_group_ids: ['sg-1'] },
  permissions_config: { capacity_provider_operator_role_arn: '${aws_iam_role.a.arn}' },
};

test('a request as the SDK knows it has no findings', () => {
  expect(sdkFindings(CreateCapacityProviderRequest$, provider)).toEqual([]);
  const scaled = { ...provider, capacity_provider_scaling_config: { max_vcpu_count: 64 } };
  expect(sdkFindings(CreateCapacityProviderRequest$, scaled)).toEqual([]);
});

test.each<[string, object, string]>([
  ['an unknown member', { maxVcpu: 64 }, 'request: there is no maxVcpu'],
  [
    'a missing member',
    { vpc_config: { subnet_ids: [] } },
    'request.VpcConfig: SecurityGroupIds is required',
  ],
  [
    'null for what is required',
    { permissions_config: null },
    'request: PermissionsConfig is required',
  ],
  [
    'text for a number',
    { capacity_provider_scaling_config: { max_vcpu_count: '64' } },
    'request.CapacityProviderScalingConfig.MaxVCpuCount: number is expected',
  ],
  [
    'a mapping for a list',
    { capacity_provider_scaling_config: { scaling_policies: {} } },
    'request.CapacityProviderScalingConfig.ScalingPolicies: a list is expected',
  ],
  [
    'numbers for a list of text',
    { instance_requirements: { architectures: [64] } },
    'request.InstanceRequirements.Architectures: a list of string is expected',
  ],
  ['a list for a mapping', { vpc_config: [] }, 'request.VpcConfig: a mapping is expected'],
])('%s is found', (_, changes, finding) => {
  expect(sdkFindings(CreateCapacityProviderRequest$, { ...provider, ...changes })).toEqual([
    finding,
  ]);
});

test('members below traits and in maps are read too', () => {
  const fn = { function_name: 'a', role: 'b', code: {}, environment: { variables: [] } };
  expect(sdkFindings(CreateFunctionRequest$, fn)).toEqual([
    'request.Environment.Variables: a mapping is expected',
  ]);
});
