import type { PolicyJsonStatement } from './is-allowed';
import type { Stage } from '@slipway/catalog';
import { Account } from '../account/account';
import { AwsStack } from '../aws-stack';
import { sampleStage } from './sample-model';
import { synthesised, type Attributes, type SynthesisedStack } from './synthesised-stack';

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

/** What a delivery role of the stage `dev` may do in all, by a policy of its own and the one it shares. */
export function deliveryStatements(
  stack: SynthesisedStack,
  role: 'plan' | 'deploy',
): PolicyJsonStatement[] {
  const reading = statementsOf(
    stack.one('aws_iam_policy', { name: 'slipway-dev-plan' }).attributes,
  );
  if (role === 'plan') return reading;
  return [...reading, ...statementsOf(stack.one('aws_iam_role_policy', { name: role }).attributes)];
}

function statementsOf({ policy }: Attributes): PolicyJsonStatement[] {
  return (JSON.parse(String(policy)) as { Statement: PolicyJsonStatement[] }).Statement;
}
