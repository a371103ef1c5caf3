/**
 * Services of AWS that a VPC of a stage's own may have an endpoint for, by the last part of the
 * endpoint's name. Not execute-api: its private DNS takes the public REST APIs away from the VPC.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
 */
export const endpointNames = [
  'dynamodb',
  'ecr.api',
  'ecr.dkr',
  'ecs',
  'events',
  'kms',
  'lambda',
  'logs',
  'monitoring',
  'secretsmanager',
  'sns',
  'sqs',
  'ssm',
  'ssmmessages',
  'states',
  'sts',
  'xray',
] as const;

export type EndpointName = (typeof endpointNames)[number];
