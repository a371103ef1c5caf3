import type { AccountNames } from '@slipway/platform';
import { Construct } from 'constructs';
import type { PlatformStack } from '../platform-stack';
import { ApiGatewayLogging } from './api-gateway-logging';
import { GithubDeployRoles } from './github-deploy-roles';
import { StateBucket } from './state-bucket';

/**
 * What an account needs once before the stage's own stacks: the bucket of their state, the role
 * that API Gateway logs with, and the roles that deploy from GitHub Actions.
 */
export class Account extends Construct {
  constructor(stack: PlatformStack, id: string, names: AccountNames) {
    super(stack, id);
    const { stage } = stack;
    stack.recordOrigin(this, stage.at('account'));
    if (stage.state.backend === 's3') {
      const bucket = new StateBucket(this, 'state', stage.state.bucket);
      stack.recordOrigin(bucket, stage.at('state'));
    }
    new ApiGatewayLogging(this, 'api-gateway-logging', stage, names.apiGatewayLogRole);
    if (stage.delivery !== undefined) {
      const roles = new GithubDeployRoles(this, 'delivery', {
        stage,
        githubRepository: stage.delivery.githubRepository,
        names,
      });
      stack.recordOrigin(roles, stage.at('delivery'));
    }
  }
}
