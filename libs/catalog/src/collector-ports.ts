/**
 * Ports that the OpenTelemetry collector of a task listens on: two for OTLP, one for metrics of its own.
 * https://opentelemetry.io/docs/collector/internal-telemetry/
 */
export const collectorPorts = { grpc: 4317, http: 4318, ownMetrics: 8888 } as const;
