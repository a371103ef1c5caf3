import type { RuntimeError } from './function-runtime';

/** What Lambda answers for an invocation that failed. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  /** Lines of the stack; absent where the handler is not to blame. */
  readonly trace?: readonly string[];
}

/** How an invocation ended. */
export type InvocationResult =
  /** JSON text of what the handler returned; undefined where JSON cannot say it. */
  | { readonly kind: 'result'; readonly json: string | undefined }
  /** For a person the reason, for a caller the payload. */
  | { readonly kind: 'error'; readonly reason: string; readonly payload: FunctionError };

/** An error that the handler or its module threw. The stack begins with type and message, and names lines. */
export function thrown({ errorType, message, stack }: RuntimeError): InvocationResult {
  return {
    kind: 'error',
    reason: stack ?? `${errorType}: ${message}`,
    payload: { errorType, errorMessage: message, ...(stack && { trace: stack.split('\n') }) },
  };
}

/**
 * An invocation that took longer than its function may.
 * https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html
 */
export function timedOut(requestId: string | undefined, seconds: number): InvocationResult {
  const reason = `Task timed out after ${seconds.toFixed(2)} seconds`;
  const errorMessage = `RequestId: ${requestId} Error: ${reason}`;
  return { kind: 'error', reason, payload: { errorType: 'Sandbox.Timedout', errorMessage } };
}
