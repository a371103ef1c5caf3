import type {
  ApplicationListener,
  DomainMapping,
  ListenerRule,
  NetworkListener,
  RestApi,
  RestRoute,
  TargetGroup,
} from './route-table';

export interface RouteRequest {
  readonly method: string;
  /** Path as the client sent it after the API stage was taken off, without the query: `/quotes/42`. */
  readonly path: string;
  /** What the client sent as host. One of a custom domain picks a mapping, whose base path is taken off. */
  readonly host?: string;
  /** By lower-case name; a header sent twice is a list. */
  readonly headers?: RequestHeaders;
  /** Without the question mark. */
  readonly query?: string;
  /** Address that the ALB sees; through an NLB or a VPC link only AWS knows it. */
  readonly sourceIp?: string;
}

/** By lower-case name; a header sent twice is a list. */
export type RequestHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A rule that was evaluated before the one that won, and why it lost. */
export interface LosingRule {
  readonly rule: ListenerRule;
  /** Every condition that is not met. */
  readonly reason: string;
}

/** A resource that has the path and lacks the verb, so that a request falls through to the next one. */
export interface PassedResource {
  readonly path: string;
  /** Verbs that it has. */
  readonly methods: readonly string[];
}

/** A target group and its part of the requests. */
export interface TargetGroupShare {
  readonly targetGroup: TargetGroup;
  readonly weight: number;
}

/** How a request came to its route. */
interface OnRoute {
  readonly api: RestApi;
  readonly route: RestRoute;
  /** Absent where the request came by no custom domain. */
  readonly mapping?: DomainMapping;
  /** Absent where no better resource lacks the verb. */
  readonly passedOver?: readonly PassedResource[];
}

/** The load balancers that a request passes. */
interface ThroughLoadBalancers extends OnRoute {
  /** Absent where the VPC link reaches the ALB itself. */
  readonly networkListener?: NetworkListener;
  readonly listener: ApplicationListener;
  /** Absent where the listener's default action takes the request. */
  readonly rule?: ListenerRule;
  readonly losers: readonly LosingRule[];
  /** Path as the service sees it. */
  readonly backendPath: string;
}

/** Where one request goes. Every variant carries the hops it got through. */
export type Resolution =
  /**
   * No route has the path and the verb: API Gateway answers 403 `Missing Authentication Token`; or a
   * custom domain has no mapping for the path, or the endpoint is disabled: it answers 403 `Forbidden`.
   */
  | {
      readonly outcome: 'no-route';
      readonly mapping?: DomainMapping;
      readonly passedOver?: readonly PassedResource[];
      /** The domain that has no mapping. */
      readonly unmappedDomain?: string;
      /** The API that the request would be for, whose `execute-api` endpoint is disabled. */
      readonly disabledEndpoint?: Pick<RestApi, 'name' | 'apiStage'>;
    }
  | ({
      readonly outcome: 'function';
      readonly pathParameters: Readonly<Record<string, string>>;
      readonly functionName: string;
      readonly qualifier: string;
    } & OnRoute)
  | ({
      readonly outcome: 'target-group';
      /** The only one, or that with the largest weight. */
      readonly targetGroup: TargetGroup;
      /** Absent where all requests go to one. */
      readonly weighted?: readonly TargetGroupShare[];
    } & ThroughLoadBalancers)
  | ({
      readonly outcome: 'fixed-response';
      readonly statusCode: number;
      readonly contentType: string;
      readonly body: string;
    } & ThroughLoadBalancers)
  /** The ALB sends the client elsewhere. */
  | ({
      readonly outcome: 'redirect';
      readonly statusCode: number;
      /** With `#{host}` and the like for what only AWS knows. */
      readonly location: string;
    } & ThroughLoadBalancers)
  /** The NLB sends to targets that are no ALB. */
  | ({
      readonly outcome: 'network-target-group';
      readonly networkListener: NetworkListener;
      readonly targetGroup: TargetGroup;
      readonly backendPath: string;
    } & OnRoute)
  /** API Gateway answers by itself, or calls what is no service of the stage. */
  | ({
      readonly outcome: 'mock' | 'outside';
      /** Address or API that is called. */
      readonly destination?: string;
    } & OnRoute)
  /** Where it goes depends on something that AWS does not say; the text tells what. */
  | ({
      readonly outcome: 'uncertain';
      readonly reason: string;
      /** APIs that all have a route for the request, where only the host tells which one is asked. */
      readonly rivalApis?: readonly Pick<RestApi, 'name' | 'apiStage'>[];
    } & OnRoute &
      Partial<Pick<ThroughLoadBalancers, 'networkListener' | 'listener' | 'losers'>>)
  /** Whether a route takes it is not known before a plan; the text says why. */
  | {
      readonly outcome: 'uncertain';
      readonly reason: string;
      /** Absent where the API of a custom domain is not in the table. */
      readonly api?: RestApi;
      readonly mapping?: DomainMapping;
      readonly passedOver?: readonly PassedResource[];
    }
  /** A hop points at nothing in the table; the text names it. */
  | ({ readonly outcome: 'broken'; readonly reason: string } & OnRoute);
