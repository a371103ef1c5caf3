import { Account, PlatformStack } from '@slipway/constructs';
import type { Stage } from '@slipway/catalog';
import { accountNames } from '@slipway/platform';
import type { Construct } from 'constructs';

/** `<stage>-account`: what an account needs once, before any other stack of the stage. */
export class AccountStack extends PlatformStack {
  constructor(scope: Construct, stage: Stage) {
    super(scope, 'account', stage);
    new Account(this, 'account', accountNames(stage));
  }
}
