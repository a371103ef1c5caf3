import type { Stage, TaskService } from '@slipway/catalog';
import { literal } from '../literal';
import { collectorDefinition, collectorName, telemetryVariables } from './collector';
import { logConfiguration, type LogDestination } from './log-configuration';
import type { Mount } from './mounts';

export interface ContainerImage {
  readonly repositoryUrl: string;
  /** `sha256:…`; absent where no image is locked. */
  readonly digest?: string;
}

export interface ContainerDefinitionsProps {
  readonly service: TaskService;
  readonly stage: Stage;
  readonly image: ContainerImage;
  readonly logs: LogDestination;
  readonly mounts: readonly Mount[];
  /** ARNs of secrets and parameters by variable. */
  readonly references: Readonly<Record<string, string>>;
  /** Values that may hold tokens, by variable: addresses of services that it calls, and where its run is. */
  readonly variables: Readonly<Record<string, string>>;
}

/** The containers of a service's task, the application's first, as JSON text that may hold tokens. */
export function containerDefinitions(props: ContainerDefinitionsProps): string {
  const { service, stage, logs } = props;
  const collector = service.telemetry.collector ? [collectorDefinition(service, stage, logs)] : [];
  return JSON.stringify([application(props), ...collector]);
}

function application(props: ContainerDefinitionsProps): object {
  const { service, image, logs, mounts, references } = props;
  const { stopTimeout, user, readOnly } = service.container;
  return {
    name: service.name,
    image: imageReference(image),
    essential: true,
    ...besideCollector(service),
    user,
    readonlyRootFilesystem: readOnly,
    portMappings: portMappingsOf(service),
    environment: environmentOf(props),
    ...(Object.keys(references).length > 0 && {
      secrets: byName(references).map(([name, valueFrom]) => ({ name, valueFrom })),
    }),
    ...(mounts.length > 0 && {
      mountPoints: mounts.map(({ volume, path }) => ({
        sourceVolume: volume,
        containerPath: path,
        readOnly: false,
      })),
    }),
    // A first process that passes signals on and reaps what the application leaves behind.
    linuxParameters: { initProcessEnabled: true },
    stopTimeout,
    logConfiguration: logConfiguration(service.logs, logs, 'task'),
  };
}

/** What the collector leaves of the task. ECS stops it after the application, whose last spans it takes. */
function besideCollector({ container, telemetry }: TaskService): object {
  return telemetry.collector
    ? {
        cpu: container.cpu - telemetry.cpu,
        memory: container.memory - telemetry.memory,
        dependsOn: [{ containerName: collectorName, condition: 'START' }],
      }
    : {};
}

/**
 * By digest, which no push can change. A task definition must name an image, so one without a locked
 * image names a tag that nothing pushes; no ECS service runs it.
 */
function imageReference({ repositoryUrl, digest }: ContainerImage): string {
  return digest === undefined ? `${repositoryUrl}:not-pushed` : `${repositoryUrl}@${digest}`;
}

function portMappingsOf(service: TaskService): object[] {
  if (service.kind === 'batch') return [];
  const { port } = service.container;
  return [{ containerPort: port, hostPort: port, protocol: 'tcp' }];
}

/**
 * The port and the time to stop are the container's, whatever the service's file says of their
 * variables; what it says of telemetry counts, wherever the value comes from.
 */
function environmentOf(props: ContainerDefinitionsProps): { name: string; value: string }[] {
  const { service, stage, references } = props;
  const telemetry = service.telemetry.collector ? telemetryVariables(service, stage) : {};
  const written = {
    ...telemetry,
    ...service.environment,
    ...(service.kind === 'http' && {
      PORT: String(service.container.port),
      // A service whose drain takes longer refuses to start.
      SLIPWAY_STOP_TIMEOUT: String(service.container.stopTimeout),
    }),
  };
  const literals = Object.entries(written).map(([name, value]) => [name, literal(value)]);
  return byName({ ...(Object.fromEntries(literals) as Record<string, string>), ...props.variables })
    .filter(([name]) => !(name in references))
    .map(([name, value]) => ({ name, value }));
}

function byName(variables: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(variables).sort(([a], [b]) => (a < b ? -1 : 1));
}
