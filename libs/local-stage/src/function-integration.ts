import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import type { Resolution } from '@slipway/routing';
import type { OnEvent } from './events';
import { answer, type Answer, type Exchange } from './exchange';
import {
  endpointTimedOut,
  malformedProxyResponse,
  requestTooLong,
  type Refuse,
} from './gateway-responses';
import { invoker, type InvokeFunction } from './invoke-function';
import type { LocalFunction } from './local-function';
import { PayloadTooLargeError, readPayload } from './payload';
import { addIntegrationHeaders } from './headers';
import { proxyEvent, type MatchedRoute } from './proxy-event';
import { proxyResult } from './proxy-result';

type ToFunction = Extract<Resolution, { readonly outcome: 'function' }>;

export interface FunctionIntegrationProps {
  readonly account: string;
  readonly region: string;
  /** By function name. */
  readonly functions: ReadonlyMap<string, LocalFunction>;
  readonly onEvent: OnEvent;
}

/** The Lambda proxy integration of API Gateway. */
export class FunctionIntegration {
  private readonly invokeFunction: InvokeFunction;

  constructor(private readonly props: FunctionIntegrationProps) {
    this.invokeFunction = invoker(props.functions, props);
  }

  /** Invokes the function and answers with its result. Returns who answered. */
  async invoke(
    exchange: Exchange,
    resolution: ToFunction,
    matched: MatchedRoute,
    refuse: Refuse,
  ): Promise<string> {
    const { functions, onEvent } = this.props;
    const { functionName, qualifier, api, route } = resolution;
    const { trace, context, traceId } = exchange;
    const fn = functions.get(functionName);
    trace.service = fn?.service;
    const { requestId } = exchange;
    const failed = (reason: string): string => {
      onEvent({ type: 'function-failed', service: fn?.service ?? functionName, requestId, reason });
      refuse(exchange, malformedProxyResponse);
      return `API Gateway (${functionName} failed)`;
    };
    if (!fn) return failed('This machine does not run it.');
    let payload: Buffer;
    try {
      payload = await readPayload(exchange.request);
    } catch (error) {
      if (!(error instanceof PayloadTooLargeError)) return 'nobody: the client went away';
      refuse(exchange, requestTooLong);
      return 'API Gateway (body too long)';
    }
    const event = proxyEvent(exchange, payload, matched);
    const { timeoutMs } = route.integration;
    const leave = trace.enter('function', functionName);
    const result = await withTimeout(
      this.invokeFunction(functionName, event, { requestId, qualifier }),
      timeoutMs,
    );
    context.integration = { latencyMs: leave() };
    if (!result) {
      refuse(exchange, endpointTimedOut);
      return `API Gateway (no response within ${timeoutMs} ms)`;
    }
    if (result.kind === 'error') return failed(result.reason);
    const read = proxyResult(result.json, api.binaryMediaTypes);
    if ('malformed' in read) return failed(read.malformed);
    context.integration.status = 200;
    const { statusCode, headers, body } = read;
    const sent: OutgoingHttpHeaders = { 'x-amzn-trace-id': `${traceId};Sampled=0` };
    addIntegrationHeaders(sent, headers as IncomingHttpHeaders);
    answer(exchange, { statusCode, headers: sent as Answer['headers'], body });
    return functionName;
  }
}

/** Undefined where the promise takes longer. */
function withTimeout<T>(promise: Promise<T>, milliseconds: number): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds, undefined);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
