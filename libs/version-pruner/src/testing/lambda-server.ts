import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerOf, type WireAnswer } from './lambda-wire';
import type { FakeLambda } from './fake-lambda';

/** What the network does with a call: it breaks before Lambda sees it, or before the answer is back. */
export type Break = 'before' | 'after' | undefined;

/** Lambda and CloudWatch on 127.0.0.1, in the words of their HTTP APIs. */
export class LambdaServer {
  /** Asked about each call. */
  breaks: (operation: string) => Break = () => undefined;

  private constructor(private readonly server: Server) {}

  static async listen(fake: FakeLambda): Promise<LambdaServer> {
    const server = createServer({ keepAliveTimeout: 60_000 });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const made = new LambdaServer(server);
    server.on('request', (request, response) => void made.answer(fake, request, response));
    return made;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(
    fake: FakeLambda,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    let broken: Break;
    const { status, body, headers }: WireAnswer = answerOf(
      fake,
      {
        method: request.method ?? '',
        url: request.url ?? '',
        target: String(request.headers['x-amz-target'] ?? ''),
        body: Buffer.concat(chunks).toString(),
      },
      (operation) => {
        broken = this.breaks(operation);
        return broken !== 'before';
      },
    );
    if (broken !== undefined) {
      request.socket.resetAndDestroy();
      return;
    }
    response.writeHead(status, headers).end(body);
  }
}
