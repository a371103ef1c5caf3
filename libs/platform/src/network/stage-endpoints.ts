import type { EndpointName, NetworkSettings } from '@slipway/catalog';

/** What is reached by routes instead of network interfaces, and costs nothing. */
export type GatewayEndpoint = 's3' | 'dynamodb';

/** What a network has an interface endpoint for; each costs by the hour and zone. */
export type InterfaceEndpoint = Exclude<EndpointName, GatewayEndpoint>;

/**
 * What no Fargate task starts without, besides S3.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
 */
const ofEveryTask: readonly EndpointName[] = ['ecr.api', 'ecr.dkr', 'logs'];

/** The endpoints of a stage's network. Its file decides alone, so no service changes the network. */
export interface StageEndpoints {
  readonly gateways: readonly GatewayEndpoint[];
  /** Sorted. */
  readonly interfaces: readonly InterfaceEndpoint[];
}

/** The endpoints that a stage makes: none in a VPC of others, where one would answer for everybody. */
export function stageEndpoints(network: NetworkSettings): StageEndpoints {
  if (network.mode !== 'dedicated') return { gateways: [], interfaces: [] };
  const wanted = new Set([...(isClosed(network) ? ofEveryTask : []), ...network.endpoints]);
  const gateways: GatewayEndpoint[] = wanted.has('dynamodb') ? ['s3', 'dynamodb'] : ['s3'];
  const interfaces = [...wanted].filter((name) => name !== 'dynamodb');
  return { gateways, interfaces: interfaces.sort() };
}

/** Whether nothing in the network reaches the internet. What others' networks do is not known here. */
export function isClosed(network: NetworkSettings): boolean {
  return network.mode === 'dedicated' && network.natGateways === 'none';
}
