import type { FunctionError, InvocationResult } from './invocation-result';
import { logStream, type LocalFunction } from './local-function';

export interface InvokeOptions {
  /** What the handler gets as `awsRequestId`. */
  readonly requestId: string;
  /** Alias or version that is called; without one the function itself. */
  readonly qualifier?: string;
}

/** Invokes a function of the stage by its name; never rejects. */
export type InvokeFunction = (
  functionName: string,
  event: unknown,
  options: InvokeOptions,
) => Promise<InvocationResult>;

/** Invokes the functions of a stage. */
export function invoker(
  functions: ReadonlyMap<string, LocalFunction>,
  place: { readonly account: string; readonly region: string },
): InvokeFunction {
  return (functionName, event, options) => {
    const fn = functions.get(functionName);
    if (!fn) return Promise.resolve(notHere(functionName));
    return fn.invoke(event, contextOf(fn, functionName, { ...place, ...options }));
  };
}

function notHere(functionName: string): InvocationResult {
  const errorMessage = `This machine does not run ${functionName}.`;
  const payload: FunctionError = { errorType: 'ResourceNotFoundException', errorMessage };
  return { kind: 'error', reason: errorMessage, payload };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
function contextOf(
  { memory, logGroup }: LocalFunction,
  functionName: string,
  {
    account,
    region,
    requestId,
    qualifier,
  }: InvokeOptions & { readonly account: string; readonly region: string },
): Record<string, string> {
  const arn = `arn:aws:lambda:${region}:${account}:function:${functionName}`;
  return {
    awsRequestId: requestId,
    functionName,
    functionVersion: '1',
    invokedFunctionArn: qualifier === undefined ? arn : `${arn}:${qualifier}`,
    logGroupName: logGroup,
    logStreamName: logStream,
    memoryLimitInMB: String(memory),
  };
}
