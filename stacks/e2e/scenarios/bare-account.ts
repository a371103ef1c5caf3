import type { Context, Scenario, Step } from '../scenario/scenario';
import { ec2 } from '../scenario/ec2';
import { stageName } from '../scenario/workspace';
import { lockQuotes } from './images';

const networking = `${stageName}-networking`;
const state = 'state: { backend: local }';

/** Writes the network of the stage and expects its plan to be refused with these words. */
async function refuses(
  { stage, workspace }: Context,
  network: string,
  message: RegExp,
): Promise<void> {
  workspace.writeStage([state, `network: { ${network} }`]);
  await stage.prepare();
  const said = await stage.plan(networking).then(String, String);
  // Terraform breaks the lines.
  expect(said.replace(/\s+/g, ' ')).toMatch(message);
}

/** Ids of all zones of the region but the first ones. */
async function zonesAfter(context: Context, kept: number): Promise<string> {
  const ids = await ec2(context, { Action: 'DescribeAvailabilityZones' }, 'zoneId');
  return ids.slice(kept).join(', ');
}

const tooFewZones: Step = {
  name: 'a plan says how many zones are left, and how many are needed',
  work: async (context) => {
    await refuses(
      context,
      `mode: dedicated, zones: 3, excludeZoneIds: [${await zonesAfter(context, 2)}]`,
      /Stage e2e asks for 3 availability zones \(network\.zones\), and 2 are left in us-east-1/,
    );
    for (const mode of [
      'mode: default-vpc',
      'mode: existing, vpc: { tags: { a: b } }, subnets: { tags: { a: b } }',
    ]) {
      await refuses(
        context,
        `${mode}, excludeZoneIds: [${await zonesAfter(context, 1)}]`,
        /network\.excludeZoneIds of stage e2e leaves 1 availability zones .* an ALB needs subnets in two/,
      );
    }
  },
};

const tooFewSubnets: Step = {
  name: 'a plan says that the default VPC has one default subnet, and how to make another',
  work: async (context) => {
    const [, ...others] = await ec2(context, { Action: 'DescribeSubnets' }, 'subnetId');
    for (const SubnetId of others) {
      await ec2(context, { Action: 'DeleteSubnet', SubnetId }, 'return');
    }
    await refuses(
      context,
      'mode: default-vpc',
      /The default VPC has 1 default subnets outside the excluded zones .* `aws ec2 create-default-subnet/,
    );
  },
};

const noDefaultVpc: Step = {
  name: 'a plan says that the account has no default VPC, and what to do',
  work: async (context) => {
    for (const SubnetId of await ec2(context, { Action: 'DescribeSubnets' }, 'subnetId')) {
      await ec2(context, { Action: 'DeleteSubnet', SubnetId }, 'return');
    }
    const [VpcId = ''] = await ec2(context, { Action: 'DescribeVpcs' }, 'vpcId');
    for (const InternetGatewayId of await ec2(
      context,
      { Action: 'DescribeInternetGateways' },
      'internetGatewayId',
    )) {
      await ec2(context, { Action: 'DetachInternetGateway', InternetGatewayId, VpcId }, 'return');
    }
    await ec2(context, { Action: 'DeleteVpc', VpcId }, 'return');
    await refuses(
      context,
      'mode: default-vpc',
      /There is no default VPC .* Run `aws ec2 create-default-vpc`, or set `network\.mode: dedicated`/,
    );
  },
};

/** Accounts that lack what a stage needs: only a plan can see it, and nothing is created. */
export const bareAccount: Scenario = {
  name: 'bare-account',
  stage: [state, 'network: { mode: default-vpc }'],
  steps: [lockQuotes, tooFewZones, tooFewSubnets, noDefaultVpc],
};
