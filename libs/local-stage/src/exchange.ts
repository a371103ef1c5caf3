import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApiContext } from './api-context';
import { RequestTrace } from './request-record';

/** One request on its way through the stage, and the response that is to be written. */
export interface Exchange {
  readonly requestId: string;
  /** Header `x-amz-apigw-id`. */
  readonly extendedRequestId: string;
  readonly traceId: string;
  readonly receivedAt: number;
  readonly method: string;
  /** As sent, without the query. */
  readonly path: string;
  /** As sent, without the question mark; empty where there is none. */
  readonly query: string;
  readonly clientAddress: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /**
   * Headers that every answer gets, whoever gives it. They are not set on the response itself, which
   * would make each of them cost a look-up.
   */
  readonly ownHeaders: Record<string, string>;
  /** What API Gateway knows of it. */
  readonly context: ApiContext;
  /** What its hops write down of it. */
  readonly trace: RequestTrace;
}

/** An answer that is known as a whole before any of it is sent. */
export interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string | Buffer;
}

/** A request as API Gateway sees it; an address in absolute form counts by its path. */
export function openExchange(request: IncomingMessage, response: ServerResponse): Exchange {
  const target = (request.url ?? '/').replace(/^https?:\/\/[^/?]*/i, '');
  const question = target.indexOf('?');
  const path = question < 0 ? target : target.slice(0, question);
  const receivedAt = Date.now();
  const seconds = Math.floor(receivedAt / 1_000).toString(16);
  return {
    requestId: randomUUID(),
    extendedRequestId: Buffer.from(randomHex().slice(0, 22), 'hex').toString('base64'),
    traceId: `Root=1-${seconds}-${randomHex().slice(0, 24)}`,
    receivedAt,
    method: request.method ?? 'GET',
    path: path || '/',
    query: question < 0 ? '' : target.slice(question + 1),
    clientAddress: (request.socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
    request,
    response,
    ownHeaders: {},
    context: {},
    trace: new RequestTrace(),
  };
}

/** 32 digits; UUIDs come from a store of random bytes, where `randomBytes` asks the system each time. */
function randomHex(): string {
  return randomUUID().replaceAll('-', '');
}

/** Writes a whole answer. Nothing is written where the client has gone. */
export function answer(
  { request, response, trace, ownHeaders }: Exchange,
  { statusCode, headers, body }: Answer,
): void {
  if (response.headersSent || response.destroyed) return;
  // What is left of the request's body is read and dropped, or the connection could not be used again.
  request.resume();
  trace.responseLength = Buffer.byteLength(body);
  response.writeHead(statusCode, {
    ...ownHeaders,
    ...(headers as Record<string, string | string[]>),
    'content-length': trace.responseLength,
  });
  response.end(body);
}
