import type { Construct } from 'constructs';
import { TerraformResource, type TerraformResourceLifecycle } from '../terraform';

export interface RememberedValueProps {
  readonly input: unknown;
  readonly lifecycle: TerraformResourceLifecycle;
}

/**
 * Terraform's own `terraform_data`, which keeps a value in the state. cdktf's class for it runs
 * `terraform version` in every synth, which needs nothing but Node.js; the stacks require 1.11 anyway.
 * https://developer.hashicorp.com/terraform/language/resources/terraform-data
 */
export class RememberedValue extends TerraformResource {
  private readonly input: unknown;

  constructor(scope: Construct, id: string, { input, lifecycle }: RememberedValueProps) {
    super(scope, id, {
      terraformResourceType: 'terraform_data',
      terraformGeneratorMetadata: { providerName: 'terraform' },
      lifecycle,
    });
    this.input = input;
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { input: this.input };
  }
}
