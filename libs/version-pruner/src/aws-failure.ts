import { CallError, type CallFailure } from './calls';

interface AwsError extends Error {
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly code?: string;
}

const throttles = new Set([
  'TooManyRequestsException',
  'ThrottlingException',
  'Throttling',
  'RequestLimitExceeded',
  'EC2ThrottledException',
]);

/** Errors of the SDK before anything is sent. */
const noCredentials = /^(CredentialsProviderError|TokenProviderError)$/;

const denials = new Set(['AccessDeniedException', 'AccessDenied', 'NotAuthorized']);

/** What an error of the SDK means to a run. An error that is none of the SDK's is a bug, and stays one. */
export function callError(operation: string, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, $metadata, code } = error as AwsError;
  const status = $metadata?.httpStatusCode;
  const said = (failure: CallFailure) =>
    new CallError(operation, failure, `${name}: ${message || code}`);
  if (status !== undefined) return said(failureOf(name, message, status));
  if (noCredentials.test(name)) return said('denied');
  // A region that AWS does not have.
  if (code === 'ENOTFOUND') return said('refused');
  // Below HTTP nobody knows whether the call arrived.
  return $metadata !== undefined || code !== undefined ? said('transient') : error;
}

function failureOf(name: string, message: string, status: number): CallFailure {
  if (throttles.has(name) || status === 429) return 'throttled';
  if (denials.has(name) || status === 403) return 'denied';
  if (status === 404) return 'absent';
  if (status === 409) return 'conflict';
  if (message.includes('replicated function')) return 'replica';
  // An answer with 200 that is none of Lambda's was cut off on its way.
  return status >= 500 || status < 300 ? 'transient' : 'refused';
}
