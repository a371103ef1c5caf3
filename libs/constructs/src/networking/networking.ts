import { stageEndpoints, type PlatformModel } from '@slipway/platform';
import { Construct } from 'constructs';
import type { IngressContract } from '../contracts/ingress';
import type { NetworkingContract } from '../contracts/networking';
import type { PlatformStack } from '../platform-stack';
import { ApplicationLoadBalancer } from './application-load-balancer';
import { DedicatedVpc } from './dedicated-vpc';
import { DefaultVpc } from './default-vpc';
import { DeployedNetwork } from './deployed-network';
import { ExistingVpc } from './existing-vpc';
import { FlowLogs } from './flow-logs';
import { applicationIngress, networkIngress } from './ingress';
import { InterfaceEndpoints } from './interface-endpoints';
import { LogBucket } from './log-bucket';
import { SecurityGroups } from './security-groups';
import type { StageNetwork } from './stage-network';

/** Everything of a stage that requests and tasks travel through, up to the ALB listeners. */
export class Networking extends Construct {
  readonly contract: NetworkingContract;
  readonly ingress: IngressContract;

  constructor(stack: PlatformStack, id: string, model: PlatformModel) {
    super(stack, id);
    const { stage, names, shards } = model;
    stack.recordOrigin(this, stage.at('network'));

    const network = this.network(model);
    new DeployedNetwork(this, 'deployed', stage, network);
    this.addFlowLogs(model, network.vpcId);
    this.addInterfaceEndpoints(model, network);
    const groups = new SecurityGroups(this, 'security-groups', model, network.vpcId);

    const ingress = new Construct(this, 'ingress');
    stack.recordOrigin(ingress, stage.at('ingress'));
    const { accessLogs } = new LogBucket(ingress, 'log-bucket', stage, names.logBucket);
    const balancers = shards.map((shard) => {
      const callSecurityGroupId = groups.forCallsOf(shard);
      const balancer = new ApplicationLoadBalancer(ingress, `alb-${shard.index}`, {
        shard,
        subnetIds: network.loadBalancerSubnetIds,
        securityGroupIds: [groups.applicationLoadBalancerId, callSecurityGroupId],
        accessLogs,
      });
      return { shard, balancer, callSecurityGroupId };
    });
    const entry = {
      vpcId: network.vpcId,
      subnetIds: network.loadBalancerSubnetIds,
      securityGroupId: groups.entryId,
    };
    this.ingress =
      stage.ingress.link === 'v1'
        ? networkIngress(ingress, model, balancers, entry)
        : applicationIngress(ingress, model, balancers, entry);

    this.contract = {
      vpcId: network.vpcId,
      taskSubnetIds: network.taskSubnetIds,
      assignPublicIp: network.assignPublicIp,
      taskSecurityGroupId: groups.taskId,
      shards: balancers.map(({ shard: { index }, balancer, callSecurityGroupId }) => ({
        index,
        albArn: balancer.arn,
        albDnsName: balancer.dnsName,
        callSecurityGroupId,
        albListenerArn: balancer.listenerArn,
        albArnSuffix: balancer.arnSuffix,
      })),
    };
  }

  private addFlowLogs({ stage, names }: PlatformModel, vpcId: string): void {
    const { traffic, retentionDays = stage.defaults.logRetentionDays } = stage.network.flowLogs;
    if (traffic === 'none') return;
    new FlowLogs(this, 'flow-logs', {
      stage,
      vpcId,
      traffic,
      retentionDays,
      logGroupName: names.flowLogGroup,
      roleName: names.flowLogRole,
    });
  }

  private addInterfaceEndpoints({ stage, names }: PlatformModel, network: StageNetwork): void {
    const { interfaces } = stageEndpoints(stage.network);
    if (stage.network.mode !== 'dedicated' || interfaces.length === 0) return;
    new InterfaceEndpoints(this, 'endpoints', {
      prefix: names.prefix,
      securityGroupName: names.endpointSecurityGroup,
      region: stage.region,
      vpcId: network.vpcId,
      cidr: stage.network.cidr,
      subnetIds: network.taskSubnetIds,
      services: interfaces,
    });
  }

  private network({ stage, names }: PlatformModel): StageNetwork {
    const { network } = stage;
    switch (network.mode) {
      case 'default-vpc':
        return new DefaultVpc(this, 'default-vpc', stage, network);
      case 'dedicated':
        return new DedicatedVpc(this, 'vpc', stage, names.prefix, network);
      case 'existing':
        return new ExistingVpc(this, 'existing-vpc', stage, network);
    }
  }
}
