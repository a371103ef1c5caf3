import type { IncomingMessage } from 'node:http';

/** Which service of AWS a request is for, and what it is to do, as far as the request says. */
export interface AwsCall {
  /** Name in the signature's scope: `dynamodb`, `s3`; empty where nothing says it. */
  readonly service: string;
  /** `PutItem`; empty where only the path says it. */
  readonly operation: string;
}

/**
 * Reads the scope of the signature: `Credential=<key>/<day>/<region>/<service>/aws4_request`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html
 */
export function awsCallOf({ headers, url = '/' }: IncomingMessage): AwsCall {
  const target = headers['x-amz-target'];
  const operation = String(target ?? '').replace(/^.*\./, '');
  const query = new URLSearchParams(url.slice(url.indexOf('?') + 1));
  const scope =
    /Credential=([^,\s]+)/.exec(headers.authorization ?? '')?.[1] ??
    query.get('X-Amz-Credential') ??
    '';
  const [, , , service = ''] = scope.split('/');
  return { service, operation };
}
