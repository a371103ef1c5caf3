import { dedicated, sampleModel, sampleStage } from '../testing/sample-model';
import { networkingOf, sampleNetworking } from '../testing/sample-networking';
import { sampleHttpService } from '../testing/sample-services';
import type { Attributes, SynthesisedStack } from '../testing/synthesised-stack';

function addresses(stack: SynthesisedStack, type: string): string[] {
  return Object.keys(stack.resources(type)).map((name) => `${type}.${name}`);
}

function subnetBlocks(stack: SynthesisedStack): unknown[] {
  return Object.values(stack.resources('aws_subnet')).map((subnet) => subnet['cidr_block']);
}

/** Target of the default route of each private route table, in the order of the zones. */
function waysOut(stack: SynthesisedStack): unknown[] {
  return Object.entries(stack.resources('aws_route'))
    .filter(([, route]) => route['nat_gateway_id'] !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, route]) => route['nat_gateway_id']);
}

function interfaceEndpoints(stack: SynthesisedStack): Attributes[] {
  return Object.values(stack.resources('aws_vpc_endpoint')).filter(
    (endpoint) => endpoint['vpc_endpoint_type'] === 'Interface',
  );
}

function serviceOf(endpoint: Attributes): string {
  return String(endpoint['service_name']).replace('com.amazonaws.eu-central-1.', '');
}

describe.each([2, 3])('a dedicated VPC over %i zones', (zones) => {
  const stack = sampleNetworking(dedicated('per-zone', zones), 1);
  const zone = (index: number): string =>
    `\${element(data.aws_availability_zones.${Object.keys(stack.data('aws_availability_zones'))[0]}.names, ${index})}`;

  it('gives names to its hosts, by which private endpoints are found', () => {
    expect(stack.one('aws_vpc').attributes).toMatchObject({
      enable_dns_hostnames: true,
      enable_dns_support: true,
    });
  });

  it('has a private and a public subnet in every zone, from blocks that do not overlap', () => {
    expect(subnetBlocks(stack)).toHaveLength(2 * zones);
    const block = {
      private: (index: number) => `4, ${index}`,
      public: (index: number) => `8, ${240 + index}`,
    };
    for (const [index, kind] of (['private', 'public'] as const).flatMap((name) =>
      Array.from({ length: zones }, (_, at) => [at, name] as const),
    )) {
      const { attributes } = stack.one('aws_subnet', {
        tags: { Name: `slipway-dev-${kind}-${index + 1}` },
      });
      expect(attributes['cidr_block']).toBe(
        `\${cidrsubnet("10.20.0.0/16", ${block[kind](index)})}`,
      );
      expect(attributes['availability_zone']).toBe(zone(index));
      expect(attributes).not.toHaveProperty('map_public_ip_on_launch');
    }
  });

  it('says what to do where fewer zones are left', () => {
    const [data] = Object.values(stack.data('aws_availability_zones'));
    expect(data).toMatchObject({
      exclude_zone_ids: ['euc1-az3'],
      lifecycle: {
        postcondition: [
          {
            condition: `\${length(self.names) >= ${zones}}`,
            error_message: expect.stringContaining(
              `asks for ${zones} availability zones (network.zones)`,
            ),
          },
        ],
      },
    });
  });

  it('sends each zone out through its own NAT gateway', () => {
    expect(waysOut(stack)).toEqual(
      addresses(stack, 'aws_nat_gateway').map((address) => `\${${address}.id}`),
    );
    expect(new Set(waysOut(stack)).size).toBe(zones);
  });

  it('puts load balancers and tasks into the private subnets, without public IPs', () => {
    const ids = Array.from(
      { length: zones },
      (_, index) =>
        `\${${stack.one('aws_subnet', { tags: { Name: `slipway-dev-private-${index + 1}` } }).address}.id}`,
    );
    for (const balancer of Object.values(stack.resources('aws_lb'))) {
      expect(balancer['subnets']).toEqual(ids);
    }
    expect(stack.json.output?.['task_subnet_ids']?.['value']).toEqual(ids);
    expect(stack.json.output?.['assign_public_ip']?.['value']).toBe(false);
  });

  it('takes the rules of the default security group away', () => {
    const { attributes } = stack.one('aws_default_security_group');
    expect(attributes['vpc_id']).toBe(`\${${stack.one('aws_vpc').address}.id}`);
    expect(attributes).not.toHaveProperty('ingress');
    expect(attributes).not.toHaveProperty('egress');
  });

  it('routes S3 past the NAT gateways', () => {
    const { attributes } = stack.one('aws_vpc_endpoint', { vpc_endpoint_type: 'Gateway' });
    expect(attributes['service_name']).toBe('com.amazonaws.eu-central-1.s3');
    expect(attributes['route_table_ids']).toHaveLength(zones);
  });
});

describe('a dedicated VPC with one NAT gateway', () => {
  const stack = sampleNetworking(dedicated('single'));

  it('sends every zone out through it', () => {
    const [gateway] = addresses(stack, 'aws_nat_gateway');
    expect(addresses(stack, 'aws_nat_gateway')).toHaveLength(1);
    expect(waysOut(stack)).toEqual([`\${${gateway}.id}`, `\${${gateway}.id}`]);
  });

  it('builds the gateway after its own way out', () => {
    const [internet] =
      Object.entries(stack.resources('aws_route')).find(([, route]) => route['gateway_id']) ?? [];
    expect(stack.one('aws_nat_gateway').attributes['depends_on']).toEqual([
      `aws_route.${internet}`,
    ]);
  });

  it('has no interface endpoints to pay for', () => {
    expect(addresses(stack, 'aws_vpc_endpoint')).toHaveLength(1);
  });
});

describe('a dedicated VPC without NAT gateways', () => {
  const stack = sampleNetworking(dedicated('none'));

  it('has no way to the internet', () => {
    for (const type of ['aws_internet_gateway', 'aws_nat_gateway', 'aws_eip', 'aws_route']) {
      expect(stack.resources(type)).toEqual({});
    }
    expect(subnetBlocks(stack)).toHaveLength(2);
  });

  it('reaches what every task needs, in every zone and by the public names', () => {
    expect(interfaceEndpoints(stack).map(serviceOf)).toEqual(['ecr.api', 'ecr.dkr', 'logs']);
    const subnets = ['1', '2'].map(
      (zone) =>
        `\${${stack.one('aws_subnet', { tags: { Name: `slipway-dev-private-${zone}` } }).address}.id}`,
    );
    for (const endpoint of interfaceEndpoints(stack)) {
      expect(endpoint).toMatchObject({ private_dns_enabled: true, subnet_ids: subnets });
    }
  });

  it('lets the VPC, and nothing else, reach its endpoints', () => {
    const group = `\${${stack.one('aws_security_group', { name: 'slipway-dev-endpoints' }).address}.id}`;
    for (const endpoint of interfaceEndpoints(stack)) {
      expect(endpoint['security_group_ids']).toEqual([group]);
    }
    expect(
      stack.one('aws_vpc_security_group_ingress_rule', { security_group_id: group }).attributes,
    ).toMatchObject({
      cidr_ipv4: '10.20.0.0/16',
      ip_protocol: 'tcp',
      from_port: 443,
      to_port: 443,
    });
  });
});

describe('endpoints that a stage file names', () => {
  it.each(['none', 'single'] as const)('stand with natGateways: %s', (natGateways) => {
    const endpoints = ['secretsmanager', 'dynamodb', 'secretsmanager'] as const;
    const stack = sampleNetworking(dedicated(natGateways, 2, { endpoints: [...endpoints] }));
    const base = natGateways === 'none' ? ['ecr.api', 'ecr.dkr', 'logs'] : [];
    expect(interfaceEndpoints(stack).map(serviceOf)).toEqual([...base, 'secretsmanager']);
    const gateways = Object.values(stack.resources('aws_vpc_endpoint')).filter(
      (endpoint) => endpoint['vpc_endpoint_type'] === 'Gateway',
    );
    expect(gateways.map(serviceOf)).toEqual(['dynamodb', 's3']);
    for (const gateway of gateways) expect(gateway['route_table_ids']).toHaveLength(2);
  });

  it('are all that there are: no service changes the network', () => {
    const model = sampleModel(sampleStage({ network: dedicated('none') }));
    const withService = { ...model, services: [sampleHttpService('quotes')] };
    expect(networkingOf(withService).json).toEqual(networkingOf(model).json);
  });
});
