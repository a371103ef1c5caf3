import { DataAwsSubnet } from '@cdktf/provider-aws/lib/data-aws-subnet';
import { DataAwsSubnets } from '@cdktf/provider-aws/lib/data-aws-subnets';
import { DataAwsVpc } from '@cdktf/provider-aws/lib/data-aws-vpc';
import { DataAwsVpcs } from '@cdktf/provider-aws/lib/data-aws-vpcs';
import type { NetworkSettings, Stage } from '@slipway/catalog';
import { Construct } from 'constructs';
import { literal } from '../literal';
import { Fn, TerraformLocal, TerraformStack, Token } from '../terraform';
import { availabilityZones } from './availability-zones';
import type { StageNetwork } from './stage-network';

export type ExistingVpcSettings = Extract<NetworkSettings, { mode: 'existing' }>;

/**
 * A VPC that others own, and of its subnets those that the stage file names by id or by tags: one per
 * zone, without the excluded zones and capped. Nothing of it is changed. What synth cannot know about
 * the account is a postcondition that says what to do.
 */
export class ExistingVpc extends Construct implements StageNetwork {
  readonly vpcId: string;
  readonly loadBalancerSubnetIds: string[];
  readonly taskSubnetIds: string[];
  readonly assignPublicIp: boolean;
  readonly knownVpc: string;
  readonly knownSubnets: string[];

  constructor(scope: Construct, id: string, stage: Stage, settings: ExistingVpcSettings) {
    super(scope, id);
    const where = `account ${stage.account}, region ${stage.region}`;
    const { vpc, subnets: wanted } = settings;

    const vpcs = new DataAwsVpcs(this, 'vpc', {
      filter: vpc.id ? [{ name: 'vpc-id', values: [vpc.id] }] : tagFilters(vpc.tags),
      lifecycle: {
        postcondition: [
          {
            condition: '${length(self.ids) == 1}',
            errorMessage:
              `network.vpc of stage ${stage.name} fits \${length(self.ids)} VPCs (${where}): ` +
              `\${join(", ", self.ids)}. Name the one by its id, or by tags that no other carries.`,
          },
        ],
      },
    });

    const zones = availabilityZones(this, settings.excludeZoneIds, {
      condition: '${length(self.zone_ids) >= 2}',
      errorMessage:
        `network.excludeZoneIds of stage ${stage.name} leaves \${length(self.zone_ids)} availability zones ` +
        `(${where}); an ALB needs subnets in two. Exclude fewer zones.`,
    });
    const found = new DataAwsSubnets(this, 'subnets', {
      filter: [
        { name: 'vpc-id', values: [Fn.element(vpcs.ids, 0)] },
        { name: 'availability-zone-id', values: zones.zoneIds },
        ...(wanted.ids
          ? [{ name: 'subnet-id', values: [...wanted.ids] }]
          : tagFilters(wanted.tags)),
      ],
      lifecycle: {
        postcondition: [
          {
            condition: `\${length(self.ids) >= ${wanted.ids?.length ?? 1}}`,
            errorMessage:
              `network.subnets of stage ${stage.name} fits \${length(self.ids)} subnets of the VPC outside the ` +
              `excluded zones (${where}). Name subnets of this VPC, in zones that are not excluded.`,
          },
        ],
      },
    });
    const byId = this.subnetsById(found);
    const byZone = this.subnetsByZone(found, byId);
    const checked = new DataAwsVpc(this, 'checked', {
      id: Fn.element(vpcs.ids, 0),
      lifecycle: {
        precondition: [
          {
            condition: `\${length(${byZone}) >= 2}`,
            errorMessage:
              `The subnets that network.subnets of stage ${stage.name} fits are all in zone ` +
              `\${join(", ", keys(${byZone}))} (${where}); an ALB needs two zones. Name subnets in two.`,
          },
        ],
      },
    });
    this.vpcId = checked.id;
    // An ALB takes one subnet of a zone.
    const ids = Token.asList(
      `\${slice([for zone, ids in ${byZone} : ids[0]], 0, min(length(${byZone}), ${settings.maxSubnets}))}`,
    );
    this.loadBalancerSubnetIds = ids;
    this.taskSubnetIds = ids;
    this.knownVpc = this.vpcId;
    this.knownSubnets = ids;
    this.assignPublicIp = settings.assignPublicIp;
    if (!settings.assignPublicIp) this.warnOfPublicSubnets(stage, byId);
  }

  /** No error: a subnet that hands out public addresses can have another way out. */
  private warnOfPublicSubnets(stage: Stage, subnets: DataAwsSubnet): void {
    const open = `[for id, subnet in ${subnets.fqn} : id if subnet.map_public_ip_on_launch]`;
    TerraformStack.of(this).addOverride('check.tasks_have_a_way_out', {
      assert: [
        {
          condition: `\${length(${open}) == 0}`,
          error_message:
            `Subnets that network.subnets of stage ${stage.name} fits hand out public addresses: \${join(", ", ${open})}. ` +
            'Tasks in a public subnet that get none cannot pull their images. Name private subnets, or write ' +
            'assignPublicIp: true below network.',
        },
      ],
    });
  }

  private subnetsById(found: DataAwsSubnets): DataAwsSubnet {
    const each = new DataAwsSubnet(this, 'subnet', { id: '${each.key}' });
    each.addOverride('for_each', `\${toset(${found.fqn}.ids)}`);
    return each;
  }

  /** A value that holds the ids by zone id; sorted, since AWS lists them in no fixed order. */
  private subnetsByZone(found: DataAwsSubnets, each: DataAwsSubnet): string {
    const zoneOf = `${each.fqn}[id].availability_zone_id`;
    return new TerraformLocal(
      this,
      'subnets-by-zone',
      `\${{for id in sort(${found.fqn}.ids) : ${zoneOf} => id...}}`,
    ).fqn;
  }
}

function tagFilters(
  tags: Readonly<Record<string, string>> = {},
): { name: string; values: string[] }[] {
  return Object.entries(tags).map(([key, value]) => ({
    name: `tag:${key}`,
    values: [literal(value)],
  }));
}
