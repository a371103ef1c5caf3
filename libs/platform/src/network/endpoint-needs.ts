import type { EndpointName, Service, TaskService } from '@slipway/catalog';
import type { GatewayEndpoint } from './stage-endpoints';

/** What something that runs in the VPC can need, and the endpoints that it is reached by. */
export const endpointsByNeed = {
  image: ['ecr.api', 'ecr.dkr', 's3'],
  logs: ['logs'],
  parameters: ['ssm'],
  runs: ['dynamodb'],
  secrets: ['secretsmanager'],
  sessions: ['ssmmessages'],
} as const satisfies Readonly<Record<string, readonly (EndpointName | GatewayEndpoint)[]>>;

export type EndpointNeed = keyof typeof endpointsByNeed;

/** What one service needs of its network. */
export interface ServiceNeeds {
  readonly service: Service;
  readonly needs: readonly EndpointNeed[];
}

/** What each service needs of the network that it runs in; Lambda calls for its functions from outside of it. */
export function endpointNeeds(services: readonly Service[]): ServiceNeeds[] {
  return services.map((service) => ({
    service,
    needs: service.kind === 'function' ? [] : taskNeeds(service),
  }));
}

function taskNeeds(service: TaskService): EndpointNeed[] {
  const { secrets, parameters, container } = service;
  const has = (values: object): boolean => Object.keys(values).length > 0;
  return [
    'image',
    'logs',
    ...(has(secrets) ? (['secrets'] as const) : []),
    ...(has(parameters) ? (['parameters'] as const) : []),
    // The orchestrator's table, which an agent writes its signs of life into.
    ...(service.kind === 'batch' && service.run ? (['runs'] as const) : []),
    ...(container.exec ? (['sessions'] as const) : []),
  ];
}
