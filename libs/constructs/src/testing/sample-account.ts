import type { Stage } from '@slipway/catalog';
import { Account } from '../account/account';
import type { AccountNames } from '../account/account-names';
import { PlatformStack } from '../platform-stack';
import { sampleStage } from './sample-model';
import { synthesised, type SynthesisedStack } from './synthesised-stack';

export const sampleAccountNames: AccountNames = {
  prefix: 'slipway-dev',
  logGroupPrefixes: ['/slipway/dev/'],
  logBucket: 'slipway-dev-logs-123456789012',
  apiGatewayLogRole: 'slipway-dev-api-gateway-logs',
  planRole: 'slipway-dev-plan',
  deployRole: 'slipway-dev-deploy',
};

/** The account stack of the sample stage, with deploy roles. */
export function sampleAccount(changes: Partial<Stage> = {}): SynthesisedStack {
  const stage = sampleStage({ delivery: { githubRepository: 'acme/platform' }, ...changes });
  return synthesised((app) => {
    const stack = new PlatformStack(app, 'account', stage);
    new Account(stack, 'account', sampleAccountNames);
    return stack;
  });
}
