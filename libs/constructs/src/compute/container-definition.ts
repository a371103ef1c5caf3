import type { BatchService, HttpService } from '@slipway/catalog';
import { literal } from '../literal';

/** Memory that holds log lines while CloudWatch Logs is slow; beyond it lines are lost. */
const logBuffer = '25m';

export interface ContainerImage {
  readonly repositoryUrl: string;
  /** `sha256:…`; absent where no image is locked. */
  readonly digest?: string;
}

/**
 * The one container of a service's task, as JSON text that may hold tokens.
 *
 * @param addresses of the services that it calls, by variable
 */
export function containerDefinitions(
  service: HttpService | BatchService,
  image: ContainerImage,
  logs: { readonly group: string; readonly region: string },
  addresses: Readonly<Record<string, string>>,
): string {
  const { stopTimeout } = service.container;
  return JSON.stringify([
    {
      name: service.name,
      image: imageReference(image),
      essential: true,
      portMappings: portMappingsOf(service),
      environment: environmentOf(service, addresses),
      // A first process that passes signals on and reaps what the application leaves behind.
      linuxParameters: { initProcessEnabled: true },
      stopTimeout,
      logConfiguration: {
        logDriver: 'awslogs',
        options: {
          'awslogs-group': logs.group,
          'awslogs-region': logs.region,
          'awslogs-stream-prefix': 'task',
          // A slow CloudWatch Logs must not stop requests.
          mode: 'non-blocking',
          'max-buffer-size': logBuffer,
        },
      },
    },
  ]);
}

/**
 * By digest, which no push can change. A task definition must name an image, so one without a locked
 * image names a tag that nothing pushes; no ECS service runs it.
 */
function imageReference({ repositoryUrl, digest }: ContainerImage): string {
  return digest === undefined ? `${repositoryUrl}:not-pushed` : `${repositoryUrl}@${digest}`;
}

function portMappingsOf(service: HttpService | BatchService): object[] {
  if (service.kind === 'batch') return [];
  const { port } = service.container;
  return [{ containerPort: port, hostPort: port, protocol: 'tcp' }];
}

/** Sorted by name; the port is the container's, whatever the service's file says of `PORT`. */
function environmentOf(
  service: HttpService | BatchService,
  addresses: Readonly<Record<string, string>>,
): { name: string; value: string }[] {
  const port = service.kind === 'http' ? { PORT: String(service.container.port) } : {};
  const written = { ...service.environment, ...port };
  const literals = Object.entries(written).map(([name, value]) => [name, literal(value)] as const);
  return [...literals, ...Object.entries(addresses)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ({ name, value }));
}
