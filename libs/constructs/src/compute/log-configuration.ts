import type { ContainerLogSettings } from '@slipway/catalog';

/** MiB that hold lines where a service says nothing. */
const defaultBuffer = 25;

export interface LogDestination {
  readonly group: string;
  readonly region: string;
}

/**
 * The `logConfiguration` of a container. The mode is always written, since the account's own default
 * decides otherwise.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html
 *
 * @param streamPrefix begins the name of every task's stream
 */
export function logConfiguration(
  { mode, maxBufferSize = defaultBuffer }: ContainerLogSettings,
  { group, region }: LogDestination,
  streamPrefix: string,
): object {
  return {
    logDriver: 'awslogs',
    options: {
      'awslogs-group': group,
      'awslogs-region': region,
      'awslogs-stream-prefix': streamPrefix,
      mode,
      ...(mode === 'non-blocking' && { 'max-buffer-size': `${maxBufferSize}m` }),
    },
  };
}
