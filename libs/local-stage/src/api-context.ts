import type { RestApi, RestRoute } from '@slipway/routing';
import type { GatewayResponse } from './gateway-responses';

/**
 * What API Gateway knows of a request that is under way, filled in by each step.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
 */
export interface ApiContext {
  account?: string;
  api?: Pick<RestApi, 'name' | 'apiStage'>;
  /** Of the API stage. */
  stageVariables?: Readonly<Record<string, string>>;
  route?: RestRoute;
  pathParameters?: Readonly<Record<string, string>>;
  /** The key that the route asked for. */
  apiKey?: { readonly name: string; readonly value: string };
  authorizer?: AuthorizerContext;
  /** What API Gateway answered by itself. */
  error?: GatewayResponse;
  integration?: { status?: number; latencyMs?: number };
}

export interface AuthorizerContext {
  readonly principalId: string;
  /** What the authorizer said of the caller; an integration sees every value as text. */
  readonly values: Readonly<Record<string, string>>;
  /** Milliseconds that it took; 0 where its result was kept. */
  readonly latencyMs: number;
}
