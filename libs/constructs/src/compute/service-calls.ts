import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import type { PlacedBatchService, PlacedCall, PlacedHttpService } from '@slipway/platform';
import { Construct } from 'constructs';
import type { ITerraformDependable } from '../terraform';
import type { NetworkingContract, ShardContract } from '../contracts/networking';

/**
 * The ways from a service to those it calls: its tasks wear a security group of their own, which the
 * called services' ALBs admit at the ports of these services and no others.
 */
export class ServiceCalls extends Construct {
  /** What must stand before a task can call. */
  readonly ready: ITerraformDependable[] = [];
  /** Empty where it calls none. */
  readonly securityGroupIds: readonly string[];
  /** `http://<host>:<port>/<base path>` of each called service, by the variable that holds it. */
  readonly addresses: Readonly<Record<string, string>>;

  /** @throws Error where the network's contract lacks the shard of a called service */
  constructor(
    scope: Construct,
    id: string,
    { service, names, calls }: PlacedHttpService | PlacedBatchService,
    network: NetworkingContract,
  ) {
    super(scope, id);
    const ways = calls.map((call) => ({ call, shard: shardOf(network, call) }));
    this.addresses = Object.fromEntries(
      ways.map(({ call, shard }) => [
        call.variable,
        `http://${shard.albDnsName}:${call.port}${call.basePath}`,
      ]),
    );
    if (calls.length === 0) {
      this.securityGroupIds = [];
      return;
    }
    const name = names.callerSecurityGroup;
    // checkov CKV2_AWS_5 aws_security_group.services_*_calls_caller_*: tasks of a batch service
    // get it from who starts them (platform-team, until 2027-11-30)
    const caller = new SecurityGroup(this, 'caller', {
      name,
      description: `Tasks of ${service.name}, as callers of other services.`,
      vpcId: network.vpcId,
      tags: { Name: name },
      // Running tasks wear it until their service has been changed, and AWS keeps it as long as they do.
      lifecycle: { createBeforeDestroy: true },
    });
    for (const { call, shard } of ways) {
      const rule = new VpcSecurityGroupIngressRule(this, call.service, {
        securityGroupId: shard.callSecurityGroupId,
        referencedSecurityGroupId: caller.id,
        ipProtocol: 'tcp',
        fromPort: call.port,
        toPort: call.port,
        description: `${service.name} calls ${call.service}.`,
        // The old tasks call until the new ones have taken over.
        lifecycle: { createBeforeDestroy: true },
      });
      this.ready.push(rule);
    }
    this.securityGroupIds = [caller.id];
  }
}

function shardOf({ shards }: NetworkingContract, call: PlacedCall): ShardContract {
  const shard = shards.find(({ index }) => index === call.shard);
  if (shard) return shard;
  throw new Error(`${call.service} is placed on shard ${call.shard}, which the stage lacks`);
}
