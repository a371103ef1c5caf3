import type { ApplicationListener, ListenerResolution, TargetGroup } from '@slipway/routing';
import { badGateway, serviceUnavailable } from './alb-answers';
import { answer, type Exchange } from './exchange';
import { forward } from './forward';
import type { TargetGroups } from './target-groups';

type ToFixedResponse = Pick<
  Extract<ListenerResolution, { readonly outcome: 'fixed-response' }>,
  'listener' | 'statusCode' | 'contentType' | 'body'
>;

/** A target group and the listener that sends to it. */
export interface ToTargetGroup {
  readonly targetGroup: TargetGroup;
  readonly listener: ApplicationListener;
}

/** What a request comes from: an API's integration, or another service. */
export interface Origin {
  /** Path that the target sees. */
  readonly path: string;
  /** What the target sees as host. */
  readonly host: string;
  /** Milliseconds until the whole response must be there. */
  readonly timeoutMs: number;
  /** Bytes that a body may have. */
  readonly maxPayload: number;
  /** Answers a request that was given up. Returns who answered. */
  giveUp(exchange: Exchange, because: 'payload-too-large' | 'timed-out'): string;
}

/** The ALBs: send to the target of a group, or answer by themselves. */
export class LoadBalancer {
  constructor(private readonly groups: TargetGroups) {}

  /** Returns who answered. */
  async send(
    exchange: Exchange,
    { targetGroup, listener }: ToTargetGroup,
    origin: Origin,
  ): Promise<string> {
    const target = this.groups.next(targetGroup.name);
    if (!target) {
      answer(exchange, serviceUnavailable);
      return `${listener.applicationLoadBalancer} (no target in service in ${targetGroup.name})`;
    }
    const { path, host, timeoutMs, maxPayload } = origin;
    const result = await forward(exchange, target.pool, {
      path: exchange.query ? `${path}?${exchange.query}` : path,
      timeoutMs,
      maxPayload,
      host,
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
      case 'timed-out':
        return origin.giveUp(exchange, result);
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
