import { Eip } from '@cdktf/provider-aws/lib/eip';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { NatGateway } from '@cdktf/provider-aws/lib/nat-gateway';
import { Route } from '@cdktf/provider-aws/lib/route';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Construct } from 'constructs';
import { publicBlock } from './address-plan';

const everywhere = '0.0.0.0/0';

export interface NatGatewaysProps {
  /** Start of every `Name` tag. */
  readonly prefix: string;
  readonly vpcId: string;
  readonly cidr: string;
  readonly zoneNames: readonly string[];
  /** One per zone, in the order of `zoneNames`. */
  readonly privateRouteTableIds: readonly string[];
  /** False: one gateway, in the first zone, serves all; it is cheaper and falls with that zone. */
  readonly perZone: boolean;
}

/** The way out of private subnets: internet gateway, a public subnet per zone and NAT gateways in them. */
export class NatGateways extends Construct {
  constructor(scope: Construct, id: string, props: NatGatewaysProps) {
    super(scope, id);
    const { prefix, vpcId, cidr, zoneNames, privateRouteTableIds, perZone } = props;

    const internetGateway = new InternetGateway(this, 'internet-gateway', {
      vpcId,
      tags: { Name: prefix },
    });
    const publicRoutes = new RouteTable(this, 'public-routes', {
      vpcId,
      tags: { Name: `${prefix}-public` },
    });
    const wayOut = new Route(this, 'public-default', {
      routeTableId: publicRoutes.id,
      destinationCidrBlock: everywhere,
      gatewayId: internetGateway.id,
    });
    const publicSubnets = zoneNames.map((availabilityZone, index) => {
      const subnet = new Subnet(this, `public-${index + 1}`, {
        vpcId,
        availabilityZone,
        cidrBlock: publicBlock(cidr, index),
        tags: { Name: `${prefix}-public-${index + 1}` },
      });
      new RouteTableAssociation(this, `public-association-${index + 1}`, {
        subnetId: subnet.id,
        routeTableId: publicRoutes.id,
      });
      return subnet;
    });

    const gateways = publicSubnets.slice(0, perZone ? zoneNames.length : 1).map((subnet, index) => {
      const tags = { Name: `${prefix}-${index + 1}` };
      const address = new Eip(this, `address-${index + 1}`, { domain: 'vpc', tags });
      return new NatGateway(this, `gateway-${index + 1}`, {
        subnetId: subnet.id,
        allocationId: address.id,
        tags,
        // A gateway without a way out is created and drops everything.
        dependsOn: [wayOut],
      });
    });
    privateRouteTableIds.forEach((routeTableId, index) => {
      const gateway = gateways[perZone ? index : 0];
      if (gateway === undefined) {
        throw new RangeError(
          `${privateRouteTableIds.length} private route tables for ${zoneNames.length} zones`,
        );
      }
      new Route(this, `private-default-${index + 1}`, {
        routeTableId,
        destinationCidrBlock: everywhere,
        natGatewayId: gateway.id,
      });
    });
  }
}
