import type { LosingRule } from '@slipway/routing';

/** Which listener of the stage took a request in: the API's, an ALB's that services call, or Slipway's own paths. */
export type RequestEntry = 'api' | 'call' | 'slipway';

/** One hop of a request. A hop that hands the request on lasts until the answer has come back through it. */
export interface RequestHop {
  readonly kind:
    | 'api-gateway'
    | 'authorizer'
    | 'network-load-balancer'
    | 'application-load-balancer'
    | 'target'
    | 'function';
  /** Name of the API, load balancer, target group or function. */
  readonly name: string;
  /** Milliseconds after the request's head had arrived. */
  readonly startMs: number;
  readonly durationMs: number;
}

/** A rule of an ALB that was evaluated before the one that won. */
export interface LostRule {
  readonly priority: number;
  readonly reason: string;
}

/** One request, told when its answer has been sent, or its client has gone. */
export interface RequestRecord {
  readonly type: 'request';
  readonly requestId: string;
  readonly entry: RequestEntry;
  /** Milliseconds since 1970 at which its head had arrived. */
  readonly time: number;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly statusCode: number;
  readonly durationMs: number;
  /** Bytes of the answer's body. */
  readonly responseLength: number;
  /** Who answered: the service, or the hop that refused. */
  readonly answeredBy: string;
  /** `ANY /quotes/{proxy+}`; absent where no route of an API took it. */
  readonly route?: string;
  /** In the order in which they began. */
  readonly hops: readonly RequestHop[];
  /** Priority of the rule that won; absent where none was needed, or the default action took it. */
  readonly rule?: number;
  /** In the order of evaluation; the reasons are worked out when they are read. */
  readonly losers: readonly LostRule[];
  readonly targetGroup?: string;
  /** The process that got it, by its port on the loopback address. */
  readonly target?: { readonly port: number };
  readonly service?: string;
  /** The line of the API stage's access log, in the stage's own format; absent where it writes none. */
  readonly accessLog?: string;
}

type MutableHop = { -readonly [Key in keyof RequestHop]: RequestHop[Key] };

/** What a request's record is made of, written down by each hop while the request is under way. */
export class RequestTrace {
  entry: RequestEntry = 'slipway';
  route: string | undefined;
  rule: number | undefined;
  losingRules: readonly LosingRule[] = [];
  targetGroup: string | undefined;
  target: { readonly port: number } | undefined;
  service: string | undefined;
  responseLength = 0;
  /** Writes the line of the access log. */
  accessLog: (() => string) | undefined;
  private readonly hops: MutableHop[] = [];
  private readonly startedAt = performance.now();

  /** Milliseconds since the request's head has arrived. */
  get elapsedMs(): number {
    return performance.now() - this.startedAt;
  }

  /** Begins a hop. Returns what ends it and says how many milliseconds it took. */
  enter(kind: RequestHop['kind'], name: string): () => number {
    const hop: MutableHop = { kind, name, startMs: this.elapsedMs, durationMs: 0 };
    this.hops.push(hop);
    return () => (hop.durationMs = this.elapsedMs - hop.startMs);
  }

  /** The record of the request, now that it has ended. */
  record(
    request: Pick<RequestRecord, 'requestId' | 'time' | 'method' | 'path'>,
    answer: Pick<RequestRecord, 'statusCode' | 'answeredBy'>,
  ): RequestRecord {
    const { losingRules, accessLog } = this;
    const { requestId, time, method, path } = request;
    return {
      type: 'request',
      ...{ requestId, entry: this.entry, time, method, path },
      statusCode: answer.statusCode,
      durationMs: this.elapsedMs,
      responseLength: this.responseLength,
      answeredBy: answer.answeredBy,
      route: this.route,
      hops: this.hops,
      rule: this.rule,
      // Most records are never looked into, and a listener may have a hundred rules.
      get losers() {
        return losingRules.map(({ rule, reason }) => ({ priority: rule.priority, reason }));
      },
      targetGroup: this.targetGroup,
      target: this.target,
      service: this.service,
      get accessLog() {
        return accessLog?.();
      },
    };
  }
}
