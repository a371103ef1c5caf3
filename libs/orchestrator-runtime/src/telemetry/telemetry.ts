import { SpanStatusCode, trace, type Attributes } from '@opentelemetry/api';
import type { Clock } from '../clock';

/** CloudWatch namespace of all metrics. */
export const metricNamespace = 'Slipway/Orchestrator';

/** Dimension of all metrics. */
const stageDimension = 'Stage';

/** Metrics by name, with the unit that CloudWatch calls them by. */
export const metrics = {
  /** From the intent to the session. */
  StartLatency: 'Milliseconds',
  /** From the last sign of life to the finding that a session is lost, stuck or dead. */
  TimeToDetect: 'Milliseconds',
  /** Sessions that may still run although their runs have moved on. */
  CleanupDebt: 'Count',
  /** Age of the run that waits longest for its slots. */
  QueueAge: 'Milliseconds',
  /** 1 for every run that ended. */
  RunsEnded: 'Count',
  /** 1 for a run that failed, 0 for one that ended otherwise: its average is the failure rate. */
  RunsFailed: 'Count',
  /** Sessions that ran without a record that wanted them, and were stopped. */
  OrphansStopped: 'Count',
  /** Runs that the reaper could not advance (unknown backends, records of other versions), and backends whose sessions it could not list. */
  RunsStranded: 'Count',
} as const;

export type MetricName = keyof typeof metrics;

/** Fields of a line: what identifies a step, what it did, how long it took. */
export type LineFields = Readonly<Record<string, unknown>>;

const tracer = trace.getTracer('@slipway/orchestrator-runtime');

/** Lines for CloudWatch Logs and spans for whatever tracer the process has registered. */
export class Telemetry {
  constructor(
    private readonly write: (line: string) => void,
    private readonly clock: Clock,
    /** In every line, and the dimension of every metric: alarms of one stage see that stage alone. */
    private readonly stage: string,
  ) {}

  /** One line of JSON. */
  line(level: 'info' | 'warn' | 'error', message: string, fields: LineFields): void {
    const timestamp = new Date(this.clock.now()).toISOString();
    this.write(JSON.stringify({ level, timestamp, message, stage: this.stage, ...fields }));
  }

  /**
   * One line in CloudWatch's embedded metric format, with the stage as its only dimension.
   * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
   */
  metric(name: MetricName, value: number, fields: LineFields = {}): void {
    this.write(
      JSON.stringify({
        _aws: {
          Timestamp: this.clock.now(),
          CloudWatchMetrics: [
            {
              Namespace: metricNamespace,
              Dimensions: [[stageDimension]],
              Metrics: [{ Name: name, Unit: metrics[name] }],
            },
          ],
        },
        ...fields,
        [stageDimension]: this.stage,
        [name]: value,
      }),
    );
  }

  /** Runs a piece of work in a span; an error marks the span and is thrown on. */
  span<T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T> {
    return tracer.startActiveSpan(name, { attributes }, async (span) => {
      try {
        return await work();
      } catch (error) {
        span.recordException(error as Error);
        span.setStatus({ code: SpanStatusCode.ERROR, message: (error as Error).message });
        throw error;
      } finally {
        span.end();
      }
    });
  }
}
