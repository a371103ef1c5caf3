import { request as send, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Exchange } from './exchange';
import type { Upgrade } from './front';
import { headerLines, requestHeaders, responseHeaders, type RequestChanges } from './headers';
import type { Target } from './target';

export interface UpgradeTo {
  readonly target: Target;
  /** Path and query that the target sees. */
  readonly path: string;
  readonly changes: RequestChanges;
  /** Milliseconds in which something must be sent in either direction. */
  readonly idleMs: number;
}

/**
 * Hands a connection over to a target, as for WebSockets: what the two sides send from now on goes
 * through as it is. Resolves when the connection has ended, with the status that the target answered;
 * with undefined where there was no answer.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html#listener-configuration
 */
export function upgrade(
  { request, response, method }: Exchange,
  { socket, head }: Upgrade,
  { target, path, changes, idleMs }: UpgradeTo,
): Promise<number | undefined> {
  const headers = requestHeaders(request.rawHeaders, request.headers.connection, changes);
  headers.push('Connection', 'Upgrade', 'Upgrade', request.headers.upgrade ?? '');
  const outgoing = send({
    ...{ host: '127.0.0.1', port: target.port, method, path, headers },
    agent: false,
  });
  const end = target.begin();
  return new Promise<number | undefined>((resolve) => {
    let status: number | undefined;
    const finish = (): void => {
      resolve(status);
      outgoing.destroy();
    };
    socket.once('close', finish);
    outgoing.once('error', finish);
    // A target that does not want to answers as it answers any other request.
    outgoing.once('response', (refusal) => {
      status = refusal.statusCode ?? 200;
      response.writeHead(status, responseHeaders(refusal.headers));
      refusal.pipe(response);
    });
    outgoing.once('upgrade', (accepted: IncomingMessage, upstream, ahead: Buffer) => {
      status = accepted.statusCode;
      socket.write(headOf(accepted));
      socket.write(ahead);
      upstream.write(head);
      for (const side of [socket, upstream]) {
        (side as Socket).setTimeout(idleMs, () => side.destroy());
        side.on('error', () => undefined);
      }
      upstream.once('close', () => socket.destroy());
      socket.once('close', () => upstream.destroy());
      upstream.pipe(socket).pipe(upstream);
    });
    outgoing.end();
  }).finally(end);
}

/** Status line and headers as the target sent them. */
function headOf({ httpVersion, statusCode, statusMessage, rawHeaders }: IncomingMessage): string {
  const lines = headerLines(rawHeaders).map((line) => line.join(': '));
  return [`HTTP/${httpVersion} ${statusCode} ${statusMessage}`, ...lines, '', ''].join('\r\n');
}
