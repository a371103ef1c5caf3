import type { RouteAuth } from '@slipway/catalog';

/** One service's part of a REST API: its base path and everything below, every verb. */
export interface ApiRoute {
  /** `/quotes`. */
  readonly basePath: string;
  readonly auth: RouteAuth;
  readonly timeoutMs: number;
  readonly backend: RouteBackend;
}

export type RouteBackend =
  | {
      readonly kind: 'vpc-link';
      readonly vpcLinkId: string;
      readonly host: string;
      /** Picks the NLB's listener, and by it the ALB. */
      readonly port: number;
    }
  | {
      readonly kind: 'vpc-link-v2';
      readonly vpcLinkId: string;
      /** Picks the ALB; the host is only its Host header. */
      readonly loadBalancerArn: string;
      readonly host: string;
      readonly port: number;
    }
  | { readonly kind: 'lambda'; readonly invokeArn: string };
