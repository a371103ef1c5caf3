import { DataAwsSubnet } from '@cdktf/provider-aws/lib/data-aws-subnet';
import { Construct } from 'constructs';
import { Fn, TerraformLocal, Token } from '../terraform';

/** The stage's subnets without those in excluded zones, and the zones they are in. */
export class ProviderSubnets extends Construct {
  readonly ids: string[];
  /** Expression of the list of ids, for conditions and names. */
  readonly idsExpression: string;
  /** Expression of the list of their zone ids, each once. */
  readonly zonesExpression: string;

  /** @param taskSubnetIds those that the network of the stage offers */
  constructor(
    scope: Construct,
    id: string,
    taskSubnetIds: string[],
    excludeZoneIds: readonly string[],
  ) {
    super(scope, id);
    const offered = new TerraformLocal(this, 'offered', taskSubnetIds).fqn;
    const each = new DataAwsSubnet(this, 'subnet', { id: '${each.key}' });
    each.addOverride('for_each', Fn.toset(taskSubnetIds));
    const zoneOf = `${each.fqn}[id].availability_zone_id`;
    const allowed = new TerraformLocal(
      this,
      'allowed',
      `\${[for id in sort(${offered}) : id if !contains(${JSON.stringify(excludeZoneIds)}, ${zoneOf})]}`,
    ).fqn;
    this.idsExpression = allowed;
    this.zonesExpression = `distinct([for id in ${allowed} : ${zoneOf}])`;
    this.ids = Token.asList(`\${${allowed}}`);
  }
}
