import { passedAsBytes } from './binary-media-types';
import type { Answer } from './exchange';

/** What a handler must return, as a sentence about what it returned instead. */
export interface MalformedResult {
  readonly malformed: string;
}

/**
 * The answer that a proxy integration's result means, or what is wrong with it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 *
 * @param json JSON text of what the handler returned, undefined for nothing
 * @param binaryMediaTypes of the API; a body of another type is sent as the handler wrote it
 */
export function proxyResult(
  json: string | undefined,
  binaryMediaTypes: readonly string[],
): Answer | MalformedResult {
  const result: unknown = json === undefined ? undefined : JSON.parse(json);
  if (typeof result !== 'object' || result === null || Array.isArray(result)) {
    return {
      malformed: `The handler must return an object with statusCode, got: ${json ?? 'nothing'}`,
    };
  }
  const { statusCode, headers, multiValueHeaders, body, isBase64Encoded, ...unknown } =
    result as Record<string, unknown>;
  const [extra] = Object.keys(unknown);
  if (extra !== undefined)
    return { malformed: `API Gateway refuses the unknown field \`${extra}\`.` };
  const code = Number(statusCode);
  if (!Number.isInteger(code) || code < 100 || code > 599) {
    return {
      malformed: `statusCode must be a whole number from 100 to 599, got: ${String(statusCode)}`,
    };
  }
  if (body !== undefined && body !== null && typeof body !== 'string') {
    return { malformed: `body must be text, got: ${typeof body}; JSON.stringify it` };
  }
  const allHeaders = {
    'content-type': 'application/json',
    ...lowerCased(headers, (value) => String(value)),
    ...lowerCased(multiValueHeaders, (value) => [value].flat().map(String)),
  };
  const isEncoded =
    isBase64Encoded === true && passedAsBytes(binaryMediaTypes, String(allHeaders['content-type']));
  return {
    statusCode: code,
    headers: allHeaders,
    body: isEncoded ? Buffer.from(body ?? '', 'base64') : (body ?? ''),
  };
}

function lowerCased<T>(headers: unknown, read: (value: unknown) => T): Record<string, T> {
  return Object.fromEntries(
    Object.entries((headers ?? {}) as Record<string, unknown>).map(([name, value]) => [
      name.toLowerCase(),
      read(value),
    ]),
  );
}
