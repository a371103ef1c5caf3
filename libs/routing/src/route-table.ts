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
  /** Sorted by domain name, then base path; absent where no custom domain leads here. */
  readonly domainMappings?: readonly DomainMapping[];
}

/**
 * A base path of a custom domain and the API stage behind it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html
 */
export interface DomainMapping {
  /** `api.example.com`, or `*.example.com`. */
  readonly domainName: string;
  /** Without slashes around it: `shop`, `shop/v1`; empty for what no other mapping takes. */
  readonly basePath: string;
  readonly restApi: string;
  readonly apiStage: string;
}

export interface RestApi {
  readonly name: string;
  /** Name of the API stage, the first path segment of the default endpoint. */
  readonly apiStage: string;
  /** Media types whose bodies are passed on as bytes; any other body is text. `*\/*` means all. */
  readonly binaryMediaTypes: readonly string[];
  /**
   * Absent where the `execute-api` endpoint serves the API. `disabled`: it answers 403 and only custom
   * domains lead here; unknown before a plan: the text says why.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html
   */
  readonly executeApiEndpoint?: 'disabled' | { readonly unknown: string };
  /** Sorted by path, then method. */
  readonly routes: readonly RestRoute[];
  /** Why further routes of it are not known before a plan; absent where all are known. */
  readonly unknownRoutes?: string;
}

export type HttpMethod = 'ANY' | 'DELETE' | 'GET' | 'HEAD' | 'OPTIONS' | 'PATCH' | 'POST' | 'PUT';

export interface RestRoute {
  /** As in API Gateway: `/quotes`, `/quotes/{proxy+}`. */
  readonly path: string;
  readonly method: HttpMethod;
  readonly apiKeyRequired: boolean;
  readonly authorization: Authorization;
  /** Why the authorization is UNKNOWN; absent for any other. */
  readonly authorizationReason?: string;
  /** Absent unless the authorization is CUSTOM or COGNITO_USER_POOLS. */
  readonly authorizer?: Authorizer;
  readonly integration: Integration;
}

/**
 * UNKNOWN: not known before a plan, or AWS does not say what it makes of what is written.
 * https://docs.aws.amazon.com/apigateway/latest/api/API_Method.html
 */
export type Authorization = 'NONE' | 'AWS_IAM' | 'CUSTOM' | 'COGNITO_USER_POOLS' | 'UNKNOWN';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_Authorizer.html */
export interface Authorizer {
  readonly name: string;
  readonly type: 'TOKEN' | 'REQUEST' | 'COGNITO_USER_POOLS';
  /** Absent for a user pool, and where only AWS knows. */
  readonly functionName?: string;
  /** `method.request.header.Authorization`. */
  readonly identitySource?: string;
  /** Seconds that an answer is kept. */
  readonly resultTtl?: number;
}

export type Integration =
  | ({
      readonly type: 'HTTP_PROXY';
      /** Name of the NLB behind the VPC link. */
      readonly networkLoadBalancer: string;
      /** Port in the URI; it picks the NLB listener. */
      readonly port: number;
      /** Backend path with its variables: `/quotes/{proxy}`. */
      readonly path: string;
      readonly timeoutMs: number;
    } & LinkedRequest)
  | ({
      readonly type: 'HTTP_PROXY';
      /** Name of the ALB that a VPC link of V2 reaches without an NLB. */
      readonly applicationLoadBalancer: string;
      /** Port of the ALB's listener. */
      readonly port: number;
      /** Backend path with its variables; the API stage's name may stand in front of it. */
      readonly path: string;
      readonly timeoutMs: number;
    } & LinkedRequest)
  | {
      readonly type: 'AWS_PROXY';
      readonly functionName: string;
      readonly qualifier: string;
      readonly timeoutMs: number;
    }
  /** API Gateway answers by itself. */
  | { readonly type: 'MOCK'; readonly timeoutMs: number }
  /** Goes to an address outside of the VPC; `HTTP_PROXY` and `HTTP` alike. */
  | { readonly type: 'HTTP'; readonly url: string; readonly timeoutMs: number }
  /** Calls an API of AWS; the text names it. */
  | { readonly type: 'AWS'; readonly service: string; readonly timeoutMs: number }
  /** Not known before a plan; the text says why. */
  | { readonly type: 'UNKNOWN'; readonly reason: string; readonly timeoutMs: number };

/** What an integration through a VPC link makes of the request besides its path. */
export interface LinkedRequest {
  /** Verb that the backend gets; absent: the client's. */
  readonly backendMethod?: HttpMethod;
  /**
   * What the load balancer sees as host: `client` where the client's is mapped, or the URI's; unknown
   * before a plan, with the reason; absent where it is the load balancer's own name, which only AWS
   * knows.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
   */
  readonly host?: 'client' | { readonly name: string } | { readonly unknown: string };
}

/** A TCP listener of the NLB and what it forwards to. */
export type NetworkListener = {
  readonly networkLoadBalancer: string;
  readonly port: number;
} & (
  | {
      readonly applicationLoadBalancer: string;
      readonly applicationListenerPort: number;
    }
  /** Name of a target group whose targets are no ALB. */
  | { readonly targetGroup: string }
  /** Not known before a plan; the text says why. */
  | { readonly unknown: string }
);

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
  /** The same for the host. */
  readonly hostRewrite?: UrlRewrite;
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

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html */
export type RuleCondition =
  | {
      readonly field: 'path-pattern' | 'host-header';
      readonly values: readonly string[];
      /** Regular expressions; met like one of the values. */
      readonly regexValues?: readonly string[];
    }
  | {
      readonly field: 'http-header';
      readonly name: string;
      readonly values: readonly string[];
      readonly regexValues?: readonly string[];
    }
  | { readonly field: 'http-request-method'; readonly values: readonly string[] }
  | { readonly field: 'query-string'; readonly values: readonly QueryStringValue[] }
  /** CIDR blocks. */
  | { readonly field: 'source-ip'; readonly values: readonly string[] }
  /** Not known before a plan; the text says why. */
  | { readonly field: 'unknown'; readonly values: readonly never[]; readonly reason: string };

export interface QueryStringValue {
  /** Absent: of any key. */
  readonly key?: string;
  readonly value: string;
}

/**
 * How a client proves itself to the ALB before the action; without proof it is sent away.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
 */
export type ListenerAuthentication =
  'authenticate-cognito' | 'authenticate-oidc' | 'jwt-validation';

export type ListenerAction = { readonly authentication?: ListenerAuthentication } & (
  | { readonly type: 'forward'; readonly targetGroup: string }
  | {
      readonly type: 'weighted-forward';
      /** Sorted by name. */
      readonly targetGroups: readonly WeightedTargetGroup[];
      /** Seconds that a client stays with a group; absent where each request is drawn anew. */
      readonly stickiness?: number;
    }
  | {
      readonly type: 'fixed-response';
      readonly statusCode: number;
      readonly contentType: string;
      readonly body: string;
    }
  | {
      readonly type: 'redirect';
      readonly statusCode: number;
      /** With `#{protocol}`, `#{host}`, `#{port}`, `#{path}` and `#{query}` for the request's own. */
      readonly location: string;
    }
  /** Not known before a plan; the text says why. */
  | { readonly type: 'unknown'; readonly reason: string }
);

export interface WeightedTargetGroup {
  readonly targetGroup: string;
  /** 0 to 999; a group of weight 0 gets nothing. */
  readonly weight: number;
}

export interface TargetGroup {
  readonly name: string;
  /** 0 where the targets are functions. */
  readonly port: number;
  readonly healthCheck: HealthCheck;
  /** Seconds. */
  readonly deregistrationDelay: number;
  /** Absent: round robin. */
  readonly algorithm?: 'least_outstanding_requests' | 'weighted_random';
  /** Absent where each request goes to any target. */
  readonly stickiness?: TargetStickiness;
  /** Seconds in which a new target's share grows; absent: at once. */
  readonly slowStart?: number;
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html */
export interface TargetStickiness {
  readonly type: string;
  /** Seconds. */
  readonly duration: number;
  /** Of the type `app_cookie`. */
  readonly cookieName?: string;
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
