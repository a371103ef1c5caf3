import type { IncomingMessage } from 'node:http';

/**
 * Bytes that API Gateway takes as the body of a request.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
 */
export const maxPayload = 10 * 1024 * 1024;

/** A body without a stated length has grown over `maxPayload`. */
export class PayloadTooLargeError extends Error {
  constructor() {
    super(`The body is longer than ${maxPayload} bytes.`);
    this.name = 'PayloadTooLargeError';
  }
}

/** True where the stated length is over the limit. */
export function isTooLarge(request: IncomingMessage): boolean {
  return Number(request.headers['content-length'] ?? 0) > maxPayload;
}

/** True where the request has a body, even an empty one. */
export function hasBody(request: IncomingMessage): boolean {
  return 'content-length' in request.headers || 'transfer-encoding' in request.headers;
}

/**
 * The body's chunks as they arrive. The connection stays open whatever happens, so that an answer can
 * still be sent.
 *
 * @param max bytes
 * @throws PayloadTooLargeError after the chunk that passes the limit
 */
export async function* payloadOf(request: IncomingMessage, max: number): AsyncGenerator<Buffer> {
  let length = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    length += (chunk as Buffer).length;
    if (length > max) throw new PayloadTooLargeError();
    yield chunk as Buffer;
  }
}

/**
 * The whole body.
 *
 * @throws PayloadTooLargeError
 */
export async function readPayload(request: IncomingMessage): Promise<Buffer> {
  if (!hasBody(request)) return Buffer.alloc(0);
  const chunks: Buffer[] = [];
  for await (const chunk of payloadOf(request, maxPayload)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
