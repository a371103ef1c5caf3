import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import type { ApplicationListener, ListenerRule } from '@slipway/routing';
import type { BalancerSettings } from '@slipway/terraform-graph';
import {
  badGateway,
  fixedResponse,
  gatewayTimeout,
  redirect,
  serviceUnavailable,
} from './alb-answers';
import type { Balanced, ThroughListener, ToTargetGroup } from './balanced';
import type { BalancedGroup } from './balanced-group';
import { answer, type Answer, type Exchange } from './exchange';
import { forward } from './forward';
import { requestHeaders } from './headers';
import {
  stickyGroup,
  stickyGroupCookies,
  stickyTarget,
  stickyTargetCookies,
} from './sticky-cookies';
import type { Upgrade } from './front';
import type { Target } from './target';
import type { TargetGroups } from './target-groups';
import { upgrade } from './upgrade';
import { WeightedTurns } from './weighted-turns';

/** What a request comes from: an API's integration, or another service. */
export interface Origin {
  readonly method: string;
  /** Path that the target sees, without the query. */
  readonly path: string;
  /** What the target sees as host. */
  readonly host: string;
  /** What the origin calls itself in `Via`; absent where it does not. */
  readonly via?: string;
  /** Headers in the place of the client's. */
  readonly replaced?: Readonly<Record<string, string>>;
  /** Absent where only the load balancer sets limits. */
  readonly limits?: OriginLimits;
  /** The headers that the client gets, of those that the target or the ALB itself sends. */
  respond(statusCode: number, headers: IncomingHttpHeaders): OutgoingHttpHeaders;
}

export interface OriginLimits {
  /** Milliseconds until the whole response must be there. */
  readonly timeoutMs: number;
  /** Bytes that a body may have. */
  readonly maxPayload: number;
  /** Answers a request that is over them. Returns who answered. */
  giveUp(because: 'payload-too-large' | 'timed-out'): string;
}

export interface LoadBalancerProps {
  readonly groups: TargetGroups;
  /** By name of the ALB. */
  readonly settings: ReadonlyMap<string, BalancerSettings>;
  /** By name of the target group. */
  readonly services: ReadonlyMap<string, string>;
}

/** The ALBs: send to a target of a group, or answer by themselves. */
export class LoadBalancer {
  /** By rule, or listener where its default action forwards. */
  private readonly turns = new WeakMap<object, WeightedTurns<WeightedGroup>>();

  constructor(private readonly props: LoadBalancerProps) {}

  /** Does what a listener's rules say. Returns who answered. */
  async handle(exchange: Exchange, balanced: Balanced, origin: Origin): Promise<string> {
    const { trace } = exchange;
    const { listener, rule, losers } = balanced;
    const { applicationLoadBalancer, port } = listener;
    trace.rule = rule?.priority;
    trace.losingRules = losers;
    const leave = trace.enter('application-load-balancer', applicationLoadBalancer);
    try {
      switch (balanced.outcome) {
        case 'target-group':
          return await this.send(exchange, balanced, origin);
        case 'fixed-response':
          reply(exchange, origin, fixedResponse(balanced));
          return applicationLoadBalancer;
        case 'redirect':
          reply(exchange, origin, redirect(balanced, origin.host, port));
          return applicationLoadBalancer;
      }
    } finally {
      leave();
    }
  }

  /** Hands a connection over to a target, or answers. Returns who did. */
  async upgrade(
    exchange: Exchange,
    connection: Upgrade,
    balanced: Balanced,
    origin: Origin,
  ): Promise<string> {
    if (balanced.outcome !== 'target-group') return this.handle(exchange, balanced, origin);
    const { trace, clientAddress, traceId, query } = exchange;
    const { applicationLoadBalancer, port } = balanced.listener;
    const { group, target } = this.choose(exchange, balanced);
    if (!target) {
      reply(exchange, origin, serviceUnavailable);
      return `${applicationLoadBalancer} (no target in service in ${group.name})`;
    }
    const { path, host } = origin;
    const { idleTimeout, dropInvalidHeaderFields: dropInvalid } = this.settingsOf(balanced);
    const leave = trace.enter('target', group.name);
    const status = await upgrade(exchange, connection, {
      ...{ target, path: query ? `${path}?${query}` : path },
      changes: { clientAddress, port, traceId, host, dropInvalid },
      idleMs: idleTimeout * 1_000,
    });
    leave();
    if (status !== undefined) {
      exchange.response.statusCode = status;
      return group.name;
    }
    reply(exchange, origin, badGateway);
    return `${applicationLoadBalancer} (connection to the target failed)`;
  }

  private choose(exchange: Exchange, balanced: ThroughListener & ToTargetGroup): Choice {
    const { trace, request } = exchange;
    const group = this.groupOf(exchange, balanced);
    const { stickiness } = group;
    const stickTo = stickiness && stickyTarget(stickiness, request.headers);
    const target = this.props.groups.pick(group, stickTo);
    trace.targetGroup = group.name;
    trace.service = this.props.services.get(group.name);
    trace.target = target && { port: target.port };
    return { group, target };
  }

  private settingsOf({ listener }: ThroughListener): BalancerSettings {
    const { applicationLoadBalancer } = listener;
    const settings = this.props.settings.get(applicationLoadBalancer);
    if (settings) return settings;
    throw new RangeError(`There is no load balancer ${applicationLoadBalancer} in the stage.`);
  }

  private async send(
    exchange: Exchange,
    balanced: ThroughListener & ToTargetGroup,
    origin: Origin,
  ): Promise<string> {
    const { request, trace, clientAddress, traceId } = exchange;
    const { applicationLoadBalancer, port } = balanced.listener;
    const { group, target } = this.choose(exchange, balanced);
    if (!target) {
      reply(exchange, origin, serviceUnavailable);
      return `${applicationLoadBalancer} (no target in service in ${group.name})`;
    }
    const { idleTimeout, dropInvalidHeaderFields: dropInvalid } = this.settingsOf(balanced);
    const { method, path, host, via, replaced, limits } = origin;
    const changes = { clientAddress, port, traceId, host, via, replaced, dropInvalid };
    const leave = trace.enter('target', group.name);
    const end = target.begin();
    const result = await forward(exchange, target.pool, {
      ...{ method, idleMs: idleTimeout * 1_000 },
      timeoutMs: limits?.timeoutMs,
      maxPayload: limits?.maxPayload ?? Infinity,
      path: exchange.query ? `${path}?${exchange.query}` : path,
      headers: requestHeaders(request.rawHeaders, request.headers.connection, changes),
      respond: (statusCode, headers) => {
        const sent = origin.respond(statusCode, headers);
        const cookies = cookiesOf(exchange, balanced, group, target, headers);
        return cookies.length === 0
          ? sent
          : { ...sent, 'set-cookie': [...setCookieOf(headers), ...cookies] };
      },
    });
    end();
    leave();
    switch (result) {
      case 'answered':
        return group.name;
      case 'cut-off':
        return `${group.name} (broke off)`;
      case 'client-gone':
        return 'nobody: the client went away';
      case 'payload-too-large':
      case 'timed-out':
        return limits?.giveUp(result) ?? group.name;
      case 'idle':
        reply(exchange, origin, gatewayTimeout);
        return `${applicationLoadBalancer} (the target sent nothing for ${idleTimeout} s)`;
      case 'connection-failed':
        reply(exchange, origin, badGateway);
        return `${applicationLoadBalancer} (connection to the target failed)`;
    }
  }

  /**
   * The target group of a request, by weight where there are several. One without a target in service
   * keeps its turns: an ALB does not go over to another one.
   * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html#forward-actions
   */
  private groupOf(
    { request }: Exchange,
    { targetGroup, weighted, rule, listener }: ThroughListener & ToTargetGroup,
  ): BalancedGroup {
    if (!weighted) return targetGroup;
    const kept = stickyGroup(request.headers);
    const stays = weighted.find((share) => share.targetGroup.name === kept);
    const place = rule ?? listener;
    if (stays && groupStickiness(place) !== undefined) return stays.targetGroup;
    const turns =
      this.turns.get(place) ?? new WeightedTurns((share: WeightedGroup) => share.targetGroup.name);
    this.turns.set(place, turns);
    return turns.next(weighted, ({ weight }) => weight)?.targetGroup ?? targetGroup;
  }
}

type WeightedGroup = NonNullable<ToTargetGroup['weighted']>[number];

/** What a request goes to. */
interface Choice {
  readonly group: BalancedGroup;
  /** Absent where none is in service. */
  readonly target?: Target;
}

/** Seconds that a client stays with a target group of a weighted action. */
function groupStickiness(place: ListenerRule | ApplicationListener): number | undefined {
  const action = 'action' in place ? place.action : place.defaultAction;
  return (action as { readonly stickiness?: number }).stickiness;
}

/** The cookies that a response gets beside those of its target. */
function cookiesOf(
  { request }: Exchange,
  { weighted, rule, listener }: ThroughListener & ToTargetGroup,
  { name, stickiness }: BalancedGroup,
  target: Target,
  headers: IncomingHttpHeaders,
): string[] {
  const ofGroup = weighted && groupStickiness(rule ?? listener);
  return [
    ...(ofGroup === undefined ? [] : stickyGroupCookies(name, ofGroup)),
    ...(stickiness
      ? stickyTargetCookies(stickiness, target.id, setCookieOf(headers), request.headers)
      : []),
  ];
}

/** A single cookie comes as text. */
function setCookieOf(headers: IncomingHttpHeaders): string[] {
  return [headers['set-cookie'] ?? []].flat();
}

/** Answers by itself, as far as the origin lets its headers through. */
function reply(exchange: Exchange, origin: Origin, { statusCode, headers, body }: Answer): void {
  const sent = origin.respond(statusCode, headers as IncomingHttpHeaders);
  answer(exchange, { statusCode, headers: sent as Answer['headers'], body });
}
