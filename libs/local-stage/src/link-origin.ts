import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import type { LinkedRequest, RestRoute } from '@slipway/routing';
import type { BalancedThroughApi } from './api-outcome';
import type { Exchange } from './exchange';
import { endpointTimedOut, requestTooLong, type Refuse } from './gateway-responses';
import { addIntegrationHeaders } from './headers';
import type { Origin } from './load-balancer';
import { mappedHeaders } from './parameter-mapping';
import { maxPayload } from './payload';

export interface LinkOriginProps {
  readonly exchange: Exchange;
  readonly outcome: BalancedThroughApi;
  /** Headers that the integration gets, by name: expressions. */
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly refuse: Refuse;
}

/** An API's integration that sends through its VPC link. */
export function linkOrigin({ exchange, outcome, requestHeaders, refuse }: LinkOriginProps): Origin {
  const { api, route, listener, networkListener, backendPath } = outcome;
  const integration: RestRoute['integration'] & LinkedRequest = route.integration;
  const { timeoutMs, backendMethod, host } = integration;
  const { context, trace, traceId } = exchange;
  const sentAt = trace.elapsedMs;
  return {
    method: backendMethod ?? exchange.method,
    path: backendPath,
    host:
      host === 'client'
        ? (exchange.request.headers.host ?? '')
        : host && 'name' in host
          ? host.name
          : (networkListener?.networkLoadBalancer ?? listener.applicationLoadBalancer),
    via: '1.1 AmazonAPIGateway',
    replaced: {
      'x-amzn-apigateway-api-id': api.name,
      ...mappedHeaders(requestHeaders, exchange),
    },
    respond(status, headers: IncomingHttpHeaders) {
      context.integration = { status, latencyMs: trace.elapsedMs - sentAt };
      const sent: OutgoingHttpHeaders = { ...exchange.ownHeaders, 'x-amzn-trace-id': traceId };
      addIntegrationHeaders(sent, headers);
      return sent;
    },
    limits: {
      timeoutMs,
      maxPayload,
      giveUp(because) {
        if (because === 'payload-too-large') {
          refuse(exchange, requestTooLong);
          return 'API Gateway (body too long)';
        }
        context.integration = { latencyMs: trace.elapsedMs - sentAt };
        refuse(exchange, endpointTimedOut);
        return `API Gateway (no response within ${timeoutMs} ms)`;
      },
    },
  };
}
