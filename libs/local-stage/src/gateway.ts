import { resolveRequest, type RestApi, type RestRoute, type RouteTable } from '@slipway/routing';
import type { ApiOutcome } from './api-outcome';
import { answer, type Exchange } from './exchange';
import type { FunctionIntegration } from './function-integration';
import {
  forbidden,
  internalServerError,
  missingAuthenticationToken,
  refuseWith,
  requestTooLong,
  tooManyRequests,
  type GatewayResponse,
} from './gateway-responses';
import type { FindKey } from './key-check';
import type { LambdaAuthorizers } from './lambda-authorizers';
import { linkOrigin } from './link-origin';
import type { LoadBalancer } from './load-balancer';
import { mappedHeaders } from './parameter-mapping';
import { isTooLarge } from './payload';
import type { MatchedRoute } from './proxy-event';
import type { ApiRuntime, RouteRuntime } from './route-runtimes';
import type { UsageLimits } from './usage-limits';

export interface GatewayProps {
  readonly account: string;
  readonly table: RouteTable;
  readonly routes: ReadonlyMap<RestRoute, RouteRuntime>;
  /** By name. */
  readonly apis: ReadonlyMap<string, ApiRuntime>;
  readonly findKey: FindKey;
  readonly limits: UsageLimits;
  readonly authorizers: LambdaAuthorizers;
  readonly functions: FunctionIntegration;
  readonly loadBalancer: LoadBalancer;
}

type OnRoute = Extract<ApiOutcome, { readonly api: RestApi; readonly route: RestRoute }>;

/**
 * API Gateway: finds the route, asks its authorizer, checks the key, counts the request, then hands it
 * to the route's integration.
 */
export class Gateway {
  constructor(private readonly props: GatewayProps) {}

  /** Answers a request. Returns who answered. */
  async handle(exchange: Exchange): Promise<string> {
    const { account, table } = this.props;
    const { method, path, query, request, trace, context, ownHeaders } = exchange;
    trace.entry = 'api';
    context.account = account;
    ownHeaders['x-amzn-requestid'] = exchange.requestId;
    ownHeaders['x-amz-apigw-id'] = exchange.extendedRequestId;
    const { headers } = request;
    const asked = { method, path, query, host: headers.host, headers: request.headersDistinct };
    const outcome: ApiOutcome = resolveRequest(table, asked);
    // A custom domain may hold several APIs; what none of them has a route for, the first one refuses.
    const api = ('api' in outcome ? outcome.api : undefined) ?? table.restApis[0];
    if (!api) {
      refuseWith(new Map())(exchange, missingAuthenticationToken);
      return 'API Gateway (the stage has no API)';
    }
    context.api = api;
    const { refuse, writeAccessLog, stageVariables } = this.runtimeOf(api);
    context.stageVariables = stageVariables;
    if (writeAccessLog) trace.accessLog = () => writeAccessLog(exchange);
    const leave = trace.enter('api-gateway', api.name);
    try {
      switch (outcome.outcome) {
        case 'no-route': {
          const shut = shutBefore(outcome);
          if (shut === undefined) refuse(exchange, missingAuthenticationToken);
          // Nothing that an API says of its answers holds before the request is at the API.
          else refuseWith(new Map())(exchange, forbidden);
          return `API Gateway (${shut ?? 'no route'})`;
        }
        case 'broken':
          refuse(exchange, internalServerError);
          return `API Gateway (${outcome.reason})`;
        case 'uncertain':
          refuse(exchange, internalServerError);
          return `API Gateway (nobody knows the way: ${outcome.reason})`;
        default:
          return await this.handleOn(exchange, outcome);
      }
    } finally {
      leave();
    }
  }

  private async handleOn(exchange: Exchange, outcome: OnRoute): Promise<string> {
    const { api, route } = outcome;
    exchange.trace.route = `${route.method} ${route.path}`;
    exchange.context.route = route;
    if ('pathParameters' in outcome) exchange.context.pathParameters = outcome.pathParameters;
    const refusal = await this.refusalOf(exchange, outcome);
    if (refusal) {
      this.runtimeOf(api).refuse(exchange, refusal.response);
      return `API Gateway (${refusal.because})`;
    }
    return this.integrate(exchange, outcome);
  }

  /** What stands against a request before it reaches its integration. */
  private async refusalOf(exchange: Exchange, outcome: OnRoute): Promise<Refusal | undefined> {
    const { limits } = this.props;
    const { api, route } = outcome;
    const { authorizer, throttle } = this.routeOf(route);
    const authorized = await this.authorize(exchange, outcome, authorizer);
    if (authorized) return authorized;
    if (route.apiKeyRequired) {
      const key = this.props.findKey(api, exchange.request.headers);
      if (!key || !limits.covers(key.name, api)) {
        return { response: forbidden, because: 'API key' };
      }
      exchange.context.apiKey = key;
      const response = limits.refusalOf(key.name, api, route);
      if (response) return { response, because: `usage plan of ${key.name}` };
    }
    if (throttle?.take() === false) {
      return { response: tooManyRequests, because: 'throttle of the route' };
    }
    return isTooLarge(exchange.request)
      ? { response: requestTooLong, because: 'body too long' }
      : undefined;
  }

  private async authorize(
    exchange: Exchange,
    { api, route }: OnRoute,
    authorizer: RouteRuntime['authorizer'],
  ): Promise<Refusal | undefined> {
    if (authorizer) {
      const matched = this.matchedRoute(exchange, api, route);
      const response = await this.props.authorizers.refusalOf(exchange, authorizer, matched);
      return response && { response, because: `authorizer ${authorizer.functionName}` };
    }
    const authorization: string = route.authorization;
    switch (authorization) {
      case 'NONE':
        return undefined;
      case 'AWS_IAM':
        // Only AWS can tell whether a signature is right.
        return exchange.request.headers.authorization === undefined
          ? { response: missingAuthenticationToken, because: 'no signature' }
          : undefined;
      default:
        return {
          response: internalServerError,
          because: `authorization by ${authorization} does not run on this machine`,
        };
    }
  }

  private async integrate(exchange: Exchange, outcome: OnRoute): Promise<string> {
    const { functions, loadBalancer } = this.props;
    const { api, route } = outcome;
    const { refuse } = this.runtimeOf(api);
    const { requestHeaders, mock } = this.routeOf(route);
    if (mock) {
      const { statusCode, headers, body } = mock;
      const sent = { 'content-type': 'application/json', ...mappedHeaders(headers, exchange) };
      answer(exchange, { statusCode, headers: sent, body });
      return 'API Gateway (mock)';
    }
    switch (outcome.outcome) {
      case 'function':
        return functions.invoke(exchange, outcome, this.matchedRoute(exchange, api, route), refuse);
      case 'target-group':
      case 'fixed-response':
      case 'redirect': {
        const { networkListener } = outcome;
        const leave =
          networkListener &&
          exchange.trace.enter('network-load-balancer', networkListener.networkLoadBalancer);
        const origin = linkOrigin({ exchange, outcome, requestHeaders, refuse });
        const answeredBy = await loadBalancer.handle(exchange, outcome, origin);
        leave?.();
        return answeredBy;
      }
      default:
        refuse(exchange, internalServerError);
        return `API Gateway (${outcome.outcome} does not run on this machine)`;
    }
  }

  private matchedRoute({ context }: Exchange, api: RestApi, route: RestRoute): MatchedRoute {
    return {
      account: this.props.account,
      restApi: api.name,
      apiStage: api.apiStage,
      binaryMediaTypes: api.binaryMediaTypes,
      resource: route.path,
      pathParameters: context.pathParameters ?? {},
      ...(context.stageVariables && { stageVariables: context.stageVariables }),
    };
  }

  private runtimeOf({ name }: RestApi): ApiRuntime {
    const runtime = this.props.apis.get(name);
    if (!runtime) throw new RangeError(`There is no API ${name} in the stage.`);
    return runtime;
  }

  private routeOf(route: RestRoute): RouteRuntime {
    const runtime = this.props.routes.get(route);
    if (!runtime) throw new RangeError(`There is no route ${route.path} in the stage.`);
    return runtime;
  }
}

/** What keeps a request from every API; undefined where one only has no route for it. */
function shutBefore({
  unmappedDomain,
  disabledEndpoint,
}: Extract<ApiOutcome, { readonly outcome: 'no-route' }>): string | undefined {
  if (unmappedDomain !== undefined) return `${unmappedDomain} has no such base path`;
  return disabledEndpoint && `the execute-api endpoint of ${disabledEndpoint.name} is disabled`;
}

interface Refusal {
  readonly response: GatewayResponse;
  readonly because: string;
}
