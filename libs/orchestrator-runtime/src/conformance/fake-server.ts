import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { FakeError, FaultScript } from './fake-faults';

/** One request as it reached a fake. */
export interface RecordedCall {
  readonly operation: string;
  readonly input: unknown;
}

/** A request whose body was read. */
export interface FakeRequest {
  readonly method: string;
  /** Path segments, decoded. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** What a request asks for, in the service's own words, and how to answer it. */
export interface Operation {
  readonly name: string;
  /** As recorded: the input of the operation. */
  readonly input: unknown;
  /** Does it and returns the answer. Throws a `FakeError` where the service refuses. */
  readonly apply: () => Answer | Promise<Answer>;
}

/** An answer on the wire. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Never ends the body, as an agent that streams does. */
  readonly endless?: boolean;
}

/** What every client of the AWS SDK needs to talk to a fake. */
export interface FakeClientConfig {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/**
 * An AWS service on 127.0.0.1 that real SDK clients talk to over its wire protocol. A subclass says which
 * operation a request is; recording, faults, and the life of connections are the same for all.
 */
export abstract class FakeServer {
  readonly faults = new FaultScript();
  /** Every request that arrived, in order, also those that met a fault. */
  readonly calls: RecordedCall[] = [];
  private readonly server: Server;

  protected constructor() {
    this.server = createServer((request, response) => {
      this.handle(request, response).catch(() => response.destroy());
    });
  }

  /** `http://127.0.0.1:<port>` */
  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Configuration for a client of the SDK that talks to this fake. */
  clientConfig(): FakeClientConfig {
    return {
      endpoint: this.endpoint,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'fake', secretAccessKey: 'fake' },
    };
  }

  /** Recorded inputs of one operation, oldest first. */
  inputsOf(operation: string): unknown[] {
    return this.calls.filter((call) => call.operation === operation).map((call) => call.input);
  }

  /** Ends every connection and stops listening. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }

  protected async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  /** Which operation a request is. Throws a `FakeError` where the service has no such operation. */
  protected abstract operationOf(request: FakeRequest): Operation;

  /** An error in the service's wire format. */
  protected abstract errorAnswer(error: FakeError): Answer;

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? '/', 'http://fake');
    const operation = this.operationOf({
      method: request.method ?? 'GET',
      path: url.pathname.split('/').filter(Boolean).map(decodeURIComponent),
      query: url.searchParams,
      headers: request.headers,
      body: Buffer.concat(chunks),
    });
    this.calls.push({ operation: operation.name, input: operation.input });
    const fault = this.faults.take(operation.name);
    if (!fault || fault.kind === 'delay') {
      if (fault) await delay(fault.ms);
      return send(response, await this.answer(operation));
    }
    if (fault.applied) await this.answer(operation);
    if (fault.kind === 'error') return send(response, this.errorAnswer(fault.error));
    if (fault.kind === 'reset') request.socket.resetAndDestroy();
  }

  private async answer(operation: Operation): Promise<Answer> {
    try {
      return await operation.apply();
    } catch (error) {
      if (error instanceof FakeError) return this.errorAnswer(error);
      const { message } = error as Error;
      return this.errorAnswer(new FakeError('FakeDefect', message, 500));
    }
  }
}

function send(response: ServerResponse, { status, headers, body, endless }: Answer): void {
  response.writeHead(status, headers);
  if (!endless) response.end(body);
  else response.write(body ?? '');
}
