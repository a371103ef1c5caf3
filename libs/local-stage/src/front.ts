import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PortInUseError } from './errors';
import type { OnEvent } from './events';
import { answer, openExchange, type Exchange } from './exchange';
import { internalServerError } from './gateway-answers';

/** Milliseconds that requests under way get to finish when the front closes. */
const CLOSE_TIMEOUT = 2_000;

/** Answers a request and tells who did. */
export type Handle = (exchange: Exchange) => Promise<string>;

/** The one HTTP server of a local stage; it listens on the loopback address only. */
export class Front {
  private readonly server: Server;

  constructor(
    private readonly handle: Handle,
    private readonly onEvent: OnEvent,
  ) {
    this.server = createServer((request, response) => void this.serve(request, response));
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
      throw new PortInUseError(port, { cause: error });
    }
    return (this.server.address() as AddressInfo).port;
  }

  /** Takes no further request; those under way are cut off after two seconds. */
  async close(): Promise<void> {
    if (!this.server.listening) return;
    const closed = once(this.server, 'close');
    this.server.close();
    const timer = setTimeout(() => this.server.closeAllConnections(), CLOSE_TIMEOUT);
    await closed;
    clearTimeout(timer);
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const exchange = openExchange(request, response);
    const { requestId, method, receivedAt } = exchange;
    response.setHeader('x-amzn-requestid', requestId);
    // The peer went away; who waits for the response is told by its `close`.
    response.on('error', () => undefined);
    let answeredBy: string;
    try {
      answeredBy = await this.handle(exchange);
    } catch (error) {
      answer(exchange, internalServerError);
      answeredBy = `slipway (${(error as Error).message})`;
    }
    this.onEvent({
      type: 'request',
      requestId,
      method,
      path: request.url ?? '/',
      statusCode: response.statusCode,
      durationMs: Date.now() - receivedAt,
      answeredBy,
    });
  }
}
