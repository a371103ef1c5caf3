import type { Colors } from '../terminal/terminal';

/** Levels of pino by number, which Fastify logs with: https://getpino.io/#/docs/api?id=logger-level */
const levels: Readonly<Record<number, string>> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
};

/** What every line of a process has; the service in front of the line says the same. */
const ofEveryLine: ReadonlySet<string> = new Set(['time', 'timestamp', 'pid', 'hostname', 'v']);

/**
 * A line of a log as a person reads it: of a JSON document with a level and a message the message first,
 * then its other fields, and the stack of an error below; of one for CloudWatch its metrics. Every other line is what it is.
 */
export function readableLine(line: string, colors: Colors): string {
  const document = documentIn(line);
  const metrics = metricsIn(document);
  if (metrics.length > 0) return colors.dim(`metrics ${wordsOf(document, metrics)}`);
  const { level, msg, message, err, ...fields } = document;
  const text = msg ?? message;
  if (typeof text !== 'string' || level === undefined) return line;
  const stack = stackOf(err);
  const all = { ...fields, ...(stack === undefined && { err }) };
  const names = Object.keys(all).filter((name) => !ofEveryLine.has(name));
  const head = [paintedLevel(level, colors), text, colors.dim(wordsOf(all, names))].filter(Boolean);
  return [head.join(' '), ...(stack === undefined ? [] : [stack])].join('\n');
}

/** `a=1 b={"c":2}` of the fields that have a value. */
function wordsOf(fields: Readonly<Record<string, unknown>>, names: readonly string[]): string {
  return names
    .map((name) => [name, fields[name]] as const)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' ');
}

/**
 * Names of the metrics that a document holds for CloudWatch; none where it is no such document.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
function metricsIn({ _aws }: Readonly<Record<string, unknown>>): string[] {
  const { CloudWatchMetrics: directives } = (_aws ?? {}) as { CloudWatchMetrics?: unknown };
  if (!Array.isArray(directives)) return [];
  return directives.flatMap((directive: { Metrics?: readonly { Name?: string }[] }) =>
    (directive.Metrics ?? []).flatMap(({ Name }) => Name ?? []),
  );
}

/** No field where the line is no document. */
function documentIn(line: string): Readonly<Record<string, unknown>> {
  if (!line.startsWith('{')) return {};
  try {
    return JSON.parse(line) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}

/** Nothing for what is only information. */
function paintedLevel(level: unknown, colors: Colors): string {
  const name = (typeof level === 'number' ? levels[level] : undefined) ?? String(level);
  switch (name.toLowerCase()) {
    case 'info':
      return '';
    case 'warn':
    case 'warning':
      return colors.yellow(name);
    case 'error':
    case 'fatal':
      return colors.red(name);
    default:
      return colors.dim(name);
  }
}

function stackOf(error: unknown): string | undefined {
  const isError = typeof error === 'object' && error !== null && 'stack' in error;
  return isError && typeof error.stack === 'string' ? error.stack : undefined;
}
