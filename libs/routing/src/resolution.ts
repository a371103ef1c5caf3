import type {
  ApplicationListener,
  ListenerRule,
  RestApi,
  RestRoute,
  TargetGroup,
  NetworkListener,
} from './route-table';

export interface RouteRequest {
  readonly method: string;
  /** Path as the client sent it after the API stage was taken off, without the query: `/quotes/42`. */
  readonly path: string;
  /** What `host-header` conditions are held against; without it none is met. */
  readonly host?: string;
}

/** A rule that was evaluated before the one that won, and why it lost. */
export interface LosingRule {
  readonly rule: ListenerRule;
  readonly reason: string;
}

/** Where one request goes. Every variant carries the hops it got through. */
export type Resolution =
  /** No route has the path and the verb: API Gateway answers 403 `Missing Authentication Token`. */
  | { readonly outcome: 'no-route' }
  | {
      readonly outcome: 'function';
      readonly api: RestApi;
      readonly route: RestRoute;
      readonly pathParameters: Readonly<Record<string, string>>;
      readonly functionName: string;
      readonly qualifier: string;
    }
  | {
      readonly outcome: 'target-group';
      readonly api: RestApi;
      readonly route: RestRoute;
      /** Absent where the VPC link reaches the ALB itself. */
      readonly networkListener?: NetworkListener;
      readonly listener: ApplicationListener;
      /** Absent where the listener's default action forwards. */
      readonly rule?: ListenerRule;
      readonly losers: readonly LosingRule[];
      readonly targetGroup: TargetGroup;
      /** Path as the service sees it. */
      readonly backendPath: string;
    }
  | {
      readonly outcome: 'fixed-response';
      readonly api: RestApi;
      readonly route: RestRoute;
      /** Absent where the VPC link reaches the ALB itself. */
      readonly networkListener?: NetworkListener;
      readonly listener: ApplicationListener;
      /** Absent where the listener's default action answers. */
      readonly rule?: ListenerRule;
      readonly losers: readonly LosingRule[];
      readonly statusCode: number;
      readonly contentType: string;
      readonly body: string;
      readonly backendPath: string;
    }
  /** Where it goes depends on something that AWS does not say; the text tells what. */
  | {
      readonly outcome: 'uncertain';
      readonly api: RestApi;
      readonly route: RestRoute;
      readonly reason: string;
    }
  /** A hop points at nothing in the table; the text names it. */
  | { readonly outcome: 'broken'; readonly route: RestRoute; readonly reason: string };
