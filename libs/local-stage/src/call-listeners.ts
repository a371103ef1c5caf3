import {
  resolveListener,
  type ApplicationListener,
  type ListenerRule,
  type RouteTable,
  type UrlRewrite,
} from '@slipway/routing';
import type { ContainerWorkload, ListenerAddress } from '@slipway/terraform-graph';
import { badGateway } from './alb-answers';
import type { Balanced, ThroughListener } from './balanced';
import type { OnEvent } from './events';
import { answer, type Exchange } from './exchange';
import { Front, type Upgrade } from './front';
import { responseHeaders } from './headers';
import type { LoadBalancer, Origin } from './load-balancer';

export interface CallListenersProps {
  readonly table: RouteTable;
  readonly loadBalancer: LoadBalancer;
  readonly onEvent: OnEvent;
}

/** The listeners of ALBs by which services call each other, each on a free port of the loopback address. */
export class CallListeners {
  private readonly fronts: Front[] = [];
  private readonly ports = new Map<string, number>();

  constructor(private readonly props: CallListenersProps) {}

  /** Listens for every address that is in the environment of a container. */
  async listen(workloads: readonly ContainerWorkload[]): Promise<void> {
    const addresses = workloads.flatMap(({ environment }) =>
      Object.values(environment).filter((value) => typeof value !== 'string'),
    );
    for (const address of addresses) {
      if (this.ports.has(keyOf(address))) continue;
      const front = new Front(
        (exchange) => this.handle(exchange, address),
        this.props.onEvent,
        (exchange, upgrade) => this.handle(exchange, address, upgrade),
      );
      this.fronts.push(front);
      this.ports.set(keyOf(address), await front.listen(0));
    }
  }

  /** The environment of a container on this machine. */
  environmentOf({ environment }: ContainerWorkload): Record<string, string> {
    return Object.fromEntries(
      Object.entries(environment).map(([name, value]) => [
        name,
        typeof value === 'string'
          ? value
          : `http://127.0.0.1:${this.ports.get(keyOf(value))}${value.path}`,
      ]),
    );
  }

  async close(): Promise<void> {
    await Promise.all(this.fronts.map((front) => front.close()));
  }

  private async handle(
    exchange: Exchange,
    address: ListenerAddress,
    upgrade?: Upgrade,
  ): Promise<string> {
    const { table, loadBalancer } = this.props;
    const listener = table.applicationListeners.find((one) => isAt(one, address));
    if (!listener) {
      answer(exchange, badGateway);
      return `nobody: ${keyOf(address)} is no listener of the stage`;
    }
    const { method, path, query, clientAddress, request, trace } = exchange;
    trace.entry = 'call';
    const { headers, headersDistinct } = request;
    const asked = {
      ...{ method, path, query, host: headers.host },
      ...{ headers: headersDistinct, sourceIp: clientAddress },
    };
    const outcome: CallOutcome = resolveListener(table, listener, asked);
    if ('reason' in outcome) {
      answer(exchange, badGateway);
      return `${address.applicationLoadBalancer} (${outcome.reason})`;
    }
    const origin = callOrigin(exchange, outcome.rule);
    return upgrade
      ? loadBalancer.upgrade(exchange, upgrade, outcome, origin)
      : loadBalancer.handle(exchange, outcome, origin);
  }
}

/** What a listener does with a call. */
type CallOutcome =
  | Balanced
  | (ThroughListener & { readonly outcome: 'broken' | 'uncertain'; readonly reason: string });

/** A rule that may change the host too. */
type RewritingRule = ListenerRule & { readonly hostRewrite?: UrlRewrite };

/** Another service, through a listener of the ALB. */
function callOrigin({ method, path, request }: Exchange, rule: RewritingRule | undefined): Origin {
  return {
    method,
    path: rewritten(path, rule?.rewrite),
    host: rewritten(request.headers.host ?? '', rule?.hostRewrite),
    respond: (_, headers) => responseHeaders(headers),
  };
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-transforms.html */
function rewritten(text: string, rewrite: UrlRewrite | undefined): string {
  return rewrite ? text.replace(new RegExp(rewrite.regex), rewrite.replace) : text;
}

function isAt(listener: ApplicationListener, address: ListenerAddress): boolean {
  const { applicationLoadBalancer, port } = address;
  return listener.applicationLoadBalancer === applicationLoadBalancer && listener.port === port;
}

function keyOf({ applicationLoadBalancer, port }: ListenerAddress): string {
  return `${applicationLoadBalancer}:${port}`;
}
