import type { Context, Scenario, Step } from '../scenario/scenario';
import { ec2 } from '../scenario/ec2';
import { stageName } from '../scenario/workspace';
import { changesOneSetting } from './change-one-setting';
import { lockQuotes } from './images';
import { init, leavesNothing, planAgain, planAndApply } from './lifecycle';
import { otherKinds } from './other-kinds';

const nothingLeft = leavesNothing(({ stage }) => stage.destroy());

async function tag(context: Context, id: string, key: string, value: string): Promise<void> {
  const input = { 'ResourceId.1': id, 'Tag.1.Key': key, 'Tag.1.Value': value };
  await ec2(context, { Action: 'CreateTags', ...input }, 'return');
}

const networking = `${stageName}-networking`;

const refusesToGuess: Step = {
  name: 'a plan says which VPC, and which zones, it needs and does not find',
  work: async (context) => {
    const { stage } = context;
    await stage.prepare();
    await expect(stage.plan(networking)).rejects.toThrow(/network\.vpc of stage e2e fits 0 VPCs/);

    const [vpc = ''] = await ec2(context, { Action: 'DescribeVpcs' }, 'vpcId');
    await tag(context, vpc, 'Name', 'shared');
    await expect(stage.plan(networking)).rejects.toThrow(
      /network\.subnets of stage e2e fits 0 subnets of the VPC/,
    );

    const [first = '', second = ''] = await ec2(context, { Action: 'DescribeSubnets' }, 'subnetId');
    await tag(context, first, 'tier', 'private');
    await expect(stage.plan(networking)).rejects.toThrow(/an ALB needs two zones/);
    await tag(context, second, 'tier', 'private');
  },
};

const warnsOfPublicSubnets: Step = {
  name: 'a plan warns of subnets that look public, where tasks get no public address',
  work: async ({ stage }) => {
    const said = await stage.terraform(networking, 'plan', '-input=false');
    expect(said.replace(/[\s│]+/g, ' ')).toMatch(
      /Warning: Check block assertion failed .* Subnets that network\.subnets of stage e2e fits hand out public addresses: subnet-/,
    );
  },
};

/** A stage in a VPC that someone else owns, found by tags. */
export const existingVpc: Scenario = {
  name: 'existing-vpc',
  stage: [
    'state: { backend: local }',
    'network: { mode: existing, vpc: { tags: { Name: shared } }, subnets: { tags: { tier: private } } }',
  ],
  steps: [
    lockQuotes,
    refusesToGuess,
    warnsOfPublicSubnets,
    nothingLeft.note,
    init,
    planAndApply,
    planAgain,
    changesOneSetting,
    ...otherKinds,
    nothingLeft.destroy,
  ],
};
