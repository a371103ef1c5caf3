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

type HeaderLine = readonly [name: string, value: string];

/** Name and value of every header line, in the order and the spelling that was sent. */
export function headerLines(rawHeaders: readonly string[]): HeaderLine[] {
  return Array.from({ length: rawHeaders.length / 2 }, (_, line) => [
    rawHeaders[2 * line] ?? '',
    rawHeaders[2 * line + 1] ?? '',
  ]);
}

export interface Forwarding {
  readonly clientAddress: string;
  /** Port that the client's side of the hop listens on. */
  readonly port: number;
  readonly traceId: string;
}

/** Header lines with what a hop adds about the client; what earlier hops wrote stands in front. */
export function forwardedLines(
  lines: readonly HeaderLine[],
  { clientAddress, port, traceId }: Forwarding,
): HeaderLine[] {
  const added: HeaderLine[] = [
    ['X-Amzn-Trace-Id', sent(lines, 'x-amzn-trace-id')[0] ?? traceId],
    ['X-Forwarded-For', [...sent(lines, 'x-forwarded-for'), clientAddress].join(', ')],
    ['X-Forwarded-Port', String(port)],
    ['X-Forwarded-Proto', 'http'],
  ];
  const replaced = added.map(([name]) => name.toLowerCase());
  return [...lines.filter(([name]) => !replaced.includes(name.toLowerCase())), ...added];
}

/**
 * Headers of the request that reaches a service, as one list of names and values. `Expect` is left
 * out: the front has answered it.
 *
 * @param host what the service sees as host: that of the integration URI
 */
export function requestHeaders(
  rawHeaders: readonly string[],
  connection: string | undefined,
  host: string,
  forwarding: Forwarding,
): string[] {
  const lines = headerLines(rawHeaders);
  const kept = lines.filter(([name]) => {
    const lower = name.toLowerCase();
    return !['expect', 'host', 'via'].includes(lower) && endToEnd(lower, connection);
  });
  const via = [...sent(lines, 'via'), '1.1 AmazonAPIGateway'].join(', ');
  return [...forwardedLines(kept, forwarding), ['Host', host], ['Via', via]].flat();
}

function sent(lines: readonly HeaderLine[], wanted: string): string[] {
  return lines.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
}

function endToEnd(name: string, connection: string | undefined): boolean {
  const named = (connection ?? '').toLowerCase().split(',');
  return !hopByHop.has(name) && !named.some((option) => option.trim() === name);
}

/** Headers of a service's response that go on to the client. */
export function responseHeaders(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => endToEnd(name, headers.connection)),
  );
}
