import { forProvider5 } from './provider-5';

const stack = {
  terraform: {
    required_version: '>= 1.11.0',
    required_providers: { aws: { source: 'aws', version: '6.25.0' } },
    backend: { s3: { bucket: 'state', use_lockfile: true } },
  },
  provider: { aws: [{ region: 'us-east-1' }] },
  data: {
    aws_vpcs: { vpc: { filter: [] } },
    terraform_remote_state: {
      network: { backend: 's3', config: { bucket: 'state' } },
      compute: { backend: 'local', config: { path: 'x' } },
    },
  },
  resource: { aws_lb: { a: { name: 'a' } } },
};

it('changes the version of the provider and how S3 is addressed, and nothing else', () => {
  expect(forProvider5(stack)).toEqual({
    terraform: {
      required_version: '>= 1.11.0',
      required_providers: { aws: { source: 'aws', version: '5.100.0' } },
      backend: { s3: { bucket: 'state', use_lockfile: true, use_path_style: true } },
    },
    provider: { aws: [{ region: 'us-east-1', s3_use_path_style: true, max_retries: 2 }] },
    data: {
      aws_vpcs: { vpc: { filter: [] } },
      terraform_remote_state: {
        network: { backend: 's3', config: { bucket: 'state', use_path_style: true } },
        compute: { backend: 'local', config: { path: 'x' } },
      },
    },
    resource: { aws_lb: { a: { name: 'a' } } },
  });
});

it('leaves a local backend and a stack without data sources as they are', () => {
  const { terraform, provider } = stack;
  const local = { provider, terraform: { ...terraform, backend: { local: { path: 'x' } } } };
  const copy = forProvider5(local);
  expect(copy.terraform.backend).toEqual({ local: { path: 'x' } });
  expect(copy).not.toHaveProperty('data');
});

it('makes the same of its own result', () => {
  expect(forProvider5(forProvider5(stack))).toEqual(forProvider5(stack));
});
