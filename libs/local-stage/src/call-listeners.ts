import { resolveListener, type ApplicationListener, type RouteTable } from '@slipway/routing';
import type { ContainerWorkload, ListenerAddress } from '@slipway/terraform-graph';
import { badGateway, gatewayTimeout } from './alb-answers';
import type { OnEvent } from './events';
import { answer, type Exchange } from './exchange';
import { Front } from './front';
import type { LoadBalancer, Origin } from './load-balancer';

/**
 * Milliseconds that an ALB waits for a target.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html
 */
const idleTimeoutMs = 60_000;

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
      const front = new Front((exchange) => this.handle(exchange, address), this.props.onEvent);
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

  private async handle(exchange: Exchange, address: ListenerAddress): Promise<string> {
    const { table, loadBalancer } = this.props;
    const listener = table.applicationListeners.find((one) => isAt(one, address));
    if (!listener) {
      answer(exchange, badGateway);
      return `nobody: ${keyOf(address)} is no listener of the stage`;
    }
    const { path, request } = exchange;
    const resolution = resolveListener(table, listener, { path, host: request.headers.host });
    switch (resolution.outcome) {
      case 'target-group':
        return loadBalancer.send(exchange, resolution, callOrigin(exchange, listener));
      case 'fixed-response':
        return loadBalancer.respond(exchange, resolution);
      case 'redirect':
        answer(exchange, {
          statusCode: resolution.statusCode,
          headers: { location: resolution.location, server: 'awselb/2.0' },
          body: '',
        });
        return address.applicationLoadBalancer;
      case 'broken':
      case 'uncertain':
        answer(exchange, badGateway);
        return `${address.applicationLoadBalancer} (${resolution.reason})`;
    }
  }
}

/** Another service, through a listener of the ALB. */
function callOrigin(
  { path, request }: Exchange,
  { applicationLoadBalancer }: ApplicationListener,
): Origin {
  return {
    path,
    host: request.headers.host ?? '',
    timeoutMs: idleTimeoutMs,
    maxPayload: Infinity,
    giveUp(exchange) {
      answer(exchange, gatewayTimeout);
      return `${applicationLoadBalancer} (no response within ${idleTimeoutMs} ms)`;
    },
  };
}

function isAt(listener: ApplicationListener, address: ListenerAddress): boolean {
  const { applicationLoadBalancer, port } = address;
  return listener.applicationLoadBalancer === applicationLoadBalancer && listener.port === port;
}

function keyOf({ applicationLoadBalancer, port }: ListenerAddress): string {
  return `${applicationLoadBalancer}:${port}`;
}
