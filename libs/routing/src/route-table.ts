/**
 * Every way a request can take through a stage, as data. The platform builds it from the catalog,
 * `terraform-graph` builds it again from the synthesised JSON; both must be equal.
 * Arrays are sorted as their field comments say, so that equal tables are deeply equal.
 */
export interface RouteTable {
  /** Sorted by name. */
  readonly restApis: readonly RestApi[];
  /** Sorted by port. */
  readonly networkListeners: readonly NetworkListener[];
  /** Sorted by name of the load balancer, then port. */
  readonly applicationListeners: readonly ApplicationListener[];
  /** Sorted by name. */
  readonly targetGroups: readonly TargetGroup[];
}

export interface RestApi {
  readonly name: string;
  /** Name of the API stage, the first path segment of the default endpoint. */
  readonly apiStage: string;
  /** Media types whose bodies are passed on as bytes; any other body is text. `*\/*` means all. */
  readonly binaryMediaTypes: readonly string[];
  /** Sorted by path, then method. */
  readonly routes: readonly RestRoute[];
}

export type HttpMethod = 'ANY' | 'DELETE' | 'GET' | 'HEAD' | 'OPTIONS' | 'PATCH' | 'POST' | 'PUT';

export interface RestRoute {
  /** As in API Gateway: `/quotes`, `/quotes/{proxy+}`. */
  readonly path: string;
  readonly method: HttpMethod;
  readonly apiKeyRequired: boolean;
  readonly authorization: 'NONE';
  readonly integration: Integration;
}

export type Integration =
  | {
      readonly type: 'HTTP_PROXY';
      /** Name of the NLB behind the VPC link. */
      readonly networkLoadBalancer: string;
      /** Port in the URI; it picks the NLB listener. */
      readonly port: number;
      /** Backend path with its variables: `/quotes/{proxy}`. */
      readonly path: string;
      readonly timeoutMs: number;
    }
  | {
      readonly type: 'HTTP_PROXY';
      /** Name of the ALB that a VPC link of V2 reaches without an NLB. */
      readonly applicationLoadBalancer: string;
      /** Port of the ALB's listener. */
      readonly port: number;
      /** Backend path with its variables; the API stage's name may stand in front of it. */
      readonly path: string;
      readonly timeoutMs: number;
    }
  | {
      readonly type: 'AWS_PROXY';
      readonly functionName: string;
      readonly qualifier: string;
      readonly timeoutMs: number;
    };

/** A TCP listener of the NLB and the ALB it forwards to. */
export interface NetworkListener {
  readonly networkLoadBalancer: string;
  readonly port: number;
  readonly applicationLoadBalancer: string;
  readonly applicationListenerPort: number;
}

export interface ApplicationListener {
  readonly applicationLoadBalancer: string;
  readonly port: number;
  /** Sorted by priority, ascending: the order in which the ALB evaluates. */
  readonly rules: readonly ListenerRule[];
  readonly defaultAction: ListenerAction;
}

export interface ListenerRule {
  /** 1 to 50,000; unique in a listener. */
  readonly priority: number;
  /** A request must meet every condition; within one, any value. */
  readonly conditions: readonly RuleCondition[];
  /** Done to the path once the rule has won; absent where the target sees the path as it is. */
  readonly rewrite?: UrlRewrite;
  readonly action: ListenerAction;
}

/**
 * A path that matches is replaced, any other stays.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-transforms.html
 */
export interface UrlRewrite {
  readonly regex: string;
  /** With `$1` for the first group. */
  readonly replace: string;
}

export type RuleCondition =
  | { readonly field: 'path-pattern'; readonly values: readonly string[] }
  | { readonly field: 'host-header'; readonly values: readonly string[] };

export type ListenerAction =
  | { readonly type: 'forward'; readonly targetGroup: string }
  | {
      readonly type: 'fixed-response';
      readonly statusCode: number;
      readonly contentType: string;
      readonly body: string;
    };

export interface TargetGroup {
  readonly name: string;
  readonly port: number;
  readonly healthCheck: HealthCheck;
  /** Seconds. */
  readonly deregistrationDelay: number;
}

export interface HealthCheck {
  readonly path: string;
  /** Codes that count as healthy: `200-299`. */
  readonly matcher: string;
  /** Seconds between two checks. */
  readonly interval: number;
  /** Seconds. */
  readonly timeout: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
}
