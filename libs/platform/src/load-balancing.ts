import type { HealthCheck, ListenerAction } from '@slipway/routing';

/** How load balancers check their targets. A new one gets requests after 20 s, a broken one none after 30 s. */
export const healthCheck = {
  matcher: '200-299',
  interval: 10,
  timeout: 5,
  healthyThreshold: 2,
  unhealthyThreshold: 3,
} as const satisfies Omit<HealthCheck, 'path'>;

/** Seconds in which a leaving task finishes its requests; an API request takes 29 at most. */
export const deregistrationDelay = 30;

/**
 * Port of the target groups of tasks. It says nothing, since ECS registers each task with its container's
 * own port, and so a service that changes that port keeps its target group.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html
 */
export const taskTargetGroupPort = 80;

/** Port of every ALB's HTTP listener. */
export const applicationListenerPort = 80;

/** Port of the NLB listener of the first shard; the next shard has the next port. */
export const firstNetworkListenerPort = 80;

/** Path that the ALB itself answers, for the NLB's health check. */
export const albHealthPath = '/_alb/health';

/** Priority of the rule that answers it: before every service's. */
export const albHealthPriority = 1;

/** Answer of that rule: the NLB counts a 404 as an unhealthy ALB. */
export const albHealthAction = {
  type: 'fixed-response',
  statusCode: 200,
  contentType: 'text/plain',
  body: 'ok',
} as const satisfies ListenerAction;

/** Default action of every ALB listener: what no rule takes is no service's. */
export const noServiceAction = {
  type: 'fixed-response',
  statusCode: 404,
  contentType: 'application/json',
  body: '{"message":"no service"}',
} as const satisfies ListenerAction;
