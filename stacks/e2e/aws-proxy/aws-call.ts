import type { IncomingHttpHeaders } from 'node:http';

/** One request of an AWS client. */
export interface AwsCall {
  /** Service that the client signed for, as its endpoint calls it: `ec2`, `elasticloadbalancing`. */
  readonly service: string;
  /** `CreateFlowLogs`; of a service that calls by paths `PUT /restapis/a1b2c3`. */
  readonly operation: string;
  readonly method: string;
  /** With the query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface AwsAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Reads which call a request is; the emulator tells the same from the same places. */
export function awsCall(
  method: string,
  url: string,
  headers: IncomingHttpHeaders,
  body: Buffer,
): AwsCall {
  const service = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? '')?.[1];
  const target = headers['x-amz-target'];
  const path = url.split('?', 1)[0] ?? url;
  const operation =
    typeof target === 'string'
      ? target.slice(target.lastIndexOf('.') + 1)
      : (actionOf(headers, body) ?? `${method} ${path}`);
  return { service: service ?? '', operation, method, url, headers, body };
}

/** Fields of a call of the query protocol, `Filter.1.Value.1` → value. */
export function formOf({ body }: AwsCall): URLSearchParams {
  return new URLSearchParams(body.toString('utf8'));
}

/** Values of a list in such a call, in order: `listOf(form, 'ResourceId')` reads `ResourceId.1`, `.2`, … */
export function listOf(form: URLSearchParams, name: string): string[] {
  const values: string[] = [];
  for (let value = form.get(`${name}.1`); value !== null;) {
    values.push(value);
    value = form.get(`${name}.${values.length + 1}`);
  }
  return values;
}

/** Body of a call or an answer as a JSON object; empty for an empty body. */
export function jsonOf({ body }: { readonly body: Buffer }): Record<string, unknown> {
  return body.length === 0 ? {} : (JSON.parse(body.toString('utf8')) as Record<string, unknown>);
}

/** The same call with other fields. */
export function withForm(call: AwsCall, form: URLSearchParams): AwsCall {
  return { ...call, body: Buffer.from(form.toString()) };
}

/** The same call with another JSON body. */
export function withJson(call: AwsCall, value: object): AwsCall {
  return { ...call, body: Buffer.from(JSON.stringify(value)) };
}

export function jsonAnswer(status: number, value: object): AwsAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify(value)),
  };
}

export function xmlAnswer(text: string): AwsAnswer {
  return { status: 200, headers: { 'content-type': 'text/xml' }, body: Buffer.from(text) };
}

/** The same answer with another text. */
export function withText(answer: AwsAnswer, text: string): AwsAnswer {
  return { ...answer, body: Buffer.from(text) };
}

function actionOf(headers: IncomingHttpHeaders, body: Buffer): string | undefined {
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
  return isForm
    ? (new URLSearchParams(body.toString('utf8')).get('Action') ?? undefined)
    : undefined;
}
