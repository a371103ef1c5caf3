import type { EndpointName, Service } from '@slipway/catalog';
import type { GatewayEndpoint } from './stage-endpoints';

/** What something that runs in the VPC can need, and the endpoints that it is reached by. */
export const endpointsByNeed = {
  image: ['ecr.api', 'ecr.dkr', 's3'],
  logs: ['logs'],
  parameters: ['ssm'],
  secrets: ['secretsmanager'],
  traces: ['xray'],
} as const satisfies Readonly<Record<string, readonly (EndpointName | GatewayEndpoint)[]>>;

export type EndpointNeed = keyof typeof endpointsByNeed;

/** What one service needs of its network. */
export interface ServiceNeeds {
  readonly service: Service;
  readonly needs: readonly EndpointNeed[];
}

/** What each service needs of the network that it runs in; functions run outside of the VPC. */
export function endpointNeeds(services: readonly Service[]): ServiceNeeds[] {
  return services.map((service) => ({
    service,
    needs: service.kind === 'http' ? ['image', 'logs'] : [],
  }));
}
