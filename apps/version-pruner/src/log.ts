/** Writes a line of JSON, which CloudWatch Logs finds the fields of. */
export function log(level: 'INFO' | 'WARN' | 'ERROR', message: string, fields: object): void {
  writeLine({ level, message, ...fields });
}

/** A metric and its value: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
export interface Metric {
  readonly name: string;
  readonly unit: 'Count' | 'Bytes' | 'None';
  readonly value: number;
}

const namespace = 'Slipway/VersionPruner';

/**
 * Writes metrics in the embedded format, from which CloudWatch takes them.
 * @param dimensions values by name; the metric stands under each set of `dimensionSets`
 */
export function writeMetrics(
  metrics: readonly Metric[],
  dimensions: Readonly<Record<string, string>>,
  dimensionSets: readonly (readonly string[])[],
): void {
  writeLine({
    _aws: {
      Timestamp: Date.now(),
      CloudWatchMetrics: [
        {
          Namespace: namespace,
          Dimensions: dimensionSets,
          Metrics: metrics.map(({ name, unit }) => ({ Name: name, Unit: unit })),
        },
      ],
    },
    ...dimensions,
    ...Object.fromEntries(metrics.map(({ name, value }) => [name, value])),
  });
}

function writeLine(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
