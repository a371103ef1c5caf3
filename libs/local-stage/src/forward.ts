import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import { errors, type Dispatcher } from 'undici';
import type { Exchange } from './exchange';
import { hasBody, payloadOf, PayloadTooLargeError } from './payload';

/** How a forwarded request ended. Only after `answered` and `cut-off` something was sent to the client. */
export type Forwarded =
  | 'answered'
  /** The response broke off after its headers were sent; the client's connection is closed. */
  | 'cut-off'
  | 'client-gone'
  | 'payload-too-large'
  | 'timed-out'
  /** The target sent nothing for as long as a connection may be idle. */
  | 'idle'
  /** The target refused or closed the connection, or did not speak HTTP. */
  | 'connection-failed';

export interface ForwardTo {
  readonly method: string;
  /** Path and query that the target sees. */
  readonly path: string;
  /** Names and values in turn. */
  readonly headers: string[];
  /** Bytes that the body may have. */
  readonly maxPayload: number;
  /** Milliseconds until the whole response must be there; absent: as long as it takes. */
  readonly timeoutMs?: number;
  /** Milliseconds in which something must come from the target. */
  readonly idleMs: number;
  /** Gives the headers that the client gets, when the target's have come. */
  respond(statusCode: number, headers: IncomingHttpHeaders): OutgoingHttpHeaders;
}

class TimedOutError extends Error {}
class ClientGoneError extends Error {}

/** Sends a request on to a target and streams the response back, at the pace of the slower side. */
export function forward(exchange: Exchange, target: Dispatcher, to: ForwardTo): Promise<Forwarded> {
  const { request, response, trace } = exchange;
  return new Promise((resolve) => {
    let controller: Dispatcher.DispatchController | undefined;
    let aborted: Error | undefined;
    const abort = (error: Error): void => {
      aborted = error;
      controller?.abort(error);
    };
    const timer =
      to.timeoutMs === undefined
        ? undefined
        : setTimeout(() => abort(new TimedOutError()), to.timeoutMs);
    const onClose = (): void => {
      if (!response.writableFinished) abort(new ClientGoneError());
    };
    const onDrain = (): void => controller?.resume();
    const finish = (result: Forwarded): void => {
      clearTimeout(timer);
      response.off('close', onClose).off('drain', onDrain);
      if (result === 'cut-off') response.destroy();
      resolve(result);
    };
    response.on('close', onClose).on('drain', onDrain);

    target.dispatch(
      {
        method: to.method as Dispatcher.HttpMethod,
        path: to.path,
        headers: to.headers,
        body: hasBody(request) ? Readable.from(payloadOf(request, to.maxPayload)) : null,
        headersTimeout: to.idleMs,
        bodyTimeout: to.idleMs,
      },
      {
        onRequestStart(started) {
          controller = started;
          if (aborted) started.abort(aborted);
        },
        onResponseStart(_, statusCode, headers) {
          if (statusCode >= 200) response.writeHead(statusCode, to.respond(statusCode, headers));
        },
        onResponseData(receiving, chunk) {
          trace.responseLength += chunk.length;
          if (!response.write(chunk)) receiving.pause();
        },
        onResponseEnd() {
          response.end();
          finish('answered');
        },
        onResponseError(_, error) {
          finish(response.headersSent ? 'cut-off' : failureOf(error));
        },
      },
    );
  });
}

function failureOf(error: Error): Forwarded {
  if (error instanceof TimedOutError) return 'timed-out';
  if (error instanceof ClientGoneError) return 'client-gone';
  if (error instanceof PayloadTooLargeError) return 'payload-too-large';
  return error instanceof errors.HeadersTimeoutError ? 'idle' : 'connection-failed';
}
