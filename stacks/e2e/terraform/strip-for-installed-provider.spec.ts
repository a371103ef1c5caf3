import { stripForInstalledProvider } from './strip-for-installed-provider';

const lifecycle = {
  precondition: [{ condition: '${length(local.a) >= 1}', error_message: 'none' }],
};
const stack = {
  terraform: { required_version: '>= 1.11.0' },
  resource: {
    aws_lambda_capacity_provider: {
      agents: { name: 'agents', vpc_config: [], depends_on: ['aws_iam_role.a'], lifecycle },
    },
    aws_lambda_function: {
      router: { function_name: 'router', capacity_provider_config: { a: 1 }, publish: true },
      tenants: { function_name: 'tenants' },
    },
    aws_iam_role: { a: { name: 'a', depends_on: ['aws_lambda_capacity_provider.agents'] } },
  },
};

it('leaves out kinds and arguments that 5.100 does not know, and says which', () => {
  const { stack: stripped, leftOut } = stripForInstalledProvider(stack);
  expect(leftOut).toEqual([
    'aws_lambda_capacity_provider.agents',
    'aws_lambda_function.router capacity_provider_config',
  ]);
  expect(stripped).toEqual({
    terraform: stack.terraform,
    resource: {
      aws_lambda_function: {
        router: { function_name: 'router', publish: true },
        tenants: { function_name: 'tenants' },
      },
      aws_iam_role: { a: { name: 'a', depends_on: ['terraform_data.agents'] } },
      terraform_data: {
        agents: {
          input: { name: 'agents', vpc_config: [] },
          depends_on: ['aws_iam_role.a'],
          lifecycle,
        },
      },
    },
  });
});

it('leaves a stack as it is that has none of them, its own copy among them', () => {
  const known = { resource: { aws_lambda_function: stack.resource.aws_lambda_function } };
  const { tenants } = known.resource.aws_lambda_function;
  const plain = { resource: { aws_lambda_function: { tenants }, terraform_data: { x: {} } } };
  expect(stripForInstalledProvider(plain)).toEqual({ stack: plain, leftOut: [] });
  const { stack: once } = stripForInstalledProvider(stack);
  expect(stripForInstalledProvider(once)).toEqual({ stack: once, leftOut: [] });
  expect(stripForInstalledProvider({})).toEqual({ stack: {}, leftOut: [] });
});
