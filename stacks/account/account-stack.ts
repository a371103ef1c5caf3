import type { Stage } from '@slipway/catalog';
import { Account, AwsStack, accountStackId, accountStateKey } from '@slipway/constructs';
import type { Construct } from 'constructs';

/**
 * `account-<account>-<region>`: what an account needs once in a region, before the stacks of its
 * stages. It is the same whichever of the stages asks for it.
 */
export class AccountStack extends AwsStack {
  /** @param stages those in the account and the region, by name */
  constructor(scope: Construct, stages: readonly [Stage, ...Stage[]]) {
    const [first] = stages;
    super(scope, accountStackId(first), {
      place: first,
      stateKey: accountStateKey(first),
      tags: { ...sharedTags(stages), 'slipway:project': first.project },
      origin: first.at('account'),
    });
    new Account(this, 'account', stages);
  }
}

/** The tags that every stage has with the same value. */
function sharedTags([first, ...others]: readonly [Stage, ...Stage[]]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(first.tags).filter(([key, value]) =>
      others.every(({ tags }) => tags[key] === value),
    ),
  );
}
