import { sampleNetworking } from '../testing/sample-networking';

/** Conditions and messages that Terraform checks after it reads the data source. */
function postconditions(
  data: Readonly<Record<string, unknown>>,
): { condition: string; error_message: string }[] {
  const { postcondition } = data['lifecycle'] as {
    postcondition: { condition: string; error_message: string }[];
  };
  return postcondition;
}

describe('network mode default-vpc', () => {
  const stack = sampleNetworking();
  const [[vpcsName, vpcs] = []] = Object.entries(stack.data('aws_vpcs'));
  const [[zonesName, zones] = []] = Object.entries(stack.data('aws_availability_zones'));
  const [[subnetsName, subnets] = []] = Object.entries(stack.data('aws_subnets'));

  it('creates nothing of a VPC', () => {
    for (const type of [
      'aws_vpc',
      'aws_subnet',
      'aws_route_table',
      'aws_nat_gateway',
      'aws_vpc_endpoint',
    ]) {
      expect(stack.resources(type)).toEqual({});
    }
  });

  it('takes default subnets outside the excluded zones', () => {
    expect(zones).toMatchObject({
      exclude_zone_ids: ['euc1-az3'],
      state: 'available',
      filter: [{ name: 'zone-type', values: ['availability-zone'] }],
    });
    expect(subnets?.['filter']).toEqual([
      { name: 'vpc-id', values: [`\${element(data.aws_vpcs.${vpcsName}.ids, 0)}`] },
      { name: 'default-for-az', values: ['true'] },
      {
        name: 'availability-zone-id',
        values: `\${data.aws_availability_zones.${zonesName}.zone_ids}`,
      },
    ]);
  });

  it('caps them in an order that does not change between plans', () => {
    const ids = `data.aws_subnets.${subnetsName}.ids`;
    const capped = `\${slice(sort(${ids}), 0, min(length(${ids}), 3))}`;
    for (const balancer of Object.values(stack.resources('aws_lb'))) {
      expect(balancer['subnets']).toEqual(capped);
    }
    expect(stack.json.output?.['task_subnet_ids']?.['value']).toEqual(capped);
  });

  it('gives tasks a public IP, their only way to AWS', () => {
    expect(stack.json.output?.['assign_public_ip']?.['value']).toBe(true);
  });

  it.each([
    ['the default VPC', vpcs, 'length(self.ids) == 1', '`aws ec2 create-default-vpc`'],
    ['two zones', zones, 'length(self.zone_ids) >= 2', 'Exclude fewer zones'],
    ['two subnets', subnets, 'length(self.ids) >= 2', '`aws ec2 create-default-subnet'],
  ])('says what to do where the account lacks %s', (_, data, condition, fix) => {
    const [check] = postconditions(data ?? {});
    expect(check?.condition).toBe(`\${${condition}}`);
    expect(check?.error_message).toContain('account 123456789012, region eu-central-1');
    expect(check?.error_message).toContain(fix);
  });
});
