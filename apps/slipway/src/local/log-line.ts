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
 * then its other fields, and the stack of an error below. Every other line is what it is.
 */
export function readableLine(line: string, colors: Colors): string {
  const { level, msg, message, err, ...fields } = documentIn(line);
  const text = msg ?? message;
  if (typeof text !== 'string' || level === undefined) return line;
  const stack = stackOf(err);
  const rest = Object.entries({ ...fields, ...(stack === undefined && { err }) })
    .filter(([name, value]) => !ofEveryLine.has(name) && value !== undefined)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const head = [paintedLevel(level, colors), text, colors.dim(rest.join(' '))].filter(Boolean);
  return [head.join(' '), ...(stack === undefined ? [] : [stack])].join('\n');
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
