import type { ApplicationListener, ListenerRule, LosingRule } from '@slipway/routing';
import type { BalancedGroup } from './balanced-group';

/** What an ALB does with a request, by its rules. */
export type Balanced = ThroughListener & (ToTargetGroup | ToFixedResponse | ToRedirect);

export interface ThroughListener {
  readonly listener: ApplicationListener;
  /** Absent where the listener's default action takes the request. */
  readonly rule?: ListenerRule;
  readonly losers: readonly LosingRule[];
}

export interface ToTargetGroup {
  readonly outcome: 'target-group';
  readonly targetGroup: BalancedGroup;
  /** Absent where all requests go to one. */
  readonly weighted?: readonly { readonly targetGroup: BalancedGroup; readonly weight: number }[];
}

export interface ToFixedResponse {
  readonly outcome: 'fixed-response';
  readonly statusCode: number;
  readonly contentType: string;
  readonly body: string;
}

export interface ToRedirect {
  readonly outcome: 'redirect';
  readonly statusCode: number;
  /** With `#{protocol}` and the like for what the rules alone do not say. */
  readonly location: string;
}
