/** A rule about routes, in the form that the tables of all rules have. */
export interface RouteRule {
  readonly severity: 'error' | 'warning';
  readonly title: string;
  readonly why: string;
  readonly reference?: string;
}

/** Every rule about routes by its id. An id is never given to another rule. */
export const routeRules = {
  SLP2601: {
    severity: 'error',
    title: 'A verb that a protected resource lacks does not fall through to an open route',
    why: 'API Gateway looks for resource and verb together and before it asks who calls: a verb that the resource lacks is served by the next `{variable}` or `{proxy+}` that has it',
    reference: 'https://github.com/ministackorg/ministack/pull/1423',
  },
  SLP2602: {
    severity: 'error',
    title: 'Every request of a route is forwarded to the service of the route',
    why: 'the ALB answers by itself, or another service does, and both look like a working deployment',
    reference:
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html',
  },
  SLP2603: {
    severity: 'warning',
    title: 'Every rule that forwards can be reached by a route',
    why: 'the service behind it gets no request, and the rule counts towards the 100 of its ALB',
    reference:
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html',
  },
  SLP2604: {
    severity: 'error',
    title: 'No listener rule is shadowed by an earlier one',
    why: 'an ALB takes the first rule that matches, so this one never does, and AWS says nothing',
    reference:
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html',
  },
  SLP2605: {
    severity: 'error',
    title: 'A preflight needs no API key and no authorization',
    why: 'browsers send OPTIONS without key and without credentials, so the preflight fails and every call after it',
    reference: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html',
  },
  SLP2606: {
    severity: 'warning',
    title: 'A route waits as long as the function behind it may run',
    why: 'API Gateway answers 504 while the function goes on, is paid for, and may do its work twice when the client tries again',
    reference: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html',
  },
} as const satisfies Record<string, RouteRule>;

export type RouteRuleId = keyof typeof routeRules;
