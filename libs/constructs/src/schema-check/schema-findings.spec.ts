import { LambdaCapacityProvider } from '@cdktf/provider-aws/lib/lambda-capacity-provider';
import { PlatformStack } from '../platform-stack';
import { sampleAccount } from '../testing/sample-account';
import { dedicated, existing, sampleStage } from '../testing/sample-model';
import { sampleNetworking } from '../testing/sample-networking';
import { synthesised } from '../testing/synthesised-stack';
import { schemaFindings } from './schema-findings';
import type { TerraformJson } from './terraform-json';

const capacityProvider = {
  name: 'slipway-dev',
  vpc_config: [{ subnet_ids: ['subnet-1'], security_group_ids: ['sg-1'] }],
  permissions_config: [{ capacity_provider_operator_role_arn: 'arn:role' }],
  instance_requirements: [
    { architectures: ['arm64'], allowed_instance_types: null, excluded_instance_types: [] },
  ],
};

function resource(type: string, attributes: Record<string, unknown>): TerraformJson {
  return { resource: { [type]: { it: attributes } } };
}

describe('schemaFindings', () => {
  it('finds nothing in a resource with what the provider asks for', () => {
    expect(schemaFindings(resource('aws_lambda_capacity_provider', capacityProvider))).toEqual([]);
  });

  it('names an attribute that does not exist, at any depth', () => {
    expect(
      schemaFindings(resource('aws_lambda_capacity_provider', { ...capacityProvider, vpc: [] })),
    ).toEqual(['aws_lambda_capacity_provider.it: there is no vpc']);
    const vpcConfig = [{ ...capacityProvider.vpc_config[0], subnets: [] }];
    expect(
      schemaFindings(
        resource('aws_lambda_capacity_provider', { ...capacityProvider, vpc_config: vpcConfig }),
      ),
    ).toEqual(['aws_lambda_capacity_provider.it.vpc_config[0]: there is no subnets']);
  });

  it('names a type that does not exist', () => {
    expect(schemaFindings(resource('aws_lambda_capacity', {}))).toEqual([
      'aws_lambda_capacity.it: the provider has no such type',
    ]);
    expect(schemaFindings({ data: { aws_vpcz: { it: {} } } })).toEqual([
      'data.aws_vpcz.it: the provider has no such type',
    ]);
  });

  it.each([undefined, null])('names a required attribute that is %s', (value) => {
    expect(
      schemaFindings(
        resource('aws_lambda_capacity_provider', { ...capacityProvider, name: value }),
      ),
    ).toEqual(['aws_lambda_capacity_provider.it: name is required']);
  });

  it('asks for every member of an object attribute, and takes null for one that is not set', () => {
    const rest = { architectures: ['arm64'], allowed_instance_types: null };
    expect(
      schemaFindings(
        resource('aws_lambda_capacity_provider', {
          ...capacityProvider,
          instance_requirements: [rest],
        }),
      ),
    ).toEqual([
      'aws_lambda_capacity_provider.it.instance_requirements[0]: excluded_instance_types is missing; an object attribute needs every member, null where it is not set',
    ]);
  });

  it('catches an object attribute that the bindings themselves let pass', () => {
    const { json } = synthesised((app) => {
      const stack = new PlatformStack(app, 'compute', sampleStage());
      new LambdaCapacityProvider(stack, 'it', {
        name: 'slipway-dev',
        vpcConfig: [{ subnetIds: ['subnet-1'], securityGroupIds: ['sg-1'] }],
        permissionsConfig: [{ capacityProviderOperatorRoleArn: 'arn:role' }],
        instanceRequirements: [{ architectures: ['arm64'] }],
      });
      return stack;
    });
    expect(schemaFindings(json)).toEqual([
      expect.stringContaining('allowed_instance_types is missing'),
      expect.stringContaining('excluded_instance_types is missing'),
    ]);
  });

  it('refuses a plain value where objects are expected, and does not look into a computed one', () => {
    expect(
      schemaFindings(
        resource('aws_lambda_capacity_provider', { ...capacityProvider, vpc_config: 'none' }),
      ),
    ).toEqual(['aws_lambda_capacity_provider.it.vpc_config: an object is expected']);
    expect(
      schemaFindings(
        resource('aws_lambda_capacity_provider', {
          ...capacityProvider,
          vpc_config: '${local.vpc}',
        }),
      ),
    ).toEqual([]);
  });

  it('reads the provider’s own configuration', () => {
    expect(
      schemaFindings({ provider: { aws: [{ region: 'eu-central-1', allowed_accounts: [] }] } }),
    ).toEqual(['provider.aws: there is no allowed_accounts']);
  });
});

/** Each object of a stack's configuration, with the way to it. */
function objectsIn(
  value: unknown,
  path: readonly (string | number)[] = [],
): (readonly (string | number)[])[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => objectsIn(item, [...path, index]));
  }
  if (typeof value === 'object' && value !== null) {
    return [
      path,
      ...Object.entries(value).flatMap(([key, item]) => objectsIn(item, [...path, key])),
    ];
  }
  return [];
}

/** A copy of the stack in which the object at the path is another one. */
function changed(
  stack: TerraformJson,
  path: readonly (string | number)[],
  change: (object: Record<string, unknown>) => void,
): TerraformJson {
  const copy = structuredClone(stack);
  const object = path.reduce<unknown>(
    (at, key) => (at as Record<string | number, unknown>)[key],
    copy,
  );
  change(object as Record<string, unknown>);
  return copy;
}

describe.each([
  ['networking in the default VPC', sampleNetworking(undefined, 2).json],
  ['networking in a VPC of its own', sampleNetworking(dedicated('per-zone')).json],
  ['networking without a way out', sampleNetworking(dedicated('none')).json],
  ['networking in a VPC of others', sampleNetworking(existing()).json],
  ['the account', sampleAccount().json],
])('the stack of %s', (_, stack) => {
  const resources = (['resource', 'data'] as const).flatMap((section) =>
    Object.entries(stack[section] ?? {})
      // `terraform_data` is Terraform's own.
      .filter(([type]) => type.startsWith('aws_'))
      .flatMap(([type, named]) =>
        Object.entries(named).map(([name, attributes]) => ({
          path: [section, type, name],
          attributes,
        })),
      ),
  );
  const nested = resources.flatMap(({ path, attributes }) =>
    objectsIn(attributes, path).filter(
      (way) => !way.some((key) => ['//', 'lifecycle', 'tags'].includes(String(key))),
    ),
  );

  it('is what the provider’s schema asks for', () => {
    expect(schemaFindings(stack)).toEqual([]);
  });

  it('fails with an unknown attribute in any object', () => {
    expect(nested.length).toBeGreaterThan(resources.length);
    for (const path of nested) {
      const findings = schemaFindings(
        changed(stack, path, (object) => {
          object['no_such'] = 1;
        }),
      );
      expect(findings).toEqual([expect.stringContaining('there is no no_such')]);
    }
  });

  it('fails without any member that the bindings require', () => {
    let required = 0;
    for (const path of nested) {
      const emptied = schemaFindings(
        changed(stack, path, (object) => {
          for (const key of Object.keys(object)) {
            Reflect.deleteProperty(object, key);
          }
        }),
      );
      for (const name of emptied.map((finding) => /: (\w+) is required$/.exec(finding)?.[1])) {
        required += 1;
        const without = schemaFindings(
          changed(stack, path, (object) => {
            Reflect.deleteProperty(object, String(name));
          }),
        );
        expect(without).toEqual([expect.stringContaining(`: ${String(name)} is required`)]);
      }
    }
    expect(required).toBeGreaterThan(resources.length / 2);
  });
});

describe('required members', () => {
  // What the provider's documentation marks as required, for the check not to lean on itself alone.
  it.each<[string, readonly (string | number)[], string]>([
    ['aws_lb_listener', [], 'default_action'],
    ['aws_lb_listener', [], 'load_balancer_arn'],
    ['aws_lb_listener', ['default_action', 0], 'type'],
    ['aws_lb_listener_rule', ['action', 0], 'type'],
    ['aws_lb_listener_rule', [], 'condition'],
    ['aws_lb_target_group_attachment', [], 'target_id'],
    ['aws_api_gateway_vpc_link', [], 'target_arns'],
    ['aws_vpc_security_group_ingress_rule', [], 'ip_protocol'],
    ['aws_iam_role', [], 'assume_role_policy'],
    ['aws_s3_bucket_ownership_controls', ['rule'], 'object_ownership'],
  ])('of %s at %j include %s', (type, inside, member) => {
    const { json } = sampleNetworking(dedicated('single'));
    const [[name] = ['none']] = Object.entries(json.resource?.[type] ?? {});
    const without = changed(json, ['resource', type, name, ...inside], (object) => {
      Reflect.deleteProperty(object, member);
    });
    expect(schemaFindings(without)).toEqual([expect.stringContaining(`${member} is required`)]);
  });
});
