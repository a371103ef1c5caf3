import type { IncomingHttpHeaders } from 'node:http';

/** An error of AWS in the protocol that the request was made in. */
export interface Refusal {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** The code that SDKs show as the name of the error. */
const code = 'NotImplemented';

/** Services that speak XML without a form; all others without a form speak JSON, or CBOR. */
const restXml: ReadonlySet<string> = new Set(['s3', 'route53', 'cloudfront']);

/**
 * Refuses with status 501, which SDKs do not try again.
 * https://smithy.io/2.0/aws/protocols/index.html
 *
 * @param service as the signature names it
 */
export function refusal(service: string, headers: IncomingHttpHeaders, message: string): Refusal {
  const statusCode = 501;
  const protocol = String(headers['smithy-protocol'] ?? '');
  if (protocol.endsWith('cbor')) {
    return {
      statusCode,
      headers: { 'content-type': 'application/cbor', 'smithy-protocol': protocol },
      body: cborMap({ __type: `local#${code}`, message }),
    };
  }
  const error = `<Code>${code}</Code><Message>${escaped(message)}</Message>`;
  if (headers['content-type']?.includes('x-www-form-urlencoded')) {
    return xml(`<ErrorResponse><Error><Type>Sender</Type>${error}</Error></ErrorResponse>`);
  }
  if (restXml.has(service)) return xml(`<Error>${error}</Error>`);
  return {
    statusCode,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': code },
    body: JSON.stringify({ __type: code, message }),
  };
}

function xml(body: string): Refusal {
  return { statusCode: 501, headers: { 'content-type': 'application/xml' }, body };
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** A map of texts: https://www.rfc-editor.org/rfc/rfc8949#section-3 */
function cborMap(entries: Readonly<Record<string, string>>): Buffer {
  const pairs = Object.entries(entries);
  const map = 0xa0 + pairs.length;
  return Buffer.concat([Buffer.from([map]), ...pairs.flat().map(cborText)]);
}

/** Its length in four bytes, whatever it is. */
function cborText(text: string): Buffer {
  const bytes = Buffer.from(text);
  const head = Buffer.from([0x7a, 0, 0, 0, 0]);
  head.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}
