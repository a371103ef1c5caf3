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

it('leaves out durable functions, and what is of AgentCore, for which others refer to its copy', () => {
  const ofOrchestrator = {
    resource: {
      aws_bedrockagentcore_agent_runtime: { agent: { agent_runtime_name: 'agent' } },
      aws_bedrockagentcore_agent_runtime_endpoint: { live: { name: 'live' } },
      aws_bedrockagentcore_memory: { memory: { name: 'memory' } },
      aws_lambda_function: {
        run: {
          durable_config: { execution_timeout: 60 },
          environment: { variables: { ARN: '${aws_bedrockagentcore_agent_runtime.agent.id}' } },
        },
      },
    },
  };
  const { stack: stripped, leftOut } = stripForInstalledProvider(ofOrchestrator);
  expect(leftOut).toEqual([
    'aws_bedrockagentcore_agent_runtime.agent',
    'aws_bedrockagentcore_agent_runtime_endpoint.live',
    'aws_bedrockagentcore_memory.memory',
    'aws_lambda_function.run durable_config',
  ]);
  expect(stripped).toEqual({
    resource: {
      aws_lambda_function: {
        run: { environment: { variables: { ARN: '${terraform_data.agent.id}' } } },
      },
      terraform_data: {
        agent: { input: { agent_runtime_name: 'agent' } },
        live: { input: { name: 'live' } },
        memory: { input: { name: 'memory' } },
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
