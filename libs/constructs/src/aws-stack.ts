import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import type { SourcePosition, Stage } from '@slipway/catalog';
import type { ManifestOrigin } from '@slipway/platform';
import type { Construct, IConstruct } from 'constructs';
import { literal } from './literal';
import { SinglePassStack } from './single-pass-stack';
import { localStatePath } from './state-location';
import { LocalBackend, S3Backend, TerraformDataSource, TerraformResource } from './terraform';

/**
 * 1.11 is the first version whose S3 backend locks by a file for good.
 * https://developer.hashicorp.com/terraform/language/backend/s3#state-locking
 */
const terraformVersions = '>= 1.11.0, < 2.0.0';

/** Where a stack is, and what it is marked with. */
export interface AwsStackProps {
  /** Account, region and kind of state. */
  readonly place: Pick<Stage, 'account' | 'region' | 'state'>;
  readonly stateKey: string;
  /** On every resource of the stack, as they are written. */
  readonly tags: Readonly<Record<string, string>>;
  /** What no resource has an origin of its own for. */
  readonly origin: SourcePosition;
}

/**
 * A Terraform stack in one account and region: provider, backend and default tags are set, its
 * resources know which line of which file they come from.
 */
export class AwsStack extends SinglePassStack {
  private readonly origins = new Map<IConstruct, ManifestOrigin>();

  constructor(scope: Construct, id: string, props: AwsStackProps) {
    super(scope, id);
    const { account, region } = props.place;
    new AwsProvider(this, 'aws', {
      region,
      allowedAccountIds: [account],
      defaultTags: [{ tags: { ...literals(props.tags), 'slipway:stack': id } }],
    });
    this.addBackend(id, props);
    this.addOverride('terraform.required_version', terraformVersions);
    this.recordOrigin(this, props.origin);
  }

  /** Says which file a person wrote the construct and everything under it comes from. */
  recordOrigin(construct: IConstruct, position: SourcePosition, service?: string): void {
    const { file, line } = position;
    this.origins.set(construct, service === undefined ? { file, line } : { service, file, line });
  }

  /**
   * Terraform address of every resource and data source → the origin recorded on it or on its
   * nearest ancestor. Sorted by address.
   */
  originsByAddress(): Record<string, ManifestOrigin> {
    const found: [string, ManifestOrigin][] = [];
    const visit = (construct: IConstruct, inherited?: ManifestOrigin): void => {
      const origin = this.origins.get(construct) ?? inherited;
      const address = addressOf(construct);
      if (address !== undefined && origin !== undefined) {
        found.push([address, origin]);
      }
      for (const child of construct.node.children) {
        visit(child, origin);
      }
    };
    visit(this);
    // Without a prototype V8 keeps a table of the keys, where it would else make a hidden class for each.
    const byAddress = Object.create(null) as Record<string, ManifestOrigin>;
    for (const [address, origin] of found.sort(([a], [b]) => (a < b ? -1 : 1))) {
      byAddress[address] = origin;
    }
    return byAddress;
  }

  private addBackend(id: string, { place, stateKey }: AwsStackProps): void {
    if (place.state.backend === 'local') {
      new LocalBackend(this, { path: localStatePath(id) });
      return;
    }
    new S3Backend(this, {
      bucket: place.state.bucket,
      region: place.region,
      key: stateKey,
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
