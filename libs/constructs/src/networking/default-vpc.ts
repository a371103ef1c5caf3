import { DataAwsSubnets } from '@cdktf/provider-aws/lib/data-aws-subnets';
import { DataAwsVpcs } from '@cdktf/provider-aws/lib/data-aws-vpcs';
import type { NetworkSettings, Stage } from '@slipway/catalog';
import { Construct } from 'constructs';
import { Fn } from '../terraform';
import { availabilityZones } from './availability-zones';
import type { StageNetwork } from './stage-network';

export type DefaultVpcSettings = Extract<NetworkSettings, { mode: 'default-vpc' }>;

/**
 * The account's default VPC and its default subnets, one per zone, without the excluded zones and
 * capped. They are public, so tasks get a public IP to reach AWS; security groups keep callers out.
 * What synth cannot know about the account is a postcondition that says what to do.
 */
export class DefaultVpc extends Construct implements StageNetwork {
  readonly vpcId: string;
  readonly loadBalancerSubnetIds: string[];
  readonly taskSubnetIds: string[];
  readonly assignPublicIp = true;
  readonly knownVpc: string;
  readonly knownSubnets: string[];

  constructor(scope: Construct, id: string, stage: Stage, settings: DefaultVpcSettings) {
    super(scope, id);
    const where = `account ${stage.account}, region ${stage.region}`;

    const vpcs = new DataAwsVpcs(this, 'vpc', {
      filter: [{ name: 'is-default', values: ['true'] }],
      lifecycle: {
        postcondition: [
          {
            condition: '${length(self.ids) == 1}',
            errorMessage:
              `There is no default VPC (${where}), which network mode default-vpc of stage ${stage.name} needs. ` +
              'Run `aws ec2 create-default-vpc`, or set `network.mode: dedicated` in the stage file.',
          },
        ],
      },
    });
    this.vpcId = Fn.element(vpcs.ids, 0);

    const zones = availabilityZones(this, settings.excludeZoneIds, {
      condition: '${length(self.zone_ids) >= 2}',
      errorMessage:
        `network.excludeZoneIds of stage ${stage.name} leaves \${length(self.zone_ids)} availability zones ` +
        `(${where}); an ALB needs subnets in two. Exclude fewer zones.`,
    });

    const subnets = new DataAwsSubnets(this, 'subnets', {
      filter: [
        { name: 'vpc-id', values: [this.vpcId] },
        { name: 'default-for-az', values: ['true'] },
        { name: 'availability-zone-id', values: zones.zoneIds },
      ],
      lifecycle: {
        postcondition: [
          {
            condition: '${length(self.ids) >= 2}',
            errorMessage:
              `The default VPC has \${length(self.ids)} default subnets outside the excluded zones (${where}); ` +
              'an ALB needs two, in two zones. Run `aws ec2 create-default-subnet --availability-zone <zone>`, ' +
              `or exclude fewer zones in network.excludeZoneIds of stage ${stage.name}.`,
          },
        ],
      },
    });
    // Sorted, since AWS lists them in no fixed order and a cap would pick others on each plan.
    const ids: string[] = Fn.slice(
      Fn.sort(subnets.ids),
      0,
      Fn.min([Fn.lengthOf(subnets.ids), settings.maxSubnets]),
    );
    this.loadBalancerSubnetIds = ids;
    this.taskSubnetIds = ids;
    this.knownVpc = this.vpcId;
    this.knownSubnets = ids;
  }
}
