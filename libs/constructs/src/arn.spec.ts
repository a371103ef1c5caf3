import { arnOf, iamArnOf, partitionOf } from './arn';

describe('ARNs', () => {
  it.each([
    ['eu-central-1', 'aws'],
    ['us-gov-west-1', 'aws-us-gov'],
    ['cn-north-1', 'aws-cn'],
  ])('of %s are in partition %s', (region, partition) => {
    const stage = { account: '123456789012', region };
    expect(partitionOf(region)).toBe(partition);
    expect(arnOf(stage, 'ecs', 'cluster/x')).toBe(
      `arn:${partition}:ecs:${region}:123456789012:cluster/x`,
    );
    expect(iamArnOf(stage, 'role/x')).toBe(`arn:${partition}:iam::123456789012:role/x`);
  });
});
