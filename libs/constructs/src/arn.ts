import type { Stage } from '@slipway/catalog';

/** Partition of a region: `aws`, `aws-cn` or `aws-us-gov`. */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) {
    return 'aws-cn';
  }
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** ARN of something in the stage's account and region; `resource` may hold `*`. */
export function arnOf(
  stage: Pick<Stage, 'account' | 'region'>,
  service: string,
  resource: string,
): string {
  return `arn:${partitionOf(stage.region)}:${service}:${stage.region}:${stage.account}:${resource}`;
}

/** ARN of something of IAM, which has no region. */
export function iamArnOf(stage: Pick<Stage, 'account' | 'region'>, resource: string): string {
  return `arn:${partitionOf(stage.region)}:iam::${stage.account}:${resource}`;
}
