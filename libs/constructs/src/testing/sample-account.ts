import type { Stage } from '@slipway/catalog';
import { accountNames } from '@slipway/platform';
import { Account } from '../account/account';
import { PlatformStack } from '../platform-stack';
import { sampleStage } from './sample-model';
import { synthesised, type SynthesisedStack } from './synthesised-stack';

/** The account stack of the sample stage, with deploy roles. */
export function sampleAccount(changes: Partial<Stage> = {}): SynthesisedStack {
  const stage = sampleStage({ delivery: { githubRepository: 'acme/platform' }, ...changes });
  return synthesised((app) => {
    const stack = new PlatformStack(app, 'account', stage);
    new Account(stack, 'account', accountNames(stage));
    return stack;
  });
}
