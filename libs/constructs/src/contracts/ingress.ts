import type { PlatformStack } from '../platform-stack';
import { remoteStateOf } from './remote-state';

/** What `<stage>-networking` offers to the stacks of the REST APIs. */
export interface IngressContract {
  readonly networkLoadBalancers: readonly NetworkLoadBalancerContract[];
}

/** The way to the ALBs behind one NLB. */
export interface NetworkLoadBalancerContract {
  readonly index: number;
  readonly vpcLinkId: string;
  readonly dnsName: string;
}

/** Writes the contract as outputs of the networking stack: two for each NLB. */
export function offerIngress(stack: PlatformStack, contract: IngressContract): void {
  for (const { index, vpcLinkId, dnsName } of contract.networkLoadBalancers) {
    const name = outputNames(index);
    stack.offer(name.vpcLinkId, vpcLinkId, 'VPC link from the REST APIs to the NLB.');
    stack.offer(name.dnsName, dnsName, 'Host in integration URIs.');
  }
}

/** Reads what the networking stack of the same stage offers of the given NLBs. */
export function readIngress(
  stack: PlatformStack,
  networkLoadBalancers: readonly { readonly index: number }[],
): IngressContract {
  const state = remoteStateOf(stack, 'networking');
  return {
    networkLoadBalancers: networkLoadBalancers.map(({ index }) => {
      const name = outputNames(index);
      return {
        index,
        vpcLinkId: state.getString(name.vpcLinkId),
        dnsName: state.getString(name.dnsName),
      };
    }),
  };
}

/** The first NLB keeps the plain names, the others add their number. */
function outputNames(index: number): Record<'vpcLinkId' | 'dnsName', string> {
  const end = index === 1 ? '' : `_${index}`;
  return {
    vpcLinkId: `vpc_link_id${end}`,
    dnsName: `network_load_balancer_dns_name${end}`,
  };
}
