import type { Resolution } from '@slipway/routing';
import { endpointTimedOut, requestTooLong, type Refuse } from './gateway-responses';
import type { Origin } from './load-balancer';
import { maxPayload } from './payload';

type ThroughLink = Extract<Resolution, { readonly outcome: 'target-group' }>;

/** An API's integration that sends through its VPC link. */
export function linkOrigin(
  { route, networkListener, listener, backendPath }: ThroughLink,
  refuse: Refuse,
): Origin {
  const { timeoutMs } = route.integration;
  return {
    path: backendPath,
    host: networkListener?.networkLoadBalancer ?? listener.applicationLoadBalancer,
    timeoutMs,
    maxPayload,
    giveUp(exchange, because) {
      if (because === 'payload-too-large') {
        refuse(exchange, requestTooLong);
        return 'API Gateway (body too long)';
      }
      refuse(exchange, endpointTimedOut);
      return `API Gateway (no response within ${timeoutMs} ms)`;
    },
  };
}
