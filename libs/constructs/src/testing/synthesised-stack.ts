import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TerraformJson } from '../schema-check/terraform-json';
import { App, type TerraformStack } from '../terraform';

/** Attributes of one resource or data source as Terraform reads them. */
export type Attributes = Readonly<Record<string, unknown>>;

/** One stack's Terraform JSON with questions to ask of it. */
export class SynthesisedStack {
  constructor(
    readonly id: string,
    readonly json: TerraformJson,
  ) {}

  /** All resources of a type by their names in the stack. */
  resources(type: string): Readonly<Record<string, Attributes>> {
    return this.json.resource?.[type] ?? {};
  }

  /** All data sources of a type by their names in the stack. */
  data(type: string): Readonly<Record<string, Attributes>> {
    return this.json.data?.[type] ?? {};
  }

  /** The one resource of a type whose attributes include these; throws when there are none or several. */
  one(
    type: string,
    where: Attributes = {},
  ): { readonly address: string; readonly attributes: Attributes } {
    const found = Object.entries(this.resources(type)).filter(([, attributes]) =>
      Object.entries(where).every(
        ([key, value]) => JSON.stringify(attributes[key]) === JSON.stringify(value),
      ),
    );
    const [first] = found;
    if (first === undefined || found.length > 1) {
      throw new Error(
        `${found.length} resources ${type} with ${JSON.stringify(where)} in ${this.id}`,
      );
    }
    return { address: `${type}.${first[0]}`, attributes: first[1] };
  }
}

/** Builds the stack in an app of its own, synthesises it as the command line does and reads it back. */
export function synthesised(build: (app: App) => TerraformStack): SynthesisedStack {
  const outdir = mkdtempSync(join(tmpdir(), 'slipway-constructs-'));
  try {
    const app = new App({ outdir });
    const { id } = build(app).node;
    app.synth();
    const text = readFileSync(join(outdir, 'stacks', id, 'cdk.tf.json'), 'utf8');
    return new SynthesisedStack(id, JSON.parse(text) as TerraformJson);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
