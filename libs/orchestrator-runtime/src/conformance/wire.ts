import { FakeError } from './fake-faults';
import type { Answer, FakeRequest } from './fake-server';

/** The parsed body of a JSON request; an empty body is `{}`. */
export function jsonBody(request: FakeRequest): Record<string, unknown> {
  const text = request.body.toString('utf8');
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

/** Answer of awsJson1.1. https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html */
export function json11Answer(output: unknown, status = 200): Answer {
  const headers = { 'content-type': 'application/x-amz-json-1.1' };
  return { status, headers, body: JSON.stringify(output) };
}

export function json11Error({ name, message, status, members }: FakeError): Answer {
  return json11Answer({ __type: name, message, ...members }, status);
}

/** Answer of REST-JSON. https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html */
export function restJsonAnswer(output: unknown, status = 200): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(output),
  };
}

export function restJsonError({ name, message, status, members }: FakeError): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': name },
    body: JSON.stringify({ message, ...members }),
  };
}

/** What a service answers where it has no such operation. */
export function unknownOperation(operation: string): FakeError {
  return new FakeError('UnknownOperationException', `The fake has no operation ${operation}`, 404);
}
