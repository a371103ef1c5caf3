import { join } from 'node:path';
import type { CapacityProviderSettings } from '@slipway/catalog';
import { schemaFindings } from '../schema-check/schema-findings';
import { committedGrants, synthesisedGrants } from '../testing/role-table';
import { sampleManaged } from '../testing/sample-managed';
import type { Attributes } from '../testing/synthesised-stack';

const stack = sampleManaged();
const { attributes } = stack.one('aws_lambda_capacity_provider');

function providerOf(settings: Partial<CapacityProviderSettings>): Attributes {
  return sampleManaged(settings).one('aws_lambda_capacity_provider').attributes;
}

const allowed = /^\$\{(local\.agents_subnets_allowed_\w+)\}$/;
const [, subnets = ''] =
  allowed.exec(String((attributes['vpc_config'] as { subnet_ids: string }[])[0]?.subnet_ids)) ?? [];

describe('a capacity provider', () => {
  it('has 64 vCPU at most, and every member of its lists of objects, null where it has no value', () => {
    expect(attributes).toMatchObject({
      capacity_provider_scaling_config: [
        { max_vcpu_count: 64, scaling_mode: 'Auto', scaling_policies: null },
      ],
      instance_requirements: [
        { architectures: ['arm64'], allowed_instance_types: null, excluded_instance_types: null },
      ],
    });
  });

  it.each<[string, Partial<CapacityProviderSettings>]>([
    ['as it is by default', {}],
    ['with allowed types', { instanceTypes: { allow: ['m7g.large'] } }],
    ['with excluded types', { instanceTypes: { exclude: ['m7g.large'] } }],
    ['with a target of its own', { scaling: { mode: 'manual', maxVcpu: 64, cpu: 60 } }],
    ['with a key', { kmsKey: 'arn:aws:kms:eu-central-1:123456789012:key/1234abcd' }],
  ])('is what the provider’s schema takes %s', (_, settings) => {
    expect(schemaFindings(sampleManaged(settings).json)).toEqual([]);
  });

  it('scales by the CPU of its instances in mode manual', () => {
    const scaling = { mode: 'manual', maxVcpu: 128, cpu: 45 } as const;
    expect(providerOf({ scaling })['capacity_provider_scaling_config']).toEqual([
      {
        max_vcpu_count: 128,
        scaling_mode: 'Manual',
        scaling_policies: [
          {
            predefined_metric_type: 'LambdaCapacityProviderAverageCPUUtilization',
            target_value: 45,
          },
        ],
      },
    ]);
  });

  it('takes types and key from the stage file', () => {
    const kmsKey = 'arn:aws:kms:eu-central-1:123456789012:key/1234abcd';
    expect(providerOf({ kmsKey, instanceTypes: { allow: ['m7g.large'] } })).toMatchObject({
      kms_key_arn: kmsKey,
      instance_requirements: [{ allowed_instance_types: ['m7g.large'] }],
    });
  });

  it('is made once Lambda has its role and instances have a way out', () => {
    expect(attributes['permissions_config']).toEqual([
      {
        capacity_provider_operator_role_arn: `\${${stack.one('aws_iam_role', { name: 'slipway-dev-agents-operator' }).address}.arn}`,
      },
    ]);
    expect(attributes['depends_on']).toEqual([
      stack.one('aws_iam_role_policy_attachment').address,
      stack.one('aws_vpc_security_group_egress_rule').address,
    ]);
  });

  it('lets its instances call out, and nobody in', () => {
    const group = stack.one('aws_security_group');
    expect(attributes['vpc_config']).toMatchObject([
      { security_group_ids: [`\${${group.address}.id}`] },
    ]);
    expect(stack.one('aws_vpc_security_group_egress_rule').attributes).toMatchObject({
      security_group_id: `\${${group.address}.id}`,
      cidr_ipv4: '0.0.0.0/0',
    });
    expect(stack.resources('aws_vpc_security_group_ingress_rule')).toEqual({});
    expect(group.attributes).not.toHaveProperty('ingress');
  });

  it('belongs to its owner', () => {
    const tags = { 'slipway:capacity-provider': 'agents', 'slipway:owner': 'platform-team' };
    expect(attributes['tags']).toEqual(tags);
    expect(stack.one('aws_security_group').attributes['tags']).toMatchObject(tags);
  });

  it('gives its role what the committed table says, and no more', () => {
    const nameOf = (name: string): string => (name.startsWith('agents_') ? 'operator' : 'other');
    const { operator } = synthesisedGrants(stack, nameOf);
    expect({ operator }).toEqual(committedGrants(join(__dirname, 'role-statements.md')));
  });
});

describe('its subnets', () => {
  it('are those of the stage, without the zones that the provider excludes', () => {
    const without = sampleManaged({ excludeZoneIds: ['euc1-az2', 'euc1-az3'] });
    const locals = Object.values(localsOf(without.json)).map(String);
    expect(locals).toEqual([
      expect.stringMatching(
        /^\$\{\[for id in sort\(local\.\w+\) : id if !contains\(\["euc1-az2","euc1-az3"\], data\.aws_subnet\.\w+\[id\]\.availability_zone_id\)\]\}$/,
      ),
      '${data.terraform_remote_state.networking-state.outputs.task_subnet_ids}',
    ]);
  });

  it('are 1 to 16, or a plan is refused with what to change', () => {
    const { lifecycle } = attributes as { lifecycle: { precondition: Attributes[] } };
    expect(lifecycle.precondition).toEqual([
      {
        condition: `\${length(${subnets}) >= 1 && length(${subnets}) <= 16}`,
        error_message:
          `\${length(${subnets})} subnets are left for the instances of capacity provider agents of stage dev, and Lambda takes 1 to 16. ` +
          'Exclude fewer zones in capacityProviders.agents.excludeZoneIds, or let the network of the stage have others.',
      },
    ]);
  });

  it('are in three zones, or a plan warns', () => {
    const { check } = stack.json as { check?: Record<string, { assert: Attributes[] }> };
    const [{ condition, error_message: message } = {}] =
      check?.['capacity_agents_zones']?.assert ?? [];
    expect(condition).toMatch(
      /^\$\{length\(distinct\(\[for id in .*\]\)\) >= 3 \|\| length\(local\.\w+\) == 0\}$/,
    );
    expect(message).toMatch(
      /^The instances of capacity provider agents of stage dev are in zone \$\{join/,
    );
  });
});

describe('what AWS makes a provider anew for', () => {
  it('changes its name, so that the new one is made before the old one goes', () => {
    expect(attributes['name']).toMatch(
      new RegExp(
        `^slipway-dev-agents-[a-z0-9]{6}-\\$\\{substr\\(sha256\\(join\\(",", ${subnets}\\)\\), 0, 6\\)\\}$`,
      ),
    );
    expect(attributes['lifecycle']).toMatchObject({ create_before_destroy: true });
    const other = providerOf({ instanceTypes: { allow: ['m7g.large'] } });
    expect(other['name']).not.toBe(attributes['name']);
  });

  it('leaves functions where they are, on the new one', () => {
    const moved = sampleManaged({ instanceTypes: { allow: ['m7g.large'] } });
    expect(moved.one('aws_lambda_function')).toEqual(stack.one('aws_lambda_function'));
  });

  it('is not its scaling, which changes in place', () => {
    expect(providerOf({ scaling: { mode: 'auto', maxVcpu: 128 } })['name']).toBe(
      attributes['name'],
    );
  });
});

function localsOf(json: object): Attributes {
  return (json as { locals?: Attributes }).locals ?? {};
}
