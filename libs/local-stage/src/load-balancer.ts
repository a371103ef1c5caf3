import type { Resolution } from '@slipway/routing';
import { badGateway, serviceUnavailable } from './alb-answers';
import { answer, type Exchange } from './exchange';
import { forward } from './forward';
import { endpointTimedOut, requestTooLong, type Refuse } from './gateway-responses';
import type { Target } from './target';

type ToTargetGroup = Extract<Resolution, { readonly outcome: 'target-group' }>;
type ToFixedResponse = Extract<Resolution, { readonly outcome: 'fixed-response' }>;

/** The hop of the load balancers: sends to the target of a group, or answers as the ALB does. */
export class LoadBalancer {
  /** @param targets the one process of each target group, by the group's name */
  constructor(
    private readonly targets: ReadonlyMap<string, Target>,
    private readonly refuse: Refuse,
  ) {}

  /**
   * Returns who answered. A target that turned unhealthy still gets requests: an ALB fails open where
   * it is the only one of its group, as each is here.
   * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
   */
  async send(exchange: Exchange, resolution: ToTargetGroup): Promise<string> {
    const { targetGroup, listener, networkListener, route, backendPath } = resolution;
    const target = this.targets.get(targetGroup.name);
    if (target?.health !== 'healthy' && target?.health !== 'unhealthy') {
      answer(exchange, serviceUnavailable);
      return `${listener.applicationLoadBalancer} (no target in service in ${targetGroup.name})`;
    }
    const result = await forward(exchange, target.pool, {
      path: exchange.query ? `${backendPath}?${exchange.query}` : backendPath,
      timeoutMs: route.integration.timeoutMs,
      host: networkListener?.networkLoadBalancer ?? listener.applicationLoadBalancer,
      forwarding: {
        clientAddress: exchange.clientAddress,
        port: listener.port,
        traceId: exchange.traceId,
      },
    });
    switch (result) {
      case 'answered':
        return targetGroup.name;
      case 'cut-off':
        return `${targetGroup.name} (broke off)`;
      case 'client-gone':
        return 'nobody: the client went away';
      case 'payload-too-large':
        this.refuse(exchange, requestTooLong);
        return 'API Gateway (body too long)';
      case 'timed-out':
        this.refuse(exchange, endpointTimedOut);
        return `API Gateway (no response within ${route.integration.timeoutMs} ms)`;
      case 'connection-failed':
        answer(exchange, badGateway);
        return `${listener.applicationLoadBalancer} (connection to the target failed)`;
    }
  }

  /** Answers what a rule or the listener's default action says. Returns who answered. */
  respond(
    exchange: Exchange,
    { statusCode, contentType, body, listener }: ToFixedResponse,
  ): string {
    answer(exchange, {
      statusCode,
      headers: { 'content-type': contentType, server: 'awselb/2.0' },
      body,
    });
    return listener.applicationLoadBalancer;
  }
}
