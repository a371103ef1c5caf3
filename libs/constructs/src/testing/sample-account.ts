import type { Stage } from '@slipway/catalog';
import { Account } from '../account/account';
import { AwsStack } from '../aws-stack';
import { sampleStage } from './sample-model';
import { synthesised, type SynthesisedStack } from './synthesised-stack';

/** The account stack of the sample stage, delivered from GitHub, and of stages beside it. */
export function sampleAccount(
  changes: Partial<Stage> = {},
  ...others: readonly Stage[]
): SynthesisedStack {
  const stage = sampleStage(changes);
  return synthesised((app) => {
    const stack = new AwsStack(app, 'account', {
      place: stage,
      stateKey: 'account.tfstate',
      tags: {},
      origin: stage.at('account'),
    });
    new Account(stack, 'account', [stage, ...others]);
    return stack;
  });
}
