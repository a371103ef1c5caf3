import type { Stage } from '@slipway/catalog';
import { Construct } from 'constructs';
import type { AwsStack } from '../aws-stack';
import { ApiGatewayLogging } from './api-gateway-logging';
import { GithubIdentityProvider } from './github-identity-provider';
import { StageDelivery } from './stage-delivery';
import { StateBucket } from './state-bucket';

/**
 * What an account needs once in a region before the stacks of its stages: the bucket of their state,
 * the role that API Gateway logs with, and for each stage the roles that deploy it from GitHub Actions.
 */
export class Account extends Construct {
  /** @param stages those in the account and the region, by name */
  constructor(stack: AwsStack, id: string, stages: readonly [Stage, ...Stage[]]) {
    super(stack, id);
    const [first] = stages;
    stack.recordOrigin(this, first.at('account'));
    if (first.state.backend === 's3') {
      const bucket = new StateBucket(this, 'state', first.state.bucket);
      stack.recordOrigin(bucket, first.at('state'));
    }
    new ApiGatewayLogging(this, 'api-gateway-logging', first);
    const deliveries = stages.flatMap((stage) => {
      const { delivery } = stage;
      return delivery === undefined ? [] : [{ stage, delivery }];
    });
    const [delivered] = deliveries;
    if (delivered === undefined) {
      return;
    }
    const provider = new GithubIdentityProvider(this, 'github', delivered.delivery);
    stack.recordOrigin(provider, delivered.stage.at('delivery'));
    for (const { stage, delivery } of deliveries) {
      const roles = new StageDelivery(this, `delivery-${stage.name}`, {
        stage,
        githubRepository: delivery.githubRepository,
        providerArn: provider.arn,
      });
      stack.recordOrigin(roles, stage.at('delivery'));
    }
  }
}
