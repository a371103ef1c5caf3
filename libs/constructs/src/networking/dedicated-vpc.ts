import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint';
import type { NetworkSettings, Stage } from '@slipway/catalog';
import { stageEndpoints } from '@slipway/platform';
import { Construct } from 'constructs';
import { Fn } from '../terraform';
import { NatGateways } from './nat-gateways';
import { privateBlock } from './address-plan';
import { availabilityZones } from './availability-zones';
import type { StageNetwork } from './stage-network';

export type DedicatedSettings = Extract<NetworkSettings, { mode: 'dedicated' }>;

/**
 * A VPC of the stage's own with one private subnet per zone. With NAT gateways it has public
 * subnets and an internet gateway for them; without, nothing in it can reach the internet.
 */
export class DedicatedVpc extends Construct implements StageNetwork {
  readonly vpcId: string;
  readonly loadBalancerSubnetIds: string[];
  readonly taskSubnetIds: string[];
  readonly assignPublicIp = false;
  readonly knownVpc: string;
  readonly knownSubnets: string[];

  constructor(
    scope: Construct,
    id: string,
    stage: Stage,
    prefix: string,
    settings: DedicatedSettings,
  ) {
    super(scope, id);
    const vpc = new Vpc(this, 'vpc', {
      cidrBlock: settings.cidr,
      enableDnsSupport: true,
      // Private DNS names of interface endpoints need both.
      enableDnsHostnames: true,
      tags: { Name: prefix },
    });
    this.vpcId = vpc.id;
    // Adopts the group that AWS creates with the VPC and takes its rules away: nothing should use it.
    new DefaultSecurityGroup(this, 'default-security-group', { vpcId: vpc.id });

    const zones = availabilityZones(this, settings.excludeZoneIds, {
      condition: `\${length(self.names) >= ${settings.zones}}`,
      errorMessage:
        `Stage ${stage.name} asks for ${settings.zones} availability zones (network.zones), and ` +
        `\${length(self.names)} are left in ${stage.region} for account ${stage.account} after ` +
        'network.excludeZoneIds. Ask for fewer zones or exclude fewer.',
    });
    const zoneNames = Array.from({ length: settings.zones }, (_, index): string =>
      Fn.element(zones.names, index),
    );

    const subnets = zoneNames.map(
      (availabilityZone, index) =>
        new Subnet(this, `private-${index + 1}`, {
          vpcId: vpc.id,
          availabilityZone,
          cidrBlock: privateBlock(settings.cidr, index),
          tags: { Name: `${prefix}-private-${index + 1}` },
        }),
    );
    const routeTables = subnets.map((subnet, index) => {
      const table = new RouteTable(this, `private-routes-${index + 1}`, {
        vpcId: vpc.id,
        tags: { Name: `${prefix}-private-${index + 1}` },
      });
      new RouteTableAssociation(this, `private-association-${index + 1}`, {
        subnetId: subnet.id,
        routeTableId: table.id,
      });
      return table;
    });

    // Free of charge, and ECR stores layers in S3: without it they go through the NAT gateway, by the gigabyte.
    for (const service of stageEndpoints(settings).gateways) {
      new VpcEndpoint(this, service, {
        vpcId: vpc.id,
        serviceName: `com.amazonaws.${stage.region}.${service}`,
        vpcEndpointType: 'Gateway',
        routeTableIds: routeTables.map((table) => table.id),
        tags: { Name: `${prefix}-${service}` },
      });
    }

    if (settings.natGateways !== 'none') {
      new NatGateways(this, 'nat', {
        prefix,
        vpcId: vpc.id,
        cidr: settings.cidr,
        zoneNames,
        privateRouteTableIds: routeTables.map((table) => table.id),
        perZone: settings.natGateways === 'per-zone',
      });
    }

    this.loadBalancerSubnetIds = subnets.map((subnet) => subnet.id);
    this.taskSubnetIds = this.loadBalancerSubnetIds;
    this.knownVpc = settings.cidr;
    this.knownSubnets = zoneNames;
  }
}
