import type { Stage } from '@slipway/catalog';
import type { Construct } from 'constructs';
import { AwsStack } from './aws-stack';
import { stackIdOf, stateKey } from './state-location';
import { TerraformOutput, type Expression } from './terraform';

/**
 * A condition on what only a plan knows.
 * https://developer.hashicorp.com/terraform/language/checks
 */
export interface PlanCheck {
  readonly condition: string;
  readonly errorMessage: string;
}

/** A Terraform stack of one stage. */
export class PlatformStack extends AwsStack {
  readonly stage: Stage;

  /** @param part what the stack holds, `networking`; the stack's id is `<stage>-networking` */
  constructor(scope: Construct, part: string, stage: Stage) {
    const id = stackIdOf(stage, part);
    super(scope, id, {
      place: stage,
      stateKey: stateKey(stage, id),
      tags: {
        ...stage.tags,
        'slipway:project': stage.project,
        'slipway:stage': stage.name,
      },
      origin: stage.at('name'),
    });
    this.stage = stage;
  }

  /** Declares what a plan warns of where it does not hold, without refusing; `name` in snake case. */
  warn(name: string, { condition, errorMessage }: PlanCheck): void {
    this.addOverride(`check.${name}`, { assert: [{ condition, error_message: errorMessage }] });
  }

  /** Declares one output that another stack reads; `name` is the whole name, in snake case. */
  offer(name: string, value: Expression, description: string): void {
    new TerraformOutput(this, name, { staticId: true, value, description });
  }
}
