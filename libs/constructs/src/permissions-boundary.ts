import type { Stage } from '@slipway/catalog';
import { accountNames } from '@slipway/platform';
import { iamArnOf } from './arn';

/**
 * ARN of the policy that bounds the roles of a stage's stacks; the account's stack makes it. Undefined
 * where the stage is not delivered from GitHub: the boundary holds the deploy role to what services
 * need, and without one only people deploy, with rights of their own.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export function permissionsBoundaryOf(stage: Stage): string | undefined {
  return stage.delivery && boundaryArn(stage);
}

/** ARN that a stage's boundary has where there is one. */
export function boundaryArn(stage: Stage): string {
  return iamArnOf(stage, `policy/${accountNames(stage).permissionsBoundary}`);
}
