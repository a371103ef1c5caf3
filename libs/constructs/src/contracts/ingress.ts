import type { PlatformModel } from '@slipway/platform';
import type { PlatformStack } from '../platform-stack';
import { remoteStateOf } from './remote-state';

/** What `<stage>-networking` offers to the stacks of the REST APIs. */
export type IngressContract = NetworkIngressContract | ApplicationIngressContract;

/** VPC links of V1, each to an NLB in front of ALBs. */
export interface NetworkIngressContract {
  readonly link: 'v1';
  readonly networkLoadBalancers: readonly NetworkLoadBalancerContract[];
}

/** The way to the ALBs behind one NLB. */
export interface NetworkLoadBalancerContract {
  readonly index: number;
  readonly vpcLinkId: string;
  readonly dnsName: string;
}

/** One VPC link of V2 to every ALB. */
export interface ApplicationIngressContract {
  readonly link: 'v2';
  readonly vpcLinkId: string;
  readonly applicationLoadBalancers: readonly ApplicationLoadBalancerContract[];
}

/** The ALB of one shard as an integration names it. */
export interface ApplicationLoadBalancerContract {
  readonly index: number;
  readonly arn: string;
  readonly dnsName: string;
}

/** Writes the contract as outputs of the networking stack: two for each load balancer, one for a link of V2. */
export function offerIngress(stack: PlatformStack, contract: IngressContract): void {
  if (contract.link === 'v1') {
    for (const { index, vpcLinkId, dnsName } of contract.networkLoadBalancers) {
      const name = networkOutputs(index);
      stack.offer(name.vpcLinkId, vpcLinkId, 'VPC link from the REST APIs to the NLB.');
      stack.offer(name.dnsName, dnsName, 'Host in integration URIs.');
    }
    return;
  }
  stack.offer(linkOutput, contract.vpcLinkId, 'VPC link from the REST APIs to the ALBs.');
  for (const { index, arn, dnsName } of contract.applicationLoadBalancers) {
    const name = targetOutputs(index);
    stack.offer(name.arn, arn, `Integration target of shard ${index}.`);
    stack.offer(name.dnsName, dnsName, `Host in integration URIs of shard ${index}.`);
  }
}

/** Reads what the networking stack of the same stage offers. */
export function readIngress(
  stack: PlatformStack,
  model: Pick<PlatformModel, 'networkLoadBalancers' | 'shards'>,
): IngressContract {
  const state = remoteStateOf(stack, 'networking');
  if (stack.stage.ingress.link === 'v1') {
    const networkLoadBalancers = model.networkLoadBalancers.map(({ index }) => {
      const name = networkOutputs(index);
      const vpcLinkId = state.getString(name.vpcLinkId);
      return { index, vpcLinkId, dnsName: state.getString(name.dnsName) };
    });
    return { link: 'v1', networkLoadBalancers };
  }
  const applicationLoadBalancers = model.shards.map(({ index }) => {
    const name = targetOutputs(index);
    return { index, arn: state.getString(name.arn), dnsName: state.getString(name.dnsName) };
  });
  return { link: 'v2', vpcLinkId: state.getString(linkOutput), applicationLoadBalancers };
}

const linkOutput = 'vpc_link_id';

/** The first NLB keeps the plain names, the others add their number. */
function networkOutputs(index: number): Record<'vpcLinkId' | 'dnsName', string> {
  const end = index === 1 ? '' : `_${index}`;
  return {
    vpcLinkId: `${linkOutput}${end}`,
    dnsName: `network_load_balancer_dns_name${end}`,
  };
}

function targetOutputs(index: number): Record<'arn' | 'dnsName', string> {
  return { arn: `integration_target_${index}`, dnsName: `integration_host_${index}` };
}
