import { resolveRequest, type RouteTable } from '@slipway/routing';
import type { Exchange } from './exchange';
import type { FunctionIntegration } from './function-integration';
import {
  forbidden,
  internalServerError,
  missingAuthenticationToken,
  requestTooLong,
  type Refuse,
} from './gateway-responses';
import { goodKey, type LocalApiKey } from './key-check';
import { linkOrigin } from './link-origin';
import type { LoadBalancer } from './load-balancer';
import { isTooLarge } from './payload';

export interface GatewayProps {
  readonly table: RouteTable;
  readonly apiKeys: readonly LocalApiKey[];
  readonly functions: FunctionIntegration;
  readonly loadBalancer: LoadBalancer;
  readonly refuse: Refuse;
}

/** API Gateway: finds the route, checks the key, then hands the request to the route's integration. */
export class Gateway {
  constructor(private readonly props: GatewayProps) {}

  /** Answers a request. Returns who answered. */
  async handle(exchange: Exchange): Promise<string> {
    const { table, apiKeys, functions, loadBalancer, refuse } = this.props;
    const { method, path, request } = exchange;
    const resolution = resolveRequest(table, { method, path, host: request.headers.host });
    if (resolution.outcome === 'no-route') {
      refuse(exchange, missingAuthenticationToken);
      return 'API Gateway (no route)';
    }
    if (resolution.outcome === 'broken') {
      refuse(exchange, internalServerError);
      return `API Gateway (${resolution.reason})`;
    }
    if (resolution.outcome === 'uncertain') {
      refuse(exchange, internalServerError);
      return `API Gateway (nobody knows the way: ${resolution.reason})`;
    }
    if (
      resolution.outcome !== 'function' &&
      resolution.outcome !== 'target-group' &&
      resolution.outcome !== 'fixed-response'
    ) {
      refuse(exchange, internalServerError);
      return `API Gateway (${resolution.outcome} does not run on this machine)`;
    }
    const { apiKeyRequired } = resolution.route;
    const key = apiKeyRequired ? goodKey(apiKeys, resolution.api, request.headers) : undefined;
    if (apiKeyRequired && !key) {
      refuse(exchange, forbidden);
      return 'API Gateway (API key)';
    }
    if (isTooLarge(request)) {
      refuse(exchange, requestTooLong);
      return 'API Gateway (body too long)';
    }
    switch (resolution.outcome) {
      case 'function':
        return functions.invoke(exchange, resolution, key?.value);
      case 'target-group':
        return loadBalancer.send(exchange, resolution, linkOrigin(resolution, refuse));
      case 'fixed-response':
        return loadBalancer.respond(exchange, resolution);
    }
  }
}
