import type { Context, Scenario, Step } from '../scenario/scenario';
import { stageName } from '../scenario/workspace';
import { lockQuotes } from './images';
import { initAndValidate, leavesNothing, planAgain, planAndApply } from './lifecycle';

const nothingLeft = leavesNothing(({ stage }) => stage.destroy());

/** Calls EC2 as the team that owns the VPC would, and returns the ids of one kind in the answer. */
async function ec2(
  { endpoint }: Context,
  input: Readonly<Record<string, string>>,
  element: string,
): Promise<string[]> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      authorization:
        'AWS4-HMAC-SHA256 Credential=000000000000/20300101/us-east-1/ec2/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: new URLSearchParams({ Version: '2016-11-15', ...input }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${input['Action']}: ${text}`);
  const ids = text.matchAll(new RegExp(`<${element}>([^<]+)</${element}>`, 'g'));
  return [...new Set([...ids].map(([, id = '']) => id))];
}

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
    nothingLeft.note,
    initAndValidate,
    planAndApply,
    planAgain,
    nothingLeft.destroy,
  ],
};
