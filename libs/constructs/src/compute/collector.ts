import { collectorPorts, type Stage, type TaskService } from '@slipway/catalog';
import type { PolicyStatement } from '../policy';
import { logConfiguration, type LogDestination } from './log-configuration';

/** AWS's distribution of the collector. https://github.com/aws-observability/aws-otel-collector/releases */
const image = 'public.ecr.aws/aws-observability/aws-otel-collector:v0.49.0';

/** Name of the collector's container in a task. */
export const collectorName = 'otel-collector';

/** `nobody`: the image holds one program, and no users. */
const user = '65534:65534';

/**
 * The container that takes traces and metrics from the application and sends them on. The task goes on
 * where it ends.
 */
export function collectorDefinition(
  { telemetry, logs }: TaskService,
  stage: Stage,
  destination: LogDestination,
): object {
  return {
    name: collectorName,
    image,
    essential: false,
    cpu: telemetry.cpu,
    memory: telemetry.memory,
    user,
    readonlyRootFilesystem: true,
    environment: [
      // Read by the collector itself instead of a file.
      { name: 'AOT_CONFIG_CONTENT', value: JSON.stringify(configuration(stage, destination)) },
    ],
    logConfiguration: logConfiguration(logs, destination, 'collector'),
  };
}

/** What the application's OpenTelemetry SDK reads. */
export function telemetryVariables({ name }: TaskService, stage: Stage): Record<string, string> {
  return {
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://localhost:${collectorPorts.http}`,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
    OTEL_RESOURCE_ATTRIBUTES: `service.namespace=${stage.project},deployment.environment.name=${stage.name}`,
    OTEL_SERVICE_NAME: name,
  };
}

/** What the collector does in the name of the task. */
export function collectorStatements(logGroupArn: string): PolicyStatement[] {
  return [
    // The actions take no resource.
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html
    {
      Effect: 'Allow',
      Action: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
      Resource: '*',
    },
    // Metrics are log lines that CloudWatch reads numbers from.
    {
      Effect: 'Allow',
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: `${logGroupArn}:*`,
    },
  ];
}

/** https://aws-otel.github.io/docs/setup/ecs/config-through-ssm */
function configuration(stage: Stage, { group, region }: LogDestination): object {
  const through = {
    receivers: ['otlp'],
    processors: ['memory_limiter', 'resourcedetection', 'batch'],
  };
  return {
    receivers: {
      otlp: {
        protocols: {
          grpc: { endpoint: `127.0.0.1:${collectorPorts.grpc}` },
          http: { endpoint: `127.0.0.1:${collectorPorts.http}` },
        },
      },
    },
    processors: {
      memory_limiter: { check_interval: '1s', limit_percentage: 80, spike_limit_percentage: 20 },
      resourcedetection: { detectors: ['env', 'ecs'] },
      batch: {},
    },
    exporters: {
      awsxray: { region },
      awsemf: {
        region,
        namespace: `${stage.project}/${stage.name}`,
        log_group_name: group,
        log_stream_name: 'metrics/{TaskId}',
      },
    },
    service: {
      pipelines: {
        traces: { ...through, exporters: ['awsxray'] },
        metrics: { ...through, exporters: ['awsemf'] },
      },
    },
  };
}
