import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';

/** https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1, and what older proxies treat alike. */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

type HeaderLines = readonly (readonly [name: string, value: string])[];

/** Name and value of every header line, in the order and the spelling that was sent. */
export function headerLines(rawHeaders: readonly string[]): HeaderLines {
  return Array.from({ length: rawHeaders.length / 2 }, (_, line) => [
    rawHeaders[2 * line] ?? '',
    rawHeaders[2 * line + 1] ?? '',
  ]);
}

function endToEnd(name: string, connection: string | undefined): boolean {
  const named = (connection ?? '').toLowerCase().split(',');
  return !hopByHop.has(name) && !named.some((option) => option.trim() === name);
}

export interface Forwarding {
  /** Host the backend sees: that of the integration URI. */
  readonly host: string;
  readonly clientAddress: string;
  /** Port of the ALB listener. */
  readonly port: number;
  readonly traceId: string;
}

/**
 * Headers of the request that reaches a service, as one list of names and values. `Expect` is left
 * out: the front has answered it.
 */
export function requestHeaders(
  rawHeaders: readonly string[],
  connection: string | undefined,
  { host, clientAddress, port, traceId }: Forwarding,
): string[] {
  const replaced = new Set([
    'expect',
    'host',
    'via',
    'x-amzn-trace-id',
    'x-forwarded-for',
    'x-forwarded-port',
    'x-forwarded-proto',
  ]);
  const lines = headerLines(rawHeaders);
  const sent = (wanted: string): string[] =>
    lines.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
  const kept = lines.filter(([name]) => {
    const lower = name.toLowerCase();
    return !replaced.has(lower) && endToEnd(lower, connection);
  });
  return [
    ...kept.flat(),
    ...['host', host],
    ...['via', [...sent('via'), '1.1 AmazonAPIGateway'].join(', ')],
    ...['x-amzn-trace-id', sent('x-amzn-trace-id')[0] ?? traceId],
    ...['x-forwarded-for', [...sent('x-forwarded-for'), clientAddress].join(', ')],
    ...['x-forwarded-port', String(port)],
    ...['x-forwarded-proto', 'http'],
  ];
}

/** Headers of a service's response that go on to the client. */
export function responseHeaders(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => endToEnd(name, headers.connection)),
  );
}
