import type { Graph, GraphElement } from './graph';
import { textAt } from './read-attribute';
import type { Resolved } from './resolve';

/** An address of this stage that only AWS knows in full: a listener of one of its ALBs. */
export interface ListenerAddress {
  readonly applicationLoadBalancer: string;
  readonly port: number;
  /** Empty, or a path that starts with a slash. */
  readonly path: string;
}

/** The listener that `http://${aws_lb.….dns_name}:<port>/<path>` names; undefined for any other value. */
export function listenerAddressOf(graph: Graph, resolved: Resolved): ListenerAddress | undefined {
  if (resolved.kind !== 'text' || resolved.parts.length !== 3) return undefined;
  const [scheme, host, rest] = resolved.parts;
  const balancer = typeof host === 'object' ? dnsNameOf(host) : undefined;
  const written = typeof rest === 'string' ? /^:(\d+)(\/.*)?$/.exec(rest) : null;
  if (scheme !== 'http://' || !balancer || !written) return undefined;
  const [, port, path = ''] = written;
  return {
    applicationLoadBalancer: textAt(graph, balancer, ['name']),
    port: Number(port),
    path,
  };
}

function dnsNameOf(host: Resolved): GraphElement | undefined {
  if (host.kind !== 'attribute' || host.element.type !== 'aws_lb') return undefined;
  return host.path.join('.') === 'dns_name' ? host.element : undefined;
}
