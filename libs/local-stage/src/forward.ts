import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import type { Exchange } from './exchange';
import { requestHeaders, responseHeaders, type Forwarding } from './headers';
import { hasBody, payloadOf, PayloadTooLargeError } from './payload';

/** How a forwarded request ended. Only after `answered` and `cut-off` something was sent to the client. */
export type Forwarded =
  | 'answered'
  /** The response broke off after its headers were sent; the client's connection is closed. */
  | 'cut-off'
  | 'client-gone'
  | 'payload-too-large'
  | 'timed-out'
  /** The target refused or closed the connection, or did not speak HTTP. */
  | 'connection-failed';

export interface ForwardTo {
  /** Path and query that the target sees. */
  readonly path: string;
  /** What the target sees as host. */
  readonly host: string;
  readonly forwarding: Forwarding;
  /** Bytes that the body may have. */
  readonly maxPayload: number;
  /** Milliseconds until the whole response must be there. */
  readonly timeoutMs: number;
}

class TimedOutError extends Error {}
class ClientGoneError extends Error {}

/** Sends a request on to a target and streams the response back, at the pace of the slower side. */
export function forward(exchange: Exchange, target: Dispatcher, to: ForwardTo): Promise<Forwarded> {
  const { request, response } = exchange;
  return new Promise((resolve) => {
    let controller: Dispatcher.DispatchController | undefined;
    let aborted: Error | undefined;
    const abort = (error: Error): void => {
      aborted = error;
      controller?.abort(error);
    };
    const timer = setTimeout(() => abort(new TimedOutError()), to.timeoutMs);
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
        method: exchange.method as Dispatcher.HttpMethod,
        path: to.path,
        headers: requestHeaders(
          request.rawHeaders,
          request.headers.connection,
          to.host,
          to.forwarding,
        ),
        body: hasBody(request) ? Readable.from(payloadOf(request, to.maxPayload)) : null,
        // The integration's timeout counts for all of it.
        headersTimeout: 0,
        bodyTimeout: 0,
      },
      {
        onRequestStart(started) {
          controller = started;
          if (aborted) started.abort(aborted);
        },
        onResponseStart(_, statusCode, headers) {
          if (statusCode >= 200) response.writeHead(statusCode, responseHeaders(headers));
        },
        onResponseData(receiving, chunk) {
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
  return 'connection-failed';
}
