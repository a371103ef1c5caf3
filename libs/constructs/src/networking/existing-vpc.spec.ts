import { existing } from '../testing/sample-model';
import { sampleNetworking } from '../testing/sample-networking';
import type { SynthesisedStack } from '../testing/synthesised-stack';

/** The only data source of a type. */
function dataOf(stack: SynthesisedStack, type: string): Readonly<Record<string, unknown>> {
  const [found, ...others] = Object.values(stack.data(type));
  expect(others).toEqual([]);
  return found ?? {};
}

const filtersOf = (stack: SynthesisedStack, type: string): unknown => dataOf(stack, type)['filter'];

describe('network mode existing', () => {
  const stack = sampleNetworking(existing());

  it('creates and changes nothing of the VPC', () => {
    for (const type of [
      'aws_vpc',
      'aws_subnet',
      'aws_route_table',
      'aws_nat_gateway',
      'aws_vpc_endpoint',
      'aws_default_security_group',
    ]) {
      expect(stack.resources(type)).toEqual({});
    }
  });

  it('finds VPC and subnets by their tags, outside the excluded zones', () => {
    expect(filtersOf(stack, 'aws_vpcs')).toEqual([{ name: 'tag:Name', values: ['shared'] }]);
    const [zones] = Object.keys(stack.data('aws_availability_zones'));
    const [vpcs] = Object.keys(stack.data('aws_vpcs'));
    expect(filtersOf(stack, 'aws_subnets')).toEqual([
      { name: 'vpc-id', values: [`\${element(data.aws_vpcs.${vpcs}.ids, 0)}`] },
      { name: 'availability-zone-id', values: `\${data.aws_availability_zones.${zones}.zone_ids}` },
      { name: 'tag:tier', values: ['private'] },
    ]);
  });

  it('finds them by their ids', () => {
    const byIds = sampleNetworking(
      existing({
        vpc: { id: 'vpc-0a1b2c3d' },
        subnets: { ids: ['subnet-0a1b2c3d', 'subnet-0a1b2c3e'] },
      }),
    );
    expect(filtersOf(byIds, 'aws_vpcs')).toEqual([{ name: 'vpc-id', values: ['vpc-0a1b2c3d'] }]);
    expect(filtersOf(byIds, 'aws_subnets')).toContainEqual({
      name: 'subnet-id',
      values: ['subnet-0a1b2c3d', 'subnet-0a1b2c3e'],
    });
    expect(dataOf(byIds, 'aws_subnets')['lifecycle']).toMatchObject({
      postcondition: [{ condition: '${length(self.ids) >= 2}' }],
    });
  });

  it('uses one subnet of each zone, capped, in an order that does not change between plans', () => {
    const [subnets] = Object.keys(stack.data('aws_subnets'));
    const [subnet] = Object.keys(stack.data('aws_subnet'));
    const [[name, byZone] = []] = Object.entries(stack.json.locals ?? {}).filter(([local]) =>
      local.includes('subnets-by-zone'),
    );
    expect(byZone).toBe(
      `\${{for id in sort(data.aws_subnets.${subnets}.ids) : data.aws_subnet.${subnet}[id].availability_zone_id => id...}}`,
    );
    const used = `\${slice([for zone, ids in local.${name} : ids[0]], 0, min(length(local.${name}), 3))}`;
    for (const balancer of Object.values(stack.resources('aws_lb'))) {
      expect(balancer['subnets']).toEqual(used);
    }
    expect(stack.json.output?.['task_subnet_ids']?.['value']).toEqual(used);
  });

  it.each([true, false])(
    'gives tasks a public IP where the stage says so: %s',
    (assignPublicIp) => {
      const { json } = sampleNetworking(existing({ assignPublicIp }));
      expect(json.output?.['assign_public_ip']?.['value']).toBe(assignPublicIp);
    },
  );

  it('warns at plan of subnets that look public, where tasks get no public IP', () => {
    const [subnet] = Object.keys(stack.data('aws_subnet'));
    const open = `[for id, subnet in data.aws_subnet.${subnet} : id if subnet.map_public_ip_on_launch]`;
    expect(stack.json.check).toEqual({
      tasks_have_a_way_out: {
        assert: [
          {
            condition: `\${length(${open}) == 0}`,
            error_message: expect.stringMatching(
              /network\.subnets of stage dev .* assignPublicIp: true/,
            ),
          },
        ],
      },
    });
    expect(sampleNetworking(existing({ assignPublicIp: true })).json).not.toHaveProperty('check');
  });

  it.each([
    ['aws_vpcs', 'postcondition', 'length(self.ids) == 1', 'Name the one by its id'],
    ['aws_availability_zones', 'postcondition', 'length(self.zone_ids) >= 2', 'Exclude fewer'],
    ['aws_subnets', 'postcondition', 'length(self.ids) >= 1', 'Name subnets of this VPC'],
    ['aws_vpc', 'precondition', 'length(local.', 'Name subnets in two'],
  ])('says what to do where %s is not as it must be', (type, kind, condition, fix) => {
    const lifecycle = dataOf(stack, type)['lifecycle'] as Record<
      string,
      { condition: string; error_message: string }[]
    >;
    const [check] = lifecycle[kind] ?? [];
    expect(check?.condition).toContain(`\${${condition}`);
    expect(check?.error_message).toContain('account 123456789012, region eu-central-1');
    expect(check?.error_message).toContain(fix);
  });
});
