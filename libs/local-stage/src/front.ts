import { once } from 'node:events';
import { createServer, ServerResponse, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { PortInUseError } from './errors';
import type { OnEvent } from './events';
import { openExchange, type Exchange } from './exchange';
import { internalServerError, refuseWith } from './gateway-responses';
import { portHolder } from './port-holder';

/** Milliseconds that requests under way get to finish when the front closes. */
const closeTimeout = 2_000;

/**
 * Milliseconds that an idle connection stays open. Longer than clients keep theirs: one that is closed
 * while a request is on its way there costs that request.
 */
const keepAliveTimeout = 310_000;

/** Answers a request and tells who did. */
export type Handle = (exchange: Exchange) => Promise<string>;

/** A connection that a client wants to use for another protocol. */
export interface Upgrade {
  readonly socket: Duplex;
  /** What the client has sent already. */
  readonly head: Buffer;
}

/** Hands a connection over, or answers, and tells who did. */
export type HandleUpgrade = (exchange: Exchange, upgrade: Upgrade) => Promise<string>;

/** The one HTTP server of a local stage; it listens on the loopback address only. */
export class Front {
  private readonly server: Server;
  /** Open connections; true while a request of theirs is under way. */
  private readonly connections = new Map<Socket, boolean>();

  constructor(
    private readonly handle: Handle,
    private readonly onEvent: OnEvent,
    /** Absent where upgrades are plain requests, as they are for a REST API. */
    handleUpgrade?: HandleUpgrade,
  ) {
    this.server = createServer(
      (request, response) => void this.serve(request, response, this.handle),
    );
    this.server.keepAliveTimeout = keepAliveTimeout;
    this.server.on('connection', (socket) => {
      this.connections.set(socket, false);
      socket.once('close', () => this.connections.delete(socket));
    });
    if (!handleUpgrade) return;
    this.server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
      // What cannot be handed over is answered like any other request.
      const response = new ServerResponse(request);
      response.assignSocket(socket);
      response.shouldKeepAlive = false;
      response.once('finish', () => socket.destroySoon());
      void this.serve(request, response, (exchange) => handleUpgrade(exchange, { socket, head }));
    });
  }

  /**
   * Listens, on a free port where `port` is 0. Returns the port.
   *
   * @throws PortInUseError
   */
  async listen(port: number): Promise<number> {
    this.server.listen(port, '127.0.0.1');
    try {
      await once(this.server, 'listening');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
      throw new PortInUseError(port, portHolder(port));
    }
    return (this.server.address() as AddressInfo).port;
  }

  /** Takes no further request; those under way are cut off after two seconds. */
  async close(): Promise<void> {
    if (!this.server.listening) return;
    const closed = once(this.server, 'close');
    this.server.close();
    // The server keeps connections that a client opened ahead and has not used yet.
    for (const [socket, busy] of this.connections) if (!busy) socket.destroy();
    const timer = setTimeout(() => {
      for (const socket of this.connections.keys()) socket.destroy();
    }, closeTimeout);
    await closed;
    clearTimeout(timer);
  }

  private async serve(
    request: IncomingMessage,
    response: ServerResponse,
    handle: Handle,
  ): Promise<void> {
    const exchange = openExchange(request, response);
    const { requestId, method, receivedAt, trace } = exchange;
    const { socket } = request;
    this.connections.set(socket, true);
    response.once('close', () => {
      if (this.connections.has(socket)) this.connections.set(socket, false);
      if (!this.server.listening) socket.destroySoon();
    });
    // The peer went away; who waits for the response is told by its `close`.
    response.on('error', () => undefined);
    let answeredBy: string;
    try {
      answeredBy = await handle(exchange);
    } catch (error) {
      refuseWith(new Map())(exchange, internalServerError);
      answeredBy = `slipway (${(error as Error).message})`;
    }
    const { statusCode } = response;
    const path = request.url ?? '/';
    this.onEvent(
      trace.record({ requestId, time: receivedAt, method, path }, { statusCode, answeredBy }),
    );
  }
}
