import type { LambdaAuthorizer } from '@slipway/terraform-graph';
import { authorizerResult, MalformedResultError, type AuthorizerResult } from './authorizer-result';
import { AuthorizerCache } from './authorizer-cache';
import type { OnEvent } from './events';
import type { Exchange } from './exchange';
import type { InvocationResult } from './function-worker';
import {
  accessDenied,
  authorizerFailure,
  explicitlyDenied,
  unauthorized,
  type GatewayResponse,
} from './gateway-responses';
import { identityOf } from './identity-sources';
import { MalformedPolicyError, policyVerdict } from './invoke-policy';
import { proxyEvent, type MatchedRoute } from './proxy-event';
import type { Clock } from './token-bucket';

/** A function that can be invoked. */
export interface InvocableFunction {
  readonly service: string;
  invoke(event: unknown, context: Readonly<Record<string, string>>): Promise<InvocationResult>;
}

export interface LambdaAuthorizersProps {
  readonly region: string;
  /** By function name. */
  readonly functions: ReadonlyMap<string, InvocableFunction>;
  readonly clock: Clock;
  readonly onEvent: OnEvent;
}

/** The Lambda authorizers of the stage's APIs, with the results that they keep. */
export class LambdaAuthorizers {
  private readonly cache: AuthorizerCache;

  constructor(private readonly props: LambdaAuthorizersProps) {
    this.cache = new AuthorizerCache(props.clock);
  }

  /**
   * Asks whether a request may go on, and writes down who the caller is. Returns what it is refused
   * with, undefined where it may.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
   */
  async refusalOf(
    exchange: Exchange,
    authorizer: LambdaAuthorizer,
    route: MatchedRoute,
  ): Promise<GatewayResponse | undefined> {
    const { identitySources, identityValidation } = authorizer;
    const identity = identityOf(identitySources, exchange);
    if (!identity) return unauthorized;
    const [token = ''] = identity;
    const pattern = identityValidation && new RegExp(`^(?:${identityValidation})$`);
    if (authorizer.type === 'TOKEN' && pattern && !pattern.test(token)) return unauthorized;

    const leave = exchange.trace.enter('authorizer', authorizer.functionName);
    try {
      const result = await this.resultOf(exchange, authorizer, route, identity);
      const { principalId, values, policy } = result;
      exchange.context.authorizer = { principalId, values, latencyMs: leave() };
      switch (policyVerdict(policy, this.methodArn(exchange, route))) {
        case 'allowed':
          return undefined;
        case 'denied':
          return explicitlyDenied;
        case 'not-allowed':
          return accessDenied;
      }
    } catch (error) {
      leave();
      if (error instanceof UnauthorizedError) return unauthorized;
      if (!isMistake(error)) throw error;
      this.tell(exchange, authorizer, error.message);
      return authorizerFailure;
    }
  }

  private async resultOf(
    exchange: Exchange,
    authorizer: LambdaAuthorizer,
    route: MatchedRoute,
    identity: readonly string[],
  ): Promise<AuthorizerResult> {
    const { restApi, apiStage } = route;
    const { name, ttl } = authorizer;
    const key = [restApi, apiStage, name, ...identity].join('\n');
    const kept = this.cache.get(key);
    if (kept) return kept;
    const result = await this.invoke(exchange, authorizer, route, identity);
    // Without a source there is nothing that would tell two callers apart.
    if (ttl > 0 && identity.length > 0) this.cache.set(key, result, ttl);
    return result;
  }

  private async invoke(
    exchange: Exchange,
    { type, functionName }: LambdaAuthorizer,
    route: MatchedRoute,
    [authorizationToken = '']: readonly string[],
  ): Promise<AuthorizerResult> {
    const fn = this.props.functions.get(functionName);
    if (!fn) throw new AuthorizerFailedError('This machine does not run it.');
    const methodArn = this.methodArn(exchange, route);
    const event =
      type === 'TOKEN'
        ? { type, methodArn, authorizationToken }
        : { type, methodArn, ...requestOf(exchange, route) };
    const invoked = await fn.invoke(event, { awsRequestId: exchange.requestId, functionName });
    if (invoked.kind === 'result') return authorizerResult(invoked.json);
    // Of what an authorizer throws, API Gateway knows this one word.
    if (/^(?:\w*Error: )?Unauthorized$/m.test(invoked.reason)) throw new UnauthorizedError();
    throw new AuthorizerFailedError(invoked.reason);
  }

  private methodArn({ method, path }: Exchange, route: MatchedRoute): string {
    const { account, restApi, apiStage } = route;
    return `arn:aws:execute-api:${this.props.region}:${account}:${restApi}/${apiStage}/${method}${path}`;
  }

  private tell({ requestId }: Exchange, { functionName }: LambdaAuthorizer, reason: string): void {
    const { functions, onEvent } = this.props;
    const service = functions.get(functionName)?.service ?? functionName;
    onEvent({ type: 'function-failed', service, requestId, reason });
  }
}

class UnauthorizedError extends Error {}
class AuthorizerFailedError extends Error {}

function isMistake(error: unknown): error is Error {
  return (
    error instanceof AuthorizerFailedError ||
    error instanceof MalformedResultError ||
    error instanceof MalformedPolicyError
  );
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html */
function requestOf(exchange: Exchange, route: MatchedRoute): object {
  const event = proxyEvent(exchange, Buffer.alloc(0), route);
  const members = Object.entries(event);
  return Object.fromEntries(
    members.filter(([name]) => !['body', 'isBase64Encoded'].includes(name)),
  );
}
