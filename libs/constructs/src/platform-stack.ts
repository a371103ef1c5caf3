import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import type { SourcePosition, Stage } from '@slipway/catalog';
import type { ManifestOrigin } from '@slipway/platform';
import type { Construct, IConstruct } from 'constructs';
import { literal } from './literal';
import { SinglePassStack } from './single-pass-stack';
import { localStatePath, stackIdOf, stateKey } from './state-location';
import {
  LocalBackend,
  S3Backend,
  TerraformDataSource,
  TerraformOutput,
  TerraformResource,
  type Expression,
} from './terraform';

/**
 * 1.11 is the first version whose S3 backend locks by a file for good.
 * https://developer.hashicorp.com/terraform/language/backend/s3#state-locking
 */
const terraformVersions = '>= 1.11.0, < 2.0.0';

/**
 * A Terraform stack of one stage: provider, backend and default tags are set, its resources know
 * which line of which file they come from.
 */
export class PlatformStack extends SinglePassStack {
  readonly stage: Stage;
  private readonly origins = new Map<IConstruct, ManifestOrigin>();

  /** @param part what the stack holds, `networking`; the stack's id is `<stage>-networking` */
  constructor(scope: Construct, part: string, stage: Stage) {
    const id = stackIdOf(stage, part);
    super(scope, id);
    this.stage = stage;
    new AwsProvider(this, 'aws', {
      region: stage.region,
      allowedAccountIds: [stage.account],
      defaultTags: [
        {
          tags: {
            ...literals(stage.tags),
            'slipway:project': stage.project,
            'slipway:stage': stage.name,
            'slipway:stack': id,
          },
        },
      ],
    });
    this.addBackend(id);
    this.addOverride('terraform.required_version', terraformVersions);
  }

  /** Declares one output that another stack reads; `name` is the whole name, in snake case. */
  offer(name: string, value: Expression, description: string): void {
    new TerraformOutput(this, name, { staticId: true, value, description });
  }

  /** Says which file a person wrote the construct and everything under it comes from. */
  recordOrigin(construct: IConstruct, position: SourcePosition, service?: string): void {
    const { file, line } = position;
    this.origins.set(construct, service === undefined ? { file, line } : { service, file, line });
  }

  /**
   * Terraform address of every resource and data source → the origin recorded on it or on its
   * nearest ancestor, the stage's file where there is none. Sorted by address.
   */
  originsByAddress(): Record<string, ManifestOrigin> {
    const { file, line } = this.stage.at('name');
    const found: [string, ManifestOrigin][] = [];
    const visit = (construct: IConstruct, inherited: ManifestOrigin): void => {
      const origin = this.origins.get(construct) ?? inherited;
      const address = addressOf(construct);
      if (address !== undefined) {
        found.push([address, origin]);
      }
      for (const child of construct.node.children) {
        visit(child, origin);
      }
    };
    visit(this, { file, line });
    return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  private addBackend(id: string): void {
    const { state } = this.stage;
    if (state.backend === 'local') {
      new LocalBackend(this, { path: localStatePath(id) });
      return;
    }
    new S3Backend(this, {
      bucket: state.bucket,
      region: this.stage.region,
      key: stateKey(this.stage, id),
      encrypt: true,
    });
    // cdktf 0.21 has no property for it.
    this.addOverride('terraform.backend.s3.use_lockfile', true);
  }
}

function literals(tags: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tags).map(([key, value]) => [literal(key), literal(value)]),
  );
}

function addressOf(construct: IConstruct): string | undefined {
  if (construct instanceof TerraformResource) {
    return `${construct.terraformResourceType}.${construct.friendlyUniqueId}`;
  }
  if (construct instanceof TerraformDataSource) {
    return `data.${construct.terraformResourceType}.${construct.friendlyUniqueId}`;
  }
  return undefined;
}
