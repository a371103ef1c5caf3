import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { awsCallOf } from './called-service';
import { DynamoDb } from './dynamodb';
import { refusal } from './refusal';

/**
 * The AWS of a stage that names no emulator: DynamoDB in memory on a free port of the loopback address.
 * Every other service is refused with an error that names it.
 */
export class EmbeddedAws {
  private readonly dynamoDb = new DynamoDb();
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      this.serve(request, response).catch((error: unknown) => fail(response, error as Error));
    });
  }

  /** Returns the address for `AWS_ENDPOINT_URL`. */
  async listen(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Cuts off what is under way; nothing is kept. */
  async close(): Promise<void> {
    if (!this.server.listening) return;
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = Buffer.concat((await request.toArray()) as Buffer[]).toString();
    const { service, operation } = awsCallOf(request);
    response.setHeader('x-amzn-requestid', randomUUID());
    const answer = service === 'dynamodb' ? await this.dynamoDb.answer(operation, text) : undefined;
    if (answer) {
      response.writeHead(answer.statusCode, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(answer.text);
      return;
    }
    const refused = refusal(service, request.headers, notHere(service, operation));
    response.writeHead(refused.statusCode, { ...refused.headers });
    response.end(refused.body);
  }
}

function notHere(service: string, operation: string): string {
  const what =
    service === 'dynamodb'
      ? `${operation || 'The request'} of DynamoDB`
      : service || 'An unsigned request';
  return (
    `${what} is not in the local stage, which has DynamoDB alone. To use an emulator of AWS, ` +
    'write its address into stacks/stages/local.yaml: `local: { aws: http://127.0.0.1:4566 }`.'
  );
}

function fail(response: ServerResponse, { message }: Error): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(500, { 'content-type': 'application/x-amz-json-1.0' });
  response.end(JSON.stringify({ __type: 'InternalServerError', message }));
}
