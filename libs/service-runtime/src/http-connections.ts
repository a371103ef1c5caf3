import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Server as SecureServer } from 'node:https';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** A server of `node:http` or `node:https`, as Fastify's `server.server` is one. */
export type HttpServer = Server | SecureServer;

/** The WebSockets of a server; a `WebSocketServer` of the package ws is one. */
export interface WebSockets {
  readonly clients: Iterable<WebSocketClient>;
}

interface WebSocketClient {
  close(code: number, reason: string): void;
}

/** What a drain ended before it was done. */
export interface Cut {
  readonly requests: number;
  readonly webSockets: number;
}

/**
 * Milliseconds that an ALB keeps an idle connection; a service that closes it earlier resets requests
 * that are on their way.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html#connection-idle-timeout
 */
const albIdleTimeoutMs = 60_000;

const keepAliveTimeoutMs = albIdleTimeoutMs + 5_000;

/** Milliseconds between two looks for connections that have become idle. */
const lookMs = 50;

/** Service restart: the client is to connect again. https://www.rfc-editor.org/rfc/rfc6455#section-7.4 */
const serviceRestart = 1012;

/** Knows the connections of one server and brings them to their end. */
export class HttpConnections {
  private readonly sockets = new Set<Socket>();
  private readonly responses = new Set<ServerResponse>();
  private readonly told = new WeakSet<WebSocketClient>();
  private closing = false;

  /** @param server before it listens: a connection that was there before is not known */
  constructor(
    private readonly server: HttpServer,
    private readonly webSockets: WebSockets | undefined,
  ) {
    const { keepAliveTimeout } = server;
    if (keepAliveTimeout > 0 && keepAliveTimeout <= albIdleTimeoutMs) {
      server.keepAliveTimeout = keepAliveTimeoutMs;
    }
    server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
    // Before the service's own listener, which may answer at once.
    server.prependListener('request', (_request: IncomingMessage, response: ServerResponse) => {
      this.responses.add(response);
      response.once('close', () => this.responses.delete(response));
      if (this.closing) endConnection(response);
    });
  }

  /** From now on every response ends its connection; the server still takes new ones. */
  announce(): void {
    this.closing = true;
    for (const response of this.responses) endConnection(response);
  }

  /**
   * Takes no more connections, and ends those that are left as they become idle.
   *
   * @param limitMs milliseconds until it ends them all; WebSockets are closed in the first half
   */
  async end(limitMs: number): Promise<Cut> {
    const started = Date.now();
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    const ended = closed.then(() => true);
    while (Date.now() < started + limitMs) {
      this.closeWebSockets(started + limitMs / 2);
      this.server.closeIdleConnections();
      this.closeSilent();
      if (await Promise.race([ended, delay(lookMs, false)])) return { requests: 0, webSockets: 0 };
    }
    const cut = {
      requests: this.responses.size,
      webSockets: [...(this.webSockets?.clients ?? [])].length,
    };
    // Sockets that were upgraded are none that the server closes.
    for (const socket of this.sockets) socket.destroy();
    await closed;
    return cut;
  }

  /** Spread at random, or all clients would come back to the same moment. */
  private closeWebSockets(until: number): void {
    for (const client of this.webSockets?.clients ?? []) {
      if (this.told.has(client)) continue;
      this.told.add(client);
      const wait = Math.random() * Math.max(0, until - Date.now());
      setTimeout(() => client.close(serviceRestart, 'service restart'), wait);
    }
  }

  /** Connections without a byte count as busy for Node.js, which waits for their first request. */
  private closeSilent(): void {
    for (const socket of this.sockets) if (socket.bytesRead === 0) socket.destroy();
  }
}

function endConnection(response: ServerResponse): void {
  if (response.headersSent) return;
  response.shouldKeepAlive = false;
  response.setHeader('connection', 'close');
}
