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

const denials = new Set(['AccessDeniedException', 'AccessDenied', 'NotAuthorized']);

/** Errors below HTTP: nobody knows whether the call arrived. */
const network = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'TimeoutError',
]);

/** What an error of the SDK means to a run. An error that is none of the SDK's is a bug, and stays one. */
export function callError(operation: string, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, $metadata, code } = error as AwsError;
  const status = $metadata?.httpStatusCode;
  if (status === undefined && code === undefined && !network.has(name)) {
    // Credentials that are missing and regions without an endpoint fail before anything is sent.
    return /Credentials|Token/.test(name)
      ? new CallError(operation, 'denied', `${name}: ${message}`)
      : error;
  }
  return new CallError(
    operation,
    failureOf(name, message, status, code),
    `${name}: ${message || code}`,
  );
}

function failureOf(
  name: string,
  message: string,
  status: number | undefined,
  code: string | undefined,
): CallFailure {
  if (throttles.has(name) || status === 429) return 'throttled';
  if (denials.has(name) || status === 403) return 'denied';
  if (name === 'ResourceNotFoundException' || status === 404) return 'absent';
  if (name === 'ResourceConflictException' || status === 409) return 'conflict';
  if (message.includes('replicated function')) return 'replica';
  if (network.has(code ?? '') || network.has(name) || (status ?? 0) >= 500) return 'transient';
  // The answer was cut off or is none of Lambda's.
  if (name === 'SyntaxError') return 'transient';
  return 'refused';
}
