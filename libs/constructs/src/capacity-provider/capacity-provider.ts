import { LambdaCapacityProvider } from '@cdktf/provider-aws/lib/lambda-capacity-provider';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import type { CapacityProviderSettings } from '@slipway/catalog';
import type { StageCapacityProvider } from '@slipway/platform';
import { Construct } from 'constructs';
import type { NetworkingContract } from '../contracts/networking';
import type { PlatformStack } from '../platform-stack';
import type { ITerraformDependable } from '../terraform';
import { OperatorRole } from './operator-role';
import { ProviderSubnets } from './provider-subnets';

/** The only metric that a provider scales by. */
const cpuMetric = 'LambdaCapacityProviderAverageCPUUtilization';

/**
 * A Lambda capacity provider: EC2 instances in the stage's subnets that Lambda runs published versions
 * on. They call out and nobody calls them. Without a version on it, it has no instance.
 *
 * AWS makes it anew for other subnets, instance types or another key. Its name carries all of them, so
 * that the new one is made before functions move to it, and the old one goes after.
 */
export class CapacityProvider extends Construct {
  readonly arn: string;

  constructor(
    stack: PlatformStack,
    scope: Construct,
    { name, settings, names }: StageCapacityProvider,
    network: Pick<NetworkingContract, 'vpcId' | 'taskSubnetIds'>,
  ) {
    super(scope, name);
    const { stage } = stack;
    const path = `capacityProviders.${name}`;
    stack.recordOrigin(this, stage.at(path));
    const tags = { 'slipway:capacity-provider': name, 'slipway:owner': settings.owner };

    const role = new OperatorRole(this, 'operator', stage, names.operatorRole, tags);
    const subnets = new ProviderSubnets(
      this,
      'subnets',
      network.taskSubnetIds,
      settings.excludeZoneIds,
    );
    const group = this.securityGroup(names.securityGroup, network.vpcId, tags);
    const where = `of capacity provider ${name} of stage ${stage.name}`;
    const provider = new LambdaCapacityProvider(this, 'provider', {
      name: `${names.capacityProvider}-\${substr(sha256(join(",", ${subnets.idsExpression})), 0, 6)}`,
      capacityProviderScalingConfig: [scalingConfig(settings)],
      instanceRequirements: [instanceRequirements(settings)],
      kmsKeyArn: settings.kmsKey,
      permissionsConfig: [{ capacityProviderOperatorRoleArn: role.arn }],
      vpcConfig: [
        {
          subnetIds: subnets.ids,
          securityGroupIds: [group.id],
        },
      ],
      tags,
      dependsOn: [...role.ready, ...group.ready],
      lifecycle: {
        createBeforeDestroy: true,
        precondition: [
          {
            // https://docs.aws.amazon.com/lambda/latest/api/API_CapacityProviderVpcConfig.html
            condition: `\${length(${subnets.idsExpression}) >= 1 && length(${subnets.idsExpression}) <= 16}`,
            errorMessage:
              `\${length(${subnets.idsExpression})} subnets are left for the instances ${where}, and Lambda takes 1 to 16. ` +
              `Exclude fewer zones in ${path}.excludeZoneIds, or let the network of the stage have others.`,
          },
        ],
      },
    });
    stack.warn(`capacity_${name.replaceAll('-', '_')}_zones`, {
      // None at all is refused.
      condition: `\${length(${subnets.zonesExpression}) >= 3 || length(${subnets.idsExpression}) == 0}`,
      errorMessage:
        `The instances ${where} are in zone \${join(", ", ${subnets.zonesExpression})}. ` +
        'Lambda spreads three environments of a version over three zones; with fewer, the loss of one takes more of them.',
    });
    this.arn = provider.arn;
  }

  /** Lets instances call out, and nobody in. */
  private securityGroup(
    name: string,
    vpcId: string,
    tags: Readonly<Record<string, string>>,
  ): { readonly id: string; readonly ready: ITerraformDependable[] } {
    // checkov CKV2_AWS_5 aws_security_group.capacity-providers_*: the instances of the provider
    // wear it (platform-team, until 2027-11-30)
    const group = new SecurityGroup(this, 'security-group', {
      name,
      description: 'Instances that Lambda runs functions on.',
      vpcId,
      tags: { ...tags, Name: name },
    });
    const wayOut = new VpcSecurityGroupEgressRule(this, 'to-anywhere', {
      securityGroupId: group.id,
      cidrIpv4: '0.0.0.0/0',
      ipProtocol: '-1',
      description: 'Instances call Lambda, CloudWatch and what functions use.',
    });
    return { id: group.id, ready: [wayOut] };
  }
}

/** What a list of objects has to have where there is no value; the bindings know no null. */
function absent<Value>(): Value {
  return null as unknown as Value;
}

function scalingConfig({ scaling }: CapacityProviderSettings) {
  return {
    maxVcpuCount: scaling.maxVcpu,
    scalingMode: scaling.mode === 'manual' ? 'Manual' : 'Auto',
    scalingPolicies:
      scaling.cpu === undefined
        ? absent<[]>()
        : [{ predefinedMetricType: cpuMetric, targetValue: scaling.cpu }],
  };
}

function instanceRequirements({ architecture, instanceTypes }: CapacityProviderSettings) {
  return {
    architectures: [architecture],
    allowedInstanceTypes: instanceTypes?.allow ?? absent<string[]>(),
    excludedInstanceTypes: instanceTypes?.exclude ?? absent<string[]>(),
  };
}
