import { deepMerge, TerraformElement, TerraformOutput, TerraformStack } from './terraform';
import { TokenResolver } from './token-resolver';

/** Fields that cdktf keeps private. */
interface StackInternals {
  readonly cdktfVersion: string;
  readonly rawOverrides: Readonly<Record<string, unknown>>;
}

/**
 * A stack that resolves each element's tokens once. cdktf resolves each three times, first to turn
 * references between stacks into outputs, which takes most of a synth; here such a reference is an
 * error, since stacks meet at contracts only. The JSON is the same, byte for byte.
 */
export class SinglePassStack extends TerraformStack {
  /** Leaves out the pass that looks for references between stacks; `toTerraform` finds them. */
  override prepareStack(): void {
    this.ensureBackendExists();
  }

  /** @throws Error where an element refers to one of another stack */
  override toTerraform(): object {
    const { cdktfVersion, rawOverrides } = this as unknown as StackInternals;
    const elements = this.node.findAll().filter(TerraformElement.isTerraformElement);
    const overridden = Object.keys(rawOverrides);
    const tokens = new TokenResolver(this);
    const metadata = {
      version: cdktfVersion,
      stackName: this.node.id,
      ...(overridden.length === 0 ? {} : { overrides: { stack: overridden } }),
    };
    const json = {
      '//': {
        metadata,
        outputs: outputsByPath(elements.filter(TerraformOutput.isTerraformOutput)),
      },
    };
    for (const element of elements) {
      deepMerge(metadata, tokens.resolve(element.toMetadata()));
      deepMerge(json, tokens.resolve(element.toTerraform()));
    }
    deepMerge(json, tokens.resolve(rawOverrides));
    return json;
  }

  /** Called where an element of another stack refers to `identifier` in this one. */
  override registerOutgoingCrossStackReference(identifier: string): never {
    throw new Error(
      `${identifier} of ${this.node.id} is used in another stack: offer it in a contract and read it there`,
    );
  }
}

/** Outputs as the cdktf command line looks them up: nested by the parts of their path. */
function outputsByPath(outputs: readonly TerraformOutput[]): object {
  return outputs.reduce((found, { node, friendlyUniqueId }) => {
    const parts = node.path.split('/');
    const nested = parts.reduceRight<object | string>(
      (inner, part) => ({ [part]: inner }),
      friendlyUniqueId,
    );
    return deepMerge(found, nested) as object;
  }, {});
}
