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

function sent(lines: readonly HeaderLine[], wanted: string): string[] {
  return lines.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
}

/** What a request becomes on its way to a target. */
export interface RequestChanges extends Forwarding {
  /** What the target sees as host. */
  readonly host: string;
  /** What the last hop calls itself in `Via`; absent where it does not. */
  readonly via?: string;
  /** Headers in the place of the client's. */
  readonly replaced?: Readonly<Record<string, string>>;
  /** Takes lines out whose names have other characters than letters, digits and hyphens. */
  readonly dropInvalid?: boolean;
}

const validName = /^[-A-Za-z0-9]+$/;

/**
 * Headers of the request that reaches a target, as one list of names and values. `Expect` is left out:
 * the front has answered it.
 */
export function requestHeaders(
  rawHeaders: readonly string[],
  connection: string | undefined,
  { clientAddress, port, traceId, host, via, replaced, dropInvalid }: RequestChanges,
): string[] {
  const kept: string[] = [];
  let trace = traceId;
  let forwardedFor = clientAddress;
  let passed = via;
  const set = replaced && new Set(Object.keys(replaced).map((name) => name.toLowerCase()));
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? '';
    const value = rawHeaders[at + 1] ?? '';
    const lower = name.toLowerCase();
    switch (lower) {
      case 'x-amzn-trace-id':
        trace = value;
        break;
      case 'x-forwarded-for':
        forwardedFor = `${value}, ${forwardedFor}`;
        break;
      case 'via':
        if (via === undefined) kept.push(name, value);
        else passed = `${value}, ${passed}`;
        break;
      case 'expect':
      case 'host':
      case 'x-forwarded-port':
      case 'x-forwarded-proto':
        break;
      default:
        if (endToEnd(lower, connection) && !set?.has(lower)) {
          if (!dropInvalid || validName.test(name)) kept.push(name, value);
        }
    }
  }
  kept.push('X-Amzn-Trace-Id', trace, 'X-Forwarded-For', forwardedFor);
  kept.push('X-Forwarded-Port', String(port), 'X-Forwarded-Proto', 'http', 'Host', host);
  if (passed !== undefined) kept.push('Via', passed);
  for (const name in replaced) {
    // A mapped host is what the target sees as host.
    if (name.toLowerCase() !== 'host') kept.push(name, replaced[name] ?? '');
  }
  return kept;
}

function endToEnd(name: string, connection: string | undefined): boolean {
  if (hopByHop.has(name)) return false;
  if (connection === undefined || isPlain(connection)) return true;
  return !connection
    .toLowerCase()
    .split(',')
    .some((option) => option.trim() === name);
}

function isPlain(connection: string): boolean {
  return connection === 'keep-alive' || connection === 'close';
}

/** Headers of a target's response that go on to the client. */
export function responseHeaders(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  const kept: OutgoingHttpHeaders = {};
  for (const name in headers) {
    if (endToEnd(name, headers.connection)) kept[name] = headers[name];
  }
  return kept;
}

/**
 * Headers of an integration's response under whose own names API Gateway sends something else.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
const remapped = new Set([
  'authorization',
  'connection',
  'date',
  'server',
  'www-authenticate',
  'x-amzn-requestid',
]);

/** Adds the headers of an integration's response that API Gateway passes on, some under another name. */
export function addIntegrationHeaders(
  sent: OutgoingHttpHeaders,
  headers: IncomingHttpHeaders,
): void {
  for (const name in headers) {
    const value = headers[name];
    if (remapped.has(name)) {
      sent[`x-amzn-remapped-${name}`] = value;
    } else if (name === 'content-length') {
      sent['content-length'] = headers['content-length'];
      sent['x-amzn-remapped-content-length'] = value;
    } else if (name !== 'via' && endToEnd(name, headers.connection)) {
      sent[name] = value;
    }
  }
}
