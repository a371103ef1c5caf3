import type { BatchTasks } from './batch-tasks';
import { answer, type Exchange } from './exchange';

/** Paths that the local stage answers itself; no base path can begin so. */
const prefix = '/_slipway/';

/**
 * A header that a command sends and a web page cannot, without asking first: a page on another site must
 * not start anything here.
 */
export const controlHeader = 'x-slipway-control';

/** A line of the answer to a started task. */
export type TaskLine =
  | { readonly type: 'log'; readonly stream: 'stdout' | 'stderr'; readonly line: string }
  | { readonly type: 'ended'; readonly reason: string; readonly exitCode?: number };

/** Whether a request is for the local stage itself. */
export function isControl({ path }: Exchange): boolean {
  return path.startsWith(prefix);
}

/** Does what commands ask of a stage that runs. Returns who answered. */
export function control(exchange: Exchange, tasks: BatchTasks): string {
  const { method, path, request } = exchange;
  const [, service] = /^\/_slipway\/run-task\/([^/]+)$/.exec(path) ?? [];
  if (request.headers[controlHeader] === undefined || method !== 'POST' || !service) {
    refuse(exchange, 404, 'There is nothing here.');
  } else {
    runTask(exchange, tasks, service);
  }
  return 'slipway';
}

/** Answers with one JSON document a line until the task has ended; a client that goes away stops it. */
function runTask(exchange: Exchange, tasks: BatchTasks, service: string): void {
  const { request, response } = exchange;
  const write = (line: TaskLine) => response.write(`${JSON.stringify(line)}\n`);
  const task = tasks.start(service, (stream, line) => write({ type: 'log', stream, line }));
  if ('refused' in task) {
    refuse(exchange, 404, task.refused);
    return;
  }
  request.resume();
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  response.flushHeaders();
  response.once('close', () => void task.stop());
  void task.ended.then(({ reason, exitCode }) => {
    write({ type: 'ended', reason, exitCode });
    response.end();
  });
}

function refuse(exchange: Exchange, statusCode: number, message: string): void {
  const headers = { 'content-type': 'application/json' };
  answer(exchange, { statusCode, headers, body: JSON.stringify({ message }) });
}
