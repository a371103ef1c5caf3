import type { TargetGroup } from '@slipway/routing';

/**
 * A target group with what a load balancer goes by when it picks a target.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html
 */
export type BalancedGroup = TargetGroup & {
  /** Absent: round robin. */
  readonly algorithm?: 'least_outstanding_requests' | 'weighted_random';
  /** Seconds in which a new target's share grows; absent: at once. */
  readonly slowStart?: number;
  /** Absent where each request goes to any target. */
  readonly stickiness?: GroupStickiness;
};

export interface GroupStickiness {
  /** `lb_cookie` or `app_cookie`. */
  readonly type: string;
  /** Seconds. */
  readonly duration: number;
  /** Of the type `app_cookie`. */
  readonly cookieName?: string;
}
