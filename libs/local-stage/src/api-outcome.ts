import type { Resolution, RestApi, RestRoute } from '@slipway/routing';
import type { Balanced } from './balanced';

/** How a request came to its route. */
interface OnRoute {
  readonly api: RestApi;
  readonly route: RestRoute;
}

/** A request that an API sends through its VPC link. */
export type BalancedThroughApi = OnRoute &
  Balanced & {
    /** Absent where the VPC link reaches the ALB itself. */
    readonly networkListener?: { readonly networkLoadBalancer: string };
    /** Path as the service sees it. */
    readonly backendPath: string;
  };

/** Where an API's request goes. */
export type ApiOutcome =
  | Exclude<Resolution, { readonly outcome: 'target-group' | 'fixed-response' }>
  | BalancedThroughApi
  /** API Gateway answers by itself, or calls what does not run on this machine. */
  | (OnRoute & { readonly outcome: 'mock' | 'outside' | 'network-target-group' });
