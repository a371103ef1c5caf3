import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TerraformJson } from '@slipway/constructs';

/** A synthesised stack read back from an output folder. */
export class TerraformStackFile {
  readonly json: TerraformJson;

  constructor(outdir: string, stackId: string) {
    this.json = JSON.parse(
      readFileSync(join(outdir, 'stacks', stackId, 'cdk.tf.json'), 'utf8'),
    ) as TerraformJson;
  }

  /** Addresses of the resources of a type, or of all. */
  addresses(type?: string): string[] {
    return Object.entries(this.json.resource ?? {})
      .filter(([candidate]) => type === undefined || candidate === type)
      .flatMap(([candidate, resources]) =>
        Object.keys(resources).map((name) => `${candidate}.${name}`),
      )
      .sort();
  }

  /** Outputs of other stacks that this one reads, as `<stack part>.<output>`. */
  outputsRead(): string[] {
    const references = JSON.stringify(this.json).matchAll(
      /data\.terraform_remote_state\.([a-z0-9-]+)-state\.outputs\.(\w+)/g,
    );
    return [...new Set([...references].map(([, part, output]) => `${part}.${output}`))].sort();
  }

  outputs(): string[] {
    return Object.keys(this.json.output ?? {});
  }
}
