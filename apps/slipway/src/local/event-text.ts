import type { LocalStageEvent } from '@slipway/local-stage';
import type { Colors } from '../terminal/terminal';
import { readableLine } from './log-line';

/** Turns events into lines with the service in front, each service in a colour of its own. */
export function eventFormatter(colors: Colors): (event: LocalStageEvent) => string {
  const palette = [colors.cyan, colors.magenta, colors.blue, colors.yellow, colors.green];
  const painted = new Map<string, string>();
  const nameOf = (service: string) => {
    const known = painted.get(service);
    if (known) return known;
    const paint = palette[painted.size % palette.length] ?? String;
    painted.set(service, paint(service));
    return paint(service);
  };
  return (event) => {
    if (event.type === 'request') return requestLine(event, colors);
    return textOf(event, colors)
      .split('\n')
      .map((line) => `${nameOf(event.service)}${taskOf(event)} ${colors.dim('|')} ${line}`)
      .join('\n');
  };
}

/** A service with one task needs no number. */
function taskOf(event: LocalStageEvent): string {
  return 'task' in event && event.task !== undefined ? `.${event.task}` : '';
}

function requestLine(event: LocalStageEvent & { type: 'request' }, colors: Colors): string {
  const { method, path, statusCode, durationMs, answeredBy } = event;
  const paint = statusCode < 400 ? colors.green : statusCode < 500 ? colors.yellow : colors.red;
  return `${method} ${path} ${paint(String(statusCode))} ${colors.dim(`${durationMs.toFixed(1)} ms, ${answeredBy}`)}`;
}

function textOf(event: Exclude<LocalStageEvent, { type: 'request' }>, colors: Colors): string {
  switch (event.type) {
    case 'log':
      return readableLine(event.line, colors);
    case 'service-starting':
      return colors.dim(`starting on port ${event.port}`);
    case 'service-healthy':
      return colors.green(`healthy after ${(event.afterMs / 1000).toFixed(1)} s`);
    case 'service-unhealthy':
      return colors.yellow(`unhealthy: ${event.reason}`);
    case 'service-failed':
      return colors.red(
        `failed: ${event.reason}${wordsOf(event.lastLines)}${retryOf(event.retryInMs)}`,
      );
    case 'task-replaced':
      return colors.yellow(`is replaced: ${event.reason}`);
    case 'settings-changed':
      return settingsText(event, colors);
    case 'deployment-started':
      return colors.dim(`${event.file} has changed; starting new tasks`);
    case 'deployment-completed':
      return colors.green('every task is new');
    case 'deployment-failed':
      return colors.red(`new tasks do not get healthy, so those of before stay: ${event.reason}`);
    case 'task-started':
      return colors.dim(`is started`);
    case 'task-ended':
      return colors.dim(event.reason);
    case 'function-unavailable':
      return colors.yellow(`does not run here: ${event.reason}`);
    case 'function-started':
      return colors.dim(`cold start: init ${event.initMs.toFixed(0)} ms`);
    case 'function-reloaded':
      return colors.green(`${event.file} has changed; the next events get it`);
    case 'function-not-rebuilt':
      return colors.red(
        `${event.file} has changed and cannot be used, so the code of before stays: ${event.reason}`,
      );
    case 'schedule-fired':
      return colors.dim(`${event.schedule} invokes it, request ${event.requestId}`);
    case 'function-failed':
      return colors.red(`request ${event.requestId} failed: ${event.reason}`);
    case 'leftover-stopped':
      return colors.dim(`stopped process ${event.pid} of an earlier run`);
  }
}

function settingsText(
  { file, change, refused }: LocalStageEvent & { type: 'settings-changed' },
  colors: Colors,
): string {
  const what = `${file} ${change === 'changed' ? 'has changed' : `is ${change}`}`;
  if (refused !== undefined) {
    return [
      colors.red(`${what}; what runs stays, and the next start would refuse it:`),
      refused,
    ].join('\n');
  }
  return colors.yellow(`${what}; what runs stays until the next \`npm start\``);
}

/** The line that tells the most of what stands above, where lines of other services may be in between. */
function wordsOf(lastLines: readonly string[]): string {
  const line =
    lastLines.find((one) => /error/i.test(one)) ?? lastLines.findLast((one) => one.trim());
  return line === undefined ? '' : `: ${line.trim()}`;
}

function retryOf(milliseconds: number | undefined): string {
  if (milliseconds === undefined) return '';
  return milliseconds === 0 ? '; starting anew' : `; starting anew in ${milliseconds / 1_000} s`;
}
